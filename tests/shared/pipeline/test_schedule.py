"""Jobs are asked for when their cron line says so: once, however many keepers look."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import redis
from pydantic import SecretStr, ValidationError
from sqlalchemy import Engine, select, update

from shared.db.session import transaction
from shared.db.tables import ScheduledJob
from shared.pipeline.keeper import Keeper
from shared.pipeline.queue import QUEUE_AWAY, SCRAPER_QUEUE, Queue
from shared.pipeline.schedule import ScheduleSettings, is_due, take_due_job
from shared.settings import Settings

HOURLY = "30 * * * *"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "last", "now", "due"),
    [
        (HOURLY, "2026-03-05 10:30:07", "2026-03-05 11:29:59", False),
        (HOURLY, "2026-03-05 10:30:07", "2026-03-05 11:30:00", True),
        (HOURLY, "2026-03-05 10:29:59", "2026-03-05 10:30:00", True),
        ("0 4 * * 1", "2026-03-02 04:00:03", "2026-03-08 23:59:00", False),
        ("0 4 * * 1", "2026-03-02 04:00:03", "2026-03-09 04:00:00", True),  # a Monday
        ("0 4 * * 1", "2026-01-01 00:00:00", "2026-03-05 12:00:00", True),  # many were missed
        ("15 2 1 * *", "2026-03-01 02:15:00", "2026-03-31 00:00:00", False),
        ("15 2 1 * *", "2026-03-01 02:15:00", "2026-04-01 02:15:00", True),
    ],
)
def test_job_is_due_after_its_time(line: str, last: str, now: str, due: bool) -> None:
    assert is_due(line, at(last), at(now)) is due


@pytest.mark.parametrize("line", ["hourly", "* * * *", "61 * * * *", "x * * * *", "* * * * * *"])
def test_wrong_cron_line_is_refused_at_the_start(servers: Settings, line: str) -> None:
    with pytest.raises(ValidationError, match="cron line"):
        ScheduleSettings.model_validate(servers.model_dump() | {"schedule_ratings": line})


def schedule(servers: Settings, **lines: str) -> ScheduleSettings:
    jobs = {f"schedule_{job}": line for job, line in lines.items()}
    return ScheduleSettings.model_validate(servers.model_dump() | jobs)


def let_pass(database: Engine, **time: float) -> None:
    with transaction(database) as session:
        session.execute(update(ScheduledJob).values(started_at=ScheduledJob.started_at - timedelta(**time)))


def take(database: Engine, line: str = HOURLY) -> datetime | None:
    with transaction(database) as session:
        return take_due_job(session, "telegram", line)


def test_new_job_waits_for_its_first_time(database: Engine) -> None:
    assert take(database) is None
    let_pass(database, hours=1)
    assert take(database) is not None
    assert take(database) is None


def test_of_many_keepers_one_takes_a_job(database: Engine) -> None:
    assert take(database) is None
    let_pass(database, hours=5)
    with ThreadPoolExecutor(8) as keepers:
        taken = list(keepers.map(lambda _: take(database), range(8)))
    assert sum(one is not None for one in taken) == 1


def test_keeper_asks_for_what_is_due_and_for_nothing_else(
    servers: Settings, database: Engine, empty_redis: "redis.Redis"
) -> None:
    settings = schedule(servers, ratings="* * * * *", telegram="0 0 1 1 *")
    assert set(settings.cron_lines()) == {"ratings", "telegram"}
    Keeper(database, Queue(settings), settings).start_jobs()
    assert empty_redis.llen(SCRAPER_QUEUE) == 0
    let_pass(database, minutes=1)
    for _ in range(2):
        Keeper(database, Queue(settings), settings).start_jobs()
    (raw,) = empty_redis.lrange(SCRAPER_QUEUE, 0, -1)
    assert isinstance(raw, bytes)
    job, asked_at = json.loads(base64.b64decode(json.loads(raw)["body"]))[0]
    with transaction(database) as session:
        known = select(ScheduledJob.started_at).where(ScheduledJob.name == "ratings")
        assert (job, datetime.fromisoformat(asked_at)) == ("ratings", session.scalar(known))


def test_job_that_could_not_be_asked_for_stays_due(servers: Settings, database: Engine) -> None:
    away = SecretStr("redis://127.0.0.1:1/0")
    settings = schedule(servers, ratings="* * * * *").model_copy(update={"redis_url": away})
    Keeper(database, Queue(settings), settings).start_jobs()
    let_pass(database, minutes=1)
    with pytest.raises(QUEUE_AWAY):
        Keeper(database, Queue(settings), settings).start_jobs()
    with transaction(database) as session:
        assert take_due_job(session, "ratings", "* * * * *") is not None
