"""Scrapes vacancies from the API of hh.ru: window by window, only what is new or has changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
from sqlalchemy import Engine

from services.scraper.failures import Drift
from services.scraper.fetching import BrokenAnswer, Fetcher, read_each
from services.scraper.posting import Posting
from services.scraper.runs import RunNotes, last_good_start, record_run
from services.scraper.settings import ScraperSettings
from services.scraper.storing import FindKnown, known_postings, store_pages
from services.scraper.vacancies.read import SOURCE, read_time, read_vacancy
from services.scraper.vacancies.windows import Window, narrow_windows

KIND = "vacancies"

Report = Callable[[str, int], None]

_PAGE_SIZE = 100
_OVERLAP = timedelta(days=1)  # a vacancy may turn up a little after it was published


@dataclass
class VacancyList:
    """The list of vacancies of an API, page by page; what went wrong with a page is noted."""

    fetcher: Fetcher
    settings: ScraperSettings
    problems: list[str] = field(default_factory=list)
    found: int = 0
    _first_pages: dict[Window, Mapping[str, object]] = field(default_factory=dict)

    def pages(self, since: datetime, until: datetime) -> Iterator[list[Mapping[str, object]]]:
        """The items of each page of each window."""
        for area in self.settings.hh_areas:
            for role in self.settings.hh_roles:
                window = Window(role, area, since, until)
                for piece, found in narrow_windows(window, self._count, self.settings.hh_list_limit):
                    yield from self._pages_of(piece, found)

    def _count(self, window: Window) -> int:
        answer = self._first_page(window)
        found = answer.get("found", 0 if not answer else None)
        if not isinstance(found, int):
            raise Drift([f"the list of vacancies does not say how many it has ('found': {found!r})"])
        return found

    def _first_page(self, window: Window) -> Mapping[str, object]:
        """Of the window that was asked for last it is at hand."""
        if window not in self._first_pages:
            self._first_pages = {window: self._ask(window, page=0)}
        return self._first_pages[window]

    def _pages_of(self, window: Window, found: int) -> Iterator[list[Mapping[str, object]]]:
        limit = self.settings.hh_list_limit
        self.found += found
        if found > limit:
            self.problems.append(f"{_name(window)}: {found} vacancies, only {limit} are shown")
        for page in range(-(-min(found, limit) // _PAGE_SIZE)):
            answer = self._ask(window, page) if page else self._first_page(window)
            items = answer.get("items", None if answer else [])
            if not isinstance(items, list):
                raise Drift(["the list of vacancies has no 'items'"])
            yield [item for item in items if isinstance(item, dict)]

    def _ask(self, window: Window, page: int) -> Mapping[str, object]:
        """A page of a window; nothing if it is broken, which is noted."""
        parameters: dict[str, str | int] = {
            "professional_role": window.role,
            "area": window.area,
            "date_from": window.since.isoformat(timespec="seconds"),
            "date_to": window.until.isoformat(timespec="seconds"),
            "order_by": "publication_time",
            "page": page,
            "per_page": _PAGE_SIZE,
        }
        address = f"{self.settings.hh_url.rstrip('/')}/vacancies"
        try:
            answer = self.fetcher.get_json(address, parameters)
        except BrokenAnswer as error:
            self.problems.append(f"{_name(window)}, page {page}: {error}")
            return {}
        if answer is None:
            raise Drift([f"there is nothing at {address}"])
        return answer


def _name(window: Window) -> str:
    span = f"{window.since:%Y-%m-%d %H:%M} to {window.until:%Y-%m-%d %H:%M}"
    return f"role {window.role}, area {window.area}, {span}"


def scrape_vacancies(
    engine: Engine, settings: ScraperSettings, since: datetime | None, report: Report
) -> Iterator[Posting]:
    """Bring the stored vacancies up to date.

    What was read before something goes wrong is stored and stays: each vacancy stands for itself.

    Args:
        engine: where they are stored.
        settings: the API's address, roles, areas.
        since: published since then. None: since the last good run, and a day more.
        report: is told of each page, and how many vacancies were fetched for it.

    Yields:
        What was new or has changed, after it was stored.

    Raises:
        ScrapeFailed: the API refuses, does not answer, or shows nothing at all.
    """
    with record_run(engine, KIND) as notes:
        last = last_good_start(engine, KIND)
        since = since or (last and last - _OVERLAP)
        pages = gather_vacancies(settings, since, known_postings(engine, SOURCE), notes, report)
        yield from store_pages(engine, pages, notes)


def gather_vacancies(
    settings: ScraperSettings, since: datetime | None, find_known: FindKnown, notes: RunNotes, report: Report
) -> Iterator[list[Posting]]:
    """Vacancies that are new or have changed, page by page. Touches no database itself.

    Raises:
        ScrapeFailed: as `scrape_vacancies`.
    """
    until = datetime.now(UTC).replace(microsecond=0)
    since = since or until - timedelta(days=settings.first_days)
    seen: set[str] = set()
    with Fetcher(settings, explain_refusal) as fetcher:
        listed = VacancyList(fetcher, settings, problems=notes.problems)
        for items in listed.pages(since, until):
            wanted = _choose_wanted(items, seen, find_known)
            postings = list(_fetch_all(fetcher, settings, wanted, notes))
            notes.pages, notes.rows = fetcher.pages, len(seen)
            report(f"{len(seen)} listed", len(postings))
            yield postings
        notes.pages = fetcher.pages
        if not listed.found and until - since >= timedelta(days=1):
            raise Drift([f"no vacancy at all was published since {since:%Y-%m-%d}", *notes.problems[:5]])
        if listed.found and not seen:
            raise Drift([f"{listed.found} vacancies are announced and none can be read", *notes.problems[:5]])


def explain_refusal(answer: httpx.Response) -> str:
    """What the API says when it refuses: https://api.hh.ru/openapi/redoc#section/Obshaya-informaciya."""
    try:
        errors = answer.json().get("errors", [])
        kinds = {str(one.get("value") or one.get("type")) for one in errors}
    except (ValueError, AttributeError):
        kinds = set()
    if "captcha_required" in kinds:
        return "The API of hh.ru wants to see a person (captcha_required). Try again later, and less often."
    if kinds & {"bad_user_agent", "blacklisted"}:
        return (
            "The API of hh.ru does not take our name: set ATTESTA_SCRAPER_USER_AGENT to one with a contact."
        )
    reasons = ", ".join(sorted(kinds)) or "it says no reason"
    return f"The API of hh.ru refuses with HTTP status {answer.status_code}: {reasons}."


def _choose_wanted(items: list[Mapping[str, object]], seen: set[str], find_known: FindKnown) -> list[str]:
    """Ids of the listed vacancies that are not known, or were published anew."""
    listed = {str(item["id"]): str(item.get("published_at") or "") for item in items if item.get("id")}
    fresh = {number: time for number, time in listed.items() if number not in seen}
    seen.update(fresh)
    known = find_known(list(fresh))
    return [
        number for number, time in fresh.items() if number not in known or known[number] != read_time(time)
    ]


def _fetch_all(
    fetcher: Fetcher, settings: ScraperSettings, numbers: list[str], notes: RunNotes
) -> Iterator[Posting]:
    def read(number: str) -> Posting | None:
        document = fetcher.get_json(f"{settings.hh_url.rstrip('/')}/vacancies/{number}", {})
        return None if document is None else read_vacancy(document)  # it may be withdrawn meanwhile

    return read_each(((f"vacancy {number}", number) for number in numbers), read, notes.problems)
