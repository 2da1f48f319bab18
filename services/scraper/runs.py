"""Runs of the scraper: one of a kind at a time, each with a row that says how it went."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select, text, update

from services.scraper.failures import AlreadyRuns, Drift, ScrapeFailed
from shared.db.session import transaction
from shared.db.tables import ScrapeRun

_LOCK = 0x736372  # any number, as long as all runs take the same
_DIED = "the run ended without saying so: its process died"
_STOPPED = "the run was stopped"
_MOST_PROBLEMS = 200


@dataclass
class RunNotes:
    """What a run has to say of itself. `problems` are those that it got over."""

    pages: int = 0
    rows: int = 0
    new: int = 0
    changed: int = 0
    problems: list[str] = field(default_factory=list)


@contextmanager
def record_run(engine: Engine, kind: str) -> Iterator[RunNotes]:
    """Run alone, and leave a row that says how it went.

    Raises:
        AlreadyRuns: another run of this kind is under way.
    """
    # The lock is the connection's: whatever becomes of us, it ends with us.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not _take_lock(connection, kind):
            raise AlreadyRuns(f"Another run of '{kind}' is under way: wait for its end.")
        run_id = _begin_run(engine, kind)
        notes = RunNotes()
        try:
            yield notes
        except BaseException as error:
            _end_run(engine, run_id, "failed", notes, _explain(error))
            raise
        else:
            _end_run(engine, run_id, "done", notes, [])
        finally:
            connection.execute(text("select pg_advisory_unlock_all()"))


def last_good_start(engine: Engine, kind: str) -> datetime | None:
    """When the newest run of a kind that went well was started."""
    with transaction(engine) as session:
        return session.scalar(
            select(func.max(ScrapeRun.started_at)).where(ScrapeRun.kind == kind, ScrapeRun.status == "done")
        )


def was_run_since(engine: Engine, kind: str, asked_at: datetime) -> bool:
    """Whether a run of a kind that was started since then has come to its end, good or bad."""
    with transaction(engine) as session:
        return (
            session.scalars(
                select(ScrapeRun.id).where(
                    ScrapeRun.kind == kind,
                    ScrapeRun.started_at >= asked_at,
                    ScrapeRun.status != "running",
                    ~ScrapeRun.problems.contains([_DIED]),
                    ~ScrapeRun.problems.contains([_STOPPED]),
                )
            ).first()
            is not None
        )


def _take_lock(connection: Connection, kind: str) -> bool:
    taken = connection.scalar(
        text("select pg_try_advisory_lock(:ours, hashtext(:kind))"), {"ours": _LOCK, "kind": kind}
    )
    return bool(taken)


def _begin_run(engine: Engine, kind: str) -> int:
    with transaction(engine) as session:
        # We have the lock, so a run of this kind that still seems to run is dead.
        session.execute(
            update(ScrapeRun)
            .where(ScrapeRun.kind == kind, ScrapeRun.status == "running")
            .values(status="failed", finished_at=func.now(), problems=[_DIED])
        )
        run = ScrapeRun(kind=kind)
        session.add(run)
        session.flush()
        return run.id


def _end_run(engine: Engine, run_id: int, status: str, notes: RunNotes, problems: list[str]) -> None:
    with transaction(engine) as session:
        session.execute(
            update(ScrapeRun)
            .where(ScrapeRun.id == run_id)
            .values(
                status=status,
                finished_at=func.clock_timestamp(),
                pages=notes.pages,
                rows=notes.rows,
                new=notes.new,
                changed=notes.changed,
                problems=[*problems, *notes.problems][:_MOST_PROBLEMS],
            )
        )


def _explain(error: BaseException) -> list[str]:
    match error:
        case Drift():
            return list(error.findings)
        case ScrapeFailed():
            return [error.sentence]
        case Exception():
            return [type(error).__name__]
        case _:
            return [_STOPPED]
