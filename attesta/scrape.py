"""`attesta scrape`: fresh data from its sources, now and by hand."""

import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from attesta.database import open_embedded_database
from attesta.home import fail

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from services.scraper.posting import Posting
    from services.scraper.runs import RunNotes
    from services.scraper.settings import ScraperSettings

Report = Callable[[str, int], None]

app = typer.Typer(
    help="Bring ratings, vacancies and posts up to date from their sources.", no_args_is_help=True
)

DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Read and check, store nothing. Needs no running system.")
]
OutOption = Annotated[
    Path | None, typer.Option(help="Also write what was read: one JSON object a line.", dir_okay=False)
]

_INTERRUPTED = 130


@app.callback()
def scrape() -> None:
    """Bring ratings, vacancies and posts up to date from their sources."""


@app.command()
def ratings(
    url: Annotated[
        str | None, typer.Option(help="The rating's page. Default: ATTESTA_SCRAPER_RATINGS_URL.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(min=2000, max=2100, help="This year only. Default: the page's and all newer ones."),
    ] = None,
    dry_run: DryRunOption = False,
    out: OutOption = None,
) -> None:
    """Read the employer rating in a browser. Anything that is not as it should be stores nothing."""
    from services.scraper.progress import show_progress
    from services.scraper.ratings.scrape import gather_ratings, scrape_ratings

    with _run(out) as settings, show_progress("ratings", "companies") as report:
        address = url or settings.ratings_url
        if dry_run:
            found = gather_ratings(settings, address, year, report, stored={})
        else:
            with open_embedded_database() as engine:
                found = scrape_ratings(engine, settings, address, year, report)
        rows = found.rows()
        _write(out, map(asdict, rows))
    years = ", ".join(map(str, sorted(found.companies)))
    _conclude(f"{len(rows)} companies of {years}", dry_run, out)


SinceOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Published since this day. Default: since the last good run."),
]


@app.command()
def vacancies(
    source: Annotated[str, typer.Option(help="Which one: hh, geekjob or superjob.")] = "hh",
    url: Annotated[str | None, typer.Option(help="Address of the API or of the board.")] = None,
    since: SinceOption = None,
    dry_run: DryRunOption = False,
    out: OutOption = None,
) -> None:
    """Read vacancies from the API of hh.ru, or those of another board from its pages."""
    from services.scraper.boards.scrape import BOARDS, gather_board, scrape_board
    from services.scraper.runs import RunNotes
    from services.scraper.vacancies.scrape import gather_vacancies, scrape_vacancies

    if source != "hh" and source not in BOARDS:
        fail(f"There is no source '{source}': choose hh, {' or '.join(BOARDS)}.")
    if since and source != "hh":
        fail("Boards don't take --since: of theirs all that is not stored is read.")
    day = since and since.replace(tzinfo=UTC)
    changes: dict[str, object] = {}
    if url:
        site = url.rstrip("/").removesuffix("/vacancies")
        changes = {"hh_url": site} if source == "hh" else {"board_urls": {source: site}}

    def gather(settings: "ScraperSettings", notes: RunNotes, report: Report) -> Iterator[list["Posting"]]:
        if source == "hh":
            return gather_vacancies(settings, day, lambda _: {}, notes, report)
        return gather_board(settings, BOARDS[source], lambda _: {}, notes, report)

    def scrape(engine: "Engine", settings: "ScraperSettings", report: Report) -> Iterator["Posting"]:
        if source == "hh":
            return scrape_vacancies(engine, settings, day, report)
        return scrape_board(engine, settings, BOARDS[source], report)

    _scrape_postings("vacancies", changes, gather, None if dry_run else scrape, out)


@app.command()
def telegram(
    url: Annotated[
        str | None, typer.Option(help="Where channels are shown: https://t.me, or one's page there.")
    ] = None,
    channel: Annotated[list[str] | None, typer.Option(help="Name of a public channel; repeatable.")] = None,
    since: SinceOption = None,
    dry_run: DryRunOption = False,
    out: OutOption = None,
) -> None:
    """Read the posts of public Telegram channels."""
    from services.scraper.runs import RunNotes
    from services.scraper.telegram.scrape import gather_channels, scrape_channels

    day = since and since.replace(tzinfo=UTC)
    site, _, one = (url or "").rstrip("/").partition("/s/")
    channels = (*(channel or ()), *filter(None, [one]))
    changes: dict[str, object] = {"telegram_url": site} if site else {}
    if channels:
        changes["telegram_channels"] = tuple(name.removeprefix("@") for name in channels)

    def gather(settings: "ScraperSettings", notes: RunNotes, report: Report) -> Iterator[list["Posting"]]:
        return gather_channels(settings, day, lambda _: 0, notes, report)

    def scrape(engine: "Engine", settings: "ScraperSettings", report: Report) -> Iterator["Posting"]:
        return scrape_channels(engine, settings, day, report)

    _scrape_postings("posts", changes, gather, None if dry_run else scrape, out)


def _scrape_postings(
    unit: str,
    changes: Mapping[str, object],
    gather: "Callable[[ScraperSettings, RunNotes, Report], Iterator[list[Posting]]]",
    scrape: "Callable[[Engine, ScraperSettings, Report], Iterator[Posting]] | None",
    out: Path | None,
) -> None:
    """Read postings; store them too if there is a `scrape`."""
    from services.scraper.progress import show_progress
    from services.scraper.runs import RunNotes

    notes = RunNotes()
    with _run(out, changes) as settings, show_progress(unit, unit) as report:
        if scrape is None:
            rows = [posting for page in gather(settings, notes, report) for posting in page]
        else:
            with open_embedded_database() as engine:
                rows = list(scrape(engine, settings, report))
        _write(out, (posting.to_row() for posting in rows))
    for problem in notes.problems:
        print(f"attesta: {problem}", file=sys.stderr)
    _conclude(f"{len(rows)} {unit}", scrape is None, out)


@contextmanager
def _run(
    out: Path | None, changes: Mapping[str, object] = MappingProxyType({})
) -> Iterator["ScraperSettings"]:
    """Ends a run that failed or was stopped with a sentence; a stop unwinds everything first."""
    from pydantic import ValidationError

    from services.scraper.failures import ScrapeFailed
    from services.scraper.settings import ScraperSettings

    if out is not None and not out.parent.is_dir():
        fail(f"There is no folder {out.parent} to write to.")
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield ScraperSettings().model_copy(update=dict(changes))
    except ScrapeFailed as error:
        fail(error.sentence)
    except ValidationError as error:
        names = ", ".join(f"ATTESTA_SCRAPER_{str(one['loc'][0]).upper()}" for one in error.errors())
        fail(f"A setting is not valid: {names}.")
    except KeyboardInterrupt:
        print("attesta: Stopped before the end.", file=sys.stderr)
        raise typer.Exit(_INTERRUPTED) from None


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _write(out: Path | None, rows: Iterable[Mapping[str, object]]) -> None:
    from services.scraper.output import write_rows

    if out is None:
        return
    try:
        write_rows(out, rows)
    except OSError as error:
        fail(f"Can't write {out}: {error.strerror}.")


def _conclude(found: str, dry_run: bool, out: Path | None) -> None:
    stored = "Nothing was stored: a dry run." if dry_run else "Stored."
    written = f" Written to {out}." if out else ""
    print(f"{found}. {stored}{written}")
