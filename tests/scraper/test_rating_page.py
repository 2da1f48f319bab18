"""The real browser reads the whole rating, however the page behaves."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from services.scraper.ratings.rows import RatedCompany
from services.scraper.ratings.scrape import Ratings, gather_ratings
from tests.scraper.browsers import browser_processes, find_process, needs_browser
from tests.scraper.rating_site import Mood, all_companies, default_row, quick_settings, rating_site

pytestmark = needs_browser


def gather(mood: Mood, folder: Path, year: int | None = 2023) -> Ratings:
    with rating_site(mood) as address:
        return gather_ratings(quick_settings(folder), address, year, lambda *_: None, stored={})


def shuffled(company: RatedCompany) -> list[str]:
    """Columns in another order, with one more; numbers in another format."""
    place, name, region, industry, _ = default_row(company)
    return [f"{company.score:.2f} балла", name, "IPO", industry, f" {place}. ", region]


MOODS: Mapping[str, Mood] = {
    "all late, after a click only, under a banner": Mood(start_ms=700, render_ms=500, banner="button"),
    "links as tabs, first group at once": Mood(tabs="link", medals=True),
    "slow tab that shows the old rows meanwhile": Mood(
        tabs="role", stale=True, shown_at_once=True, answer_seconds={2: 1.5}
    ),
    "tabs that tell their size, numbered pages, never at rest": Mood(
        tabs="count", paging="numbers", page_size=20, ticking=True
    ),
    "list to choose from, rows come bit by bit": Mood(tabs="select", stale=True, paging="drops"),
    "rows come while scrolling": Mood(paging="scroll", page_size=20, answer_seconds={1: 0.4}),
    "button for more, under a banner without a button": Mood(paging="more", page_size=30, banner="cover"),
    "pages one after another, other columns, badges": Mood(
        paging="next",
        page_size=20,
        headers=["Итоговый\u00a0балл ↓", "НАЗВАНИЕ  КОМПАНИИ", "IPO", "Отрасль", "Место", "Регион"],
        row=shuffled,
        badge=True,
    ),
    "only the rows that are seen are there": Mood(paging="virtual", area=True),
}


@pytest.mark.parametrize("mood", MOODS.values(), ids=MOODS)
def test_whole_rating_is_read(mood: Mood, tmp_path: Path) -> None:
    ratings = gather(mood, tmp_path)
    assert set(ratings.rows()) == all_companies(mood)
    assert len(ratings.rows()) == sum(mood.counts)
    assert ratings.pages == 4


def test_newer_years_are_found(tmp_path: Path) -> None:
    mood = Mood(years=(2022, 2023, 2025, 2026), linked_years=(2022, 2025), counts=(10, 10, 10, 10))
    ratings = gather(mood, tmp_path, year=None)
    # 2022 is older. Nobody links to 2026 yet: it comes after the newest.
    assert set(ratings.companies) == {2023, 2025, 2026}
    assert set(ratings.rows()) == {one for year in ratings.companies for one in all_companies(mood, year)}


def test_one_year_is_read_if_one_is_wanted(tmp_path: Path) -> None:
    mood = Mood(years=(2023, 2024), counts=(10, 10, 10, 10))
    assert set(gather(mood, tmp_path, year=2024).companies) == {2024}


@pytest.mark.parametrize("victim", ["chromium", "chromedriver"])
def test_browser_that_dies_in_the_middle_is_replaced(victim: str, tmp_path: Path) -> None:
    mood, reports = Mood(), []

    def report(label: str, _: int) -> None:
        reports.append(label)
        if len(reports) == 2:
            find_process(victim).kill()

    with rating_site(mood) as address:
        ratings = gather_ratings(quick_settings(tmp_path), address, 2023, report, stored={})
    assert set(ratings.rows()) == all_companies(mood)
    assert len(reports) == 2 + 4
    assert browser_processes() == []
