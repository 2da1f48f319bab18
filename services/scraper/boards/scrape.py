"""Scrapes a job board: its list page by page, and the vacancies that are not known."""

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Engine

from services.scraper.boards import geekjob, superjob
from services.scraper.boards.board import Board
from services.scraper.failures import Drift
from services.scraper.fetching import Fetcher, read_each
from services.scraper.posting import Posting
from services.scraper.robots import check_robots
from services.scraper.runs import RunNotes, record_run
from services.scraper.settings import ScraperSettings
from services.scraper.storing import FindKnown, known_postings, store_pages

BOARDS: Mapping[str, Board] = {one.BOARD.name: one.BOARD for one in (geekjob, superjob)}
"""To add a board, add its file and name it here: docs/recipes/add-a-board.md."""

Report = Callable[[str, int], None]

_MOST_UNREADABLE = 0.5
_ENOUGH = 5


def scrape_board(
    engine: Engine, settings: ScraperSettings, board: Board, report: Report
) -> Iterator[Posting]:
    """Bring a board's stored vacancies up to date.

    Yields:
        What was new, after it was stored.

    Raises:
        ScrapeFailed: the board refuses, does not answer, or its pages are not what they were.
    """
    with record_run(engine, board.name) as notes:
        pages = gather_board(settings, board, known_postings(engine, board.name), notes, report)
        yield from store_pages(engine, pages, notes)


def gather_board(
    settings: ScraperSettings, board: Board, find_known: FindKnown, notes: RunNotes, report: Report
) -> Iterator[list[Posting]]:
    """The vacancies of a board that are not known, page by page. Touches no database itself.

    Raises:
        ScrapeFailed: as `scrape_board`.
    """
    site = settings.board_urls.get(board.name, board.address).rstrip("/")
    pause_seconds = check_robots(site + board.list_path.format(page=1), settings.user_agent)
    seen: set[str] = set()
    with Fetcher(settings, pause_seconds=pause_seconds) as fetcher:
        for number in range(1, settings.board_pages + 1):
            address = site + board.list_path.format(page=number)
            page = fetcher.get_page(address)
            listed = board.find_vacancies(page or "", address)
            fresh = {one: where for one, where in listed.items() if one not in seen}
            if not fresh:
                break
            seen.update(fresh)
            known = find_known(list(fresh))
            wanted = {one: where for one, where in fresh.items() if one not in known}
            postings = list(_fetch_all(fetcher, board, wanted, notes))
            notes.pages, notes.rows = fetcher.pages, len(seen)
            _refuse_unreadable(board, len(postings), len(wanted), notes)
            report(f"{board.name}, page {number}", len(postings))
            yield postings
    if not seen:
        raise Drift([f"{site + board.list_path.format(page=1)} links to no vacancy"])


def _fetch_all(
    fetcher: Fetcher, board: Board, wanted: Mapping[str, str], notes: RunNotes
) -> Iterator[Posting]:
    def read(vacancy: tuple[str, str]) -> Posting | None:
        number, address = vacancy
        page = fetcher.get_page(address)
        return None if page is None else board.read_vacancy(page, number, address)  # it may be withdrawn

    return read_each(((one[1], one) for one in wanted.items()), read, notes.problems)


def _refuse_unreadable(board: Board, read: int, wanted: int, notes: RunNotes) -> None:
    if wanted >= _ENOUGH and read < _MOST_UNREADABLE * wanted:
        raise Drift(
            [f"{wanted - read} of {wanted} vacancies of {board.name} can't be read", *notes.problems[:5]]
        )
