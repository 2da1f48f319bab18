"""The jobs of the schedule: name -> a run of a scraper."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from services.scraper.boards.scrape import BOARDS, scrape_board
from services.scraper.failures import AlreadyRuns, ScrapeFailed
from services.scraper.posting import Posting
from services.scraper.ratings.scrape import scrape_ratings
from services.scraper.runs import was_run_since
from services.scraper.settings import ScraperSettings
from services.scraper.telegram.scrape import scrape_channels
from services.scraper.vacancies.scrape import scrape_vacancies
from shared.db.session import DATABASE_AWAY
from shared.telemetry import traceback_without_values

Job = Callable[[Engine, ScraperSettings], object]

log = logging.getLogger(__name__)


def _ignore(*_: object) -> None:
    """Nobody watches a scheduled run; its row says how it went."""


def _scrape_ratings(engine: Engine, settings: ScraperSettings) -> None:
    scrape_ratings(engine, settings, settings.ratings_url, None, _ignore)


def _scrape_vacancies(engine: Engine, settings: ScraperSettings) -> None:
    _finish(scrape_vacancies(engine, settings, None, _ignore))


def _scrape_channels(engine: Engine, settings: ScraperSettings) -> None:
    _finish(scrape_channels(engine, settings, None, _ignore))


def _scrape_board(name: str, engine: Engine, settings: ScraperSettings) -> None:
    _finish(scrape_board(engine, settings, BOARDS[name], _ignore))


def _finish(postings: Iterator[Posting]) -> None:
    for _ in postings:
        pass


JOBS: Mapping[str, Job] = {
    "ratings": _scrape_ratings,
    "vacancies": _scrape_vacancies,
    "telegram": _scrape_channels,
    **{name: partial(_scrape_board, name) for name in BOARDS},
}


def run_job(engine: Engine, settings: ScraperSettings, job: str, asked_at: datetime) -> None:
    """Run a job that the schedule asks for; log how it went.

    Redis hands out a message again when a run takes longer than its visibility timeout: what has run since it
    was asked for is not run again. One whose process died is.
    """
    if was_run_since(engine, job, asked_at):
        log.info("job", extra={"job": job, "outcome": "has run"})
        return
    try:
        JOBS[job](engine, settings)
    except AlreadyRuns:
        log.info("job", extra={"job": job, "outcome": "runs already"})
    except ScrapeFailed as error:
        log.error("job", extra={"job": job, "outcome": "failed", "reason": error.sentence})
    except DATABASE_AWAY as error:
        log.warning("away", extra={"job": job, "error": type(error).__name__})
    except Exception as error:
        log.error("job", extra={"job": job, "outcome": "died", "reason": traceback_without_values(error)})
    else:
        log.info("job", extra={"job": job, "outcome": "done"})
