"""Real browsers for the tests, and what is left of them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from services.scraper.browser import open_browser
from services.scraper.failures import Drift
from services.scraper.ratings.gather import Gatherer
from services.scraper.ratings.page import RatingPage
from services.scraper.ratings.rows import RatedCompany
from tests.scraper.rating_site import quick_settings

# On Debian: apt-get install chromium chromium-driver
needs_browser = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="no chromium and chromedriver on PATH",
)


def browser_processes() -> list[psutil.Process]:
    """Drivers and browsers that this test process has started, zombies too."""
    return [one for one in psutil.Process().children(recursive=True) if _name(one).startswith("chrom")]


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:  # it has ended since it was listed
        return ""


def find_process(name: str) -> psutil.Process:
    """The driver, or the browser's first process."""
    return next(one for one in browser_processes() if _name(one) == name)


@contextmanager
def open_rating_page(folder: Path) -> Iterator[RatingPage]:
    """A page in a browser of its own, for tests that go to many sites one after another."""
    with open_browser(quick_settings(folder)) as chrome:
        yield RatingPage(chrome)


def gather_year(page: RatingPage, address: str, folder: Path) -> list[RatedCompany]:
    """The companies of 2023, as the first visit of a run reads them.

    Raises:
        Drift: with what was found to be wrong.
    """
    gatherer = Gatherer(page, quick_settings(folder), lambda _: None, lambda *_: None)
    gathering = gatherer.gather(address, 2023)
    if gathering.findings:
        raise Drift([f"{group}: {one}" for group, found in gathering.findings.items() for one in found])
    return gathering.companies
