"""The real browser reads the whole rating, however the page behaves."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from services.scraper.ratings.page import RatingPage
from services.scraper.ratings.rows import RatedCompany
from tests.scraper.browsers import gather_year, needs_browser, open_rating_page
from tests.scraper.rating_site import Mood, all_companies, default_row, rating_site

pytestmark = needs_browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RatingPage]:
    with open_rating_page(tmp_path_factory.mktemp("page")) as opened:
        yield opened


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
    "rows come while scrolling, their end long after their beginning": Mood(
        paging="scroll", page_size=20, halting_seconds=1.2, counts=(24, 36, 22, 30)
    ),
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
def test_whole_rating_is_read(mood: Mood, page: RatingPage, tmp_path: Path) -> None:
    with rating_site(mood) as address:
        found = gather_year(page, address, tmp_path)
    assert set(found) == all_companies(mood)
    assert len(found) == sum(mood.counts)
