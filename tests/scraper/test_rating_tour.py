"""A run goes from year to year, and gets over a browser that dies on the way."""

from pathlib import Path

import pytest

from services.scraper.ratings.scrape import Ratings, gather_ratings
from tests.scraper.browsers import browser_processes, find_process, needs_browser
from tests.scraper.rating_site import Mood, all_companies, quick_settings, rating_site

pytestmark = needs_browser


def gather(mood: Mood, folder: Path, year: int | None) -> Ratings:
    with rating_site(mood) as address:
        return gather_ratings(quick_settings(folder), address, year, lambda *_: None, stored={})


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
