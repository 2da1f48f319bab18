"""Scrapes company ratings: a page in, the companies of its years out, or a failure and nothing."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from selenium.webdriver.remote.webdriver import WebDriver
from sqlalchemy import Engine

from services.scraper.browser import BROWSER_DIED, open_browser
from services.scraper.evidence import Evidence
from services.scraper.failures import BrowserFailed, Drift, ScrapeFailed
from services.scraper.ratings.check import check_rating
from services.scraper.ratings.gather import Gatherer, Gathering, Report
from services.scraper.ratings.page import RatingPage, address_of, find_year
from services.scraper.ratings.rows import RatedCompany
from services.scraper.ratings.store import count_stored, store_rating
from services.scraper.robots import check_robots
from services.scraper.runs import record_run
from services.scraper.settings import ScraperSettings
from shared.db.session import transaction

KIND = "ratings"

Stored = Mapping[int, Mapping[str, int]]


@dataclass
class Ratings:
    """The ratings that a run has read: year -> where, and what."""

    addresses: dict[int, str] = field(default_factory=dict)
    companies: dict[int, list[RatedCompany]] = field(default_factory=dict)
    pages: int = 0

    def rows(self) -> list[RatedCompany]:
        """All years', oldest first."""
        return [company for year in sorted(self.companies) for company in self.companies[year]]


def scrape_ratings(
    engine: Engine, settings: ScraperSettings, address: str, year: int | None, report: Report
) -> Ratings:
    """Read ratings and store them: all, or none if anything is wrong with one.

    Raises:
        ScrapeFailed: nothing was stored; what was known stays.
    """
    with record_run(engine, KIND) as notes:
        with transaction(engine) as session:
            stored = count_stored(session)
        ratings = gather_ratings(settings, address, year, report, stored)
        notes.pages, notes.rows = ratings.pages, len(ratings.rows())
        with transaction(engine) as session:
            for one, companies in ratings.companies.items():
                difference = store_rating(session, companies, one, ratings.addresses[one])
                notes.new += difference.new
                notes.changed += difference.changed
    return ratings


def gather_ratings(
    settings: ScraperSettings, address: str, year: int | None, report: Report, stored: Stored
) -> Ratings:
    """Read ratings and check them. Touches no database.

    Args:
        settings: waits and floors.
        address: of one year's page, with the year in it.
        year: the only one wanted. None: that of the address and all newer ones.
        report: is told of each group that was read, and how many companies it has.
        stored: how many companies are known: year -> group -> count.

    Raises:
        Drift: something is not as it should be.
        Blocked: the site does not want us.
        BrowserFailed: there is none, or it died too often.
        ScrapeFailed: the address is no address of a rating, or nobody answers.
    """
    first = year or find_year(address)
    if first is None:
        raise ScrapeFailed(f"There is no year in '{address}': give --year, or an address with 'rating2023'.")
    pause_seconds = max(settings.page_pause_seconds, check_robots(address, settings.user_agent))
    tour = _Tour(settings, address, report, stored, pause_seconds, only=year, todo=[first])
    for attempt in range(1, settings.browser_attempts + 1):
        try:
            with open_browser(settings) as chrome:
                tour.visit(chrome)
            return tour.ratings
        except BROWSER_DIED as error:
            if attempt == settings.browser_attempts:
                reason = (getattr(error, "msg", None) or type(error).__name__).splitlines()[0]
                raise BrowserFailed(
                    f"The browser died {attempt} times, at last with: {reason}. Nothing was stored."
                ) from error
    raise AssertionError("unreachable")


@dataclass
class _Tour:
    """The years still to be visited. It survives the browser: what was read is not read again."""

    settings: ScraperSettings
    address: str
    report: Report
    stored: Stored
    pause_seconds: float
    only: int | None
    todo: list[int]
    linked: set[int] = field(default_factory=set)
    ratings: Ratings = field(default_factory=Ratings)

    def visit(self, chrome: WebDriver) -> None:
        page = RatingPage(chrome)
        evidence = Evidence(self.settings, KIND)
        gatherer = Gatherer(page, self.settings, lambda name: evidence.save(chrome, name), self.report)
        while self.todo:
            year = self.todo[0]
            address = address_of(year, self.address)
            is_guess = year not in self.linked and bool(self.ratings.companies)
            if not is_guess or (gatherer.exists(address) and find_year(page.address()) == year):
                gathering = gatherer.gather(address, year)
                if not (is_guess and self._is_nothing_new(gathering)):
                    self._take(gathering, year, chrome, evidence)
                    if self.only is None:
                        self._plan_further(page.find_years(address))
            self.todo.remove(year)
            time.sleep(self.pause_seconds if self.todo else 0)

    def _take(self, gathering: Gathering, year: int, chrome: WebDriver, evidence: Evidence) -> None:
        findings = dict(gathering.findings)
        if "" not in findings:
            checked = check_rating(
                gathering.companies, self.stored.get(year, {}), self._count_year_before(year), self.settings
            )
            findings = checked | findings  # what was seen says more than what follows from it
        if findings:
            if not evidence.files:
                evidence.save(chrome, str(year))
            sentences = [
                f"{year}{', ' if group else ''}{group}: {one}"
                for group, found in findings.items()
                for one in found
            ]
            raise Drift(sentences, evidence.files, evidence.trouble)
        self.ratings.companies[year] = gathering.companies
        self.ratings.addresses[year] = address_of(year, self.address)
        self.ratings.pages += gathering.pages

    def _count_year_before(self, year: int) -> Mapping[str, int]:
        """How many companies each group has in the newest earlier year that is stored or was just read."""
        read = {one: Counter(row.group for row in rows) for one, rows in self.ratings.companies.items()}
        earlier = {one: counts for one, counts in {**self.stored, **read}.items() if one < year}
        return earlier[max(earlier)] if earlier else {}

    def _plan_further(self, linked: set[int]) -> None:
        """The newer years that the page links to, and the next one, which nobody may link to yet."""
        first, newest = min(self.ratings.companies), max(self.ratings.companies)
        self.linked |= {year for year in linked if year > first}
        known = {*self.ratings.companies, *self.todo}
        self.todo += sorted(self.linked - known)
        if len(self.todo) == 1 and newest < datetime.now(UTC).year:
            self.todo.append(newest + 1)

    def _is_nothing_new(self, gathering: Gathering) -> bool:
        """Whether a guessed year has no rating: nothing is shown there, or another year's."""
        lines = {(one.group, one.place, one.name, one.score) for one in gathering.companies}
        others = {(one.group, one.place, one.name, one.score) for one in self.ratings.rows()}
        return lines <= others
