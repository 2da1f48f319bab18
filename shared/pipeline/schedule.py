"""The schedule: which job of the scraper is to run when, and that it is asked for once.

A cron line is a setting; when a job was last asked for stands in Postgres. So any number of keepers may look,
and a keeper that comes back late asks once for what it has missed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from celery.schedules import ParseException, crontab
from pydantic import Field, field_validator
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import func

from shared.db.tables import ScheduledJob
from shared.settings import Settings


class ScheduleSettings(Settings):
    """Cron lines, in UTC: minute, hour, day of the month, month, day of the week. Empty: never."""

    schedule_ratings: str = Field("", description="For instance `0 4 * * 1`: Mondays at four.")
    schedule_vacancies: str = Field("", description="For instance `0 2 * * *`: each night at two.")
    schedule_telegram: str = Field("", description="For instance `30 * * * *`: each hour.")
    schedule_geekjob: str = Field("", description="For instance `0 5 * * *`.")
    schedule_superjob: str = Field("", description="For instance `0 6 * * *`.")

    @field_validator(
        "schedule_ratings", "schedule_vacancies", "schedule_telegram", "schedule_geekjob", "schedule_superjob"
    )
    @classmethod
    def _is_a_cron_line(cls, line: str) -> str:
        if line:
            parse_cron(line)
        return line

    def cron_lines(self) -> Mapping[str, str]:
        """Job -> its cron line, of those that have one."""
        names = {name: name.removeprefix("schedule_") for name in ScheduleSettings.model_fields}
        lines = {job: str(getattr(self, name)) for name, job in names.items() if name != job}
        return {job: line for job, line in lines.items() if line}


@cache
def parse_cron(line: str) -> crontab:
    """A cron line in UTC.

    Raises:
        ValueError: it is none.
    """
    fields = line.split()
    if len(fields) != 5:
        raise ValueError("a cron line has five fields")
    minute, hour, day, month, weekday = fields
    try:
        return crontab(minute, hour, weekday, day, month, nowfun=lambda: datetime.now(UTC))
    except (ParseException, ValueError) as error:
        raise ValueError(f"'{line}' is no cron line") from error


def is_due(line: str, last: datetime, now: datetime) -> bool:
    """Whether a time of the cron line lies between the last start and now."""
    start, delta, _ = parse_cron(line).remaining_delta(last, tz=UTC)
    return bool(start + delta <= now)


def take_due_job(session: Session, job: str, line: str) -> datetime | None:
    """Take a job, if it is due: whoever takes it asks for it, in the same transaction.

    A job that was never looked at is noted, and is due the next time.

    Returns:
        When it was taken; None if it is not due, or somebody else has it.
    """
    session.execute(insert(ScheduledJob).values(name=job, started_at=func.now()).on_conflict_do_nothing())
    now, last = session.execute(
        select(func.now(), ScheduledJob.started_at).where(ScheduledJob.name == job)
    ).one()
    if not is_due(line, last, now):
        return None
    # The second of two keepers waits here for the first, and then finds another time than it has seen.
    taken: datetime | None = session.scalar(
        update(ScheduledJob)
        .where(ScheduledJob.name == job, ScheduledJob.started_at == last)
        .values(started_at=now)
        .returning(ScheduledJob.started_at)
    )
    return taken
