"""The same scraper reads a second site, which its author did not have in mind."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from services.scraper.failures import Blocked, Drift
from services.scraper.ratings.page import RatingPage
from tests.scraper.browsers import gather_year, needs_browser, open_rating_page
from tests.scraper.other_site import Build, expected_rows, make_lines, other_site

pytestmark = needs_browser

LONG = make_lines((20, 44, 31, 105))
BUILDS: Mapping[str, Build] = {
    "tabs that load the page anew, footnotes, sticky banner": Build(
        tabs="anchor", decor="footnote", overlay="sticky"
    ),
    "old rows stay, slow group, dialog over all, header apart, hints": Build(
        opens_first=True,
        keeps_old_rows=True,
        overlay="modal",
        split=True,
        hints=True,
        slow_seconds={"medium": 1.5},
    ),
    "addresses change without loading, more on request, first letters as pictures": Build(
        tabs="push", paging="more", page_size=20, decor="avatar", opens_first=True
    ),
    "tabs with counts, numbered pages with gaps, trends, shared cells": Build(
        tabs="radio", paging="pages", page_size=12, decor="trend", separator="."
    ),
    "shared places span their rows": Build(tabs="radio", spans=True),
    "rows come long after one has scrolled to them": Build(paging="observer", page_size=15, late_ms=1200),
    "arrows without words": Build(tabs="push", paging="arrows", page_size=30),
    "drawn only where it is seen": Build(paging="window", lines=LONG, tabs="push"),
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RatingPage]:
    with open_rating_page(tmp_path_factory.mktemp("page")) as opened:
        yield opened


@pytest.mark.parametrize("build", BUILDS.values(), ids=BUILDS)
def test_whole_rating_is_read(build: Build, page: RatingPage, tmp_path: Path) -> None:
    with other_site(build) as address:
        found = gather_year(page, address, tmp_path)
    assert {(one.group, one.place, one.name, one.score) for one in found} == expected_rows(build)
    assert len(found) == sum(map(len, build.lines.values()))


def test_group_that_fails_is_named(page: RatingPage, tmp_path: Path) -> None:
    with other_site(Build(fails_at="medium")) as address, pytest.raises(Drift) as failed:
        gather_year(page, address, tmp_path)
    assert [one.partition(":")[0] for one in failed.value.findings] == ["Средние"]


def test_page_that_announces_more_than_it_shows_is_not_believed(page: RatingPage, tmp_path: Path) -> None:
    build = Build(tabs="radio", announces_more={"large": 5})
    with other_site(build) as address, pytest.raises(Drift) as failed:
        gather_year(page, address, tmp_path)
    assert failed.value.findings == ("Крупные: 44 companies, and the page announces 49",)


def test_way_to_a_captcha_is_recognised(page: RatingPage, tmp_path: Path) -> None:
    with other_site(Build(captcha_at="small")) as address, pytest.raises(Blocked, match="не робот"):
        gather_year(page, address, tmp_path)
