"""`attesta scrape ratings`: a run by command, with and without a system to store in."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Engine, select, text

from services.scraper.ratings.scrape import KIND
from services.scraper.ratings.store import store_rating
from services.scraper.runs import record_run
from shared.db.session import transaction
from shared.db.tables import CompanyRow, ScrapeRun
from shared.settings import Settings
from tests.scraper.browsers import needs_browser
from tests.scraper.rating_site import Mood, all_companies, companies_of, rating_site

pytestmark = needs_browser

QUICK = {
    "ATTESTA_SCRAPER_PAGE_SECONDS": "6",
    "ATTESTA_SCRAPER_QUIET_SECONDS": "0.8",
    "ATTESTA_SCRAPER_SETTLE_SECONDS": "0.15",
    "ATTESTA_SCRAPER_PAGE_PAUSE_SECONDS": "0",
}


def start(folder: Path, servers: Settings | None, *arguments: str) -> "subprocess.Popen[str]":
    addresses = {"ATTESTA_HOME": str(folder / "none")}
    if servers:
        addresses["ATTESTA_DATABASE_URL"] = servers.database_url.get_secret_value()
        addresses["ATTESTA_REDIS_URL"] = servers.redis_url.get_secret_value()
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("attesta")), "scrape", "ratings", "--year", "2023", *arguments],
        env=os.environ | QUICK | addresses | {"ATTESTA_SCRAPER_EVIDENCE_DIR": str(folder / "evidence")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def scrape(folder: Path, servers: Settings | None, *arguments: str) -> tuple[int, str, str]:
    process = start(folder, servers, *arguments)
    stdout, stderr = process.communicate(timeout=90)
    return process.returncode, stdout, stderr


def stored(database: Engine) -> Sequence[CompanyRow]:
    with transaction(database) as session:
        return session.scalars(select(CompanyRow).order_by(CompanyRow.group, CompanyRow.place)).all()


def runs(database: Engine) -> Sequence[ScrapeRun]:
    with transaction(database) as session:
        return session.scalars(select(ScrapeRun).order_by(ScrapeRun.id)).all()


def test_dry_run_needs_no_system_and_writes_rows(tmp_path: Path) -> None:
    mood, out = Mood(), tmp_path / "rows.jsonl"
    with rating_site(mood) as address:
        code, said, progress = scrape(tmp_path, None, "--url", address, "--dry-run", "--out", str(out))
    assert code == 0, progress
    assert said == f"162 companies of 2023. Nothing was stored: a dry run. Written to {out}.\n"
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [list(row) for row in rows] == [
        ["name", "place", "group", "region", "industry", "score", "year"] for _ in range(162)
    ]
    expected = {(one.name, one.place, one.group, one.score) for one in all_companies(mood)}
    assert {(row["name"], row["place"], row["group"], row["score"]) for row in rows} == expected
    assert "162 companies" in progress


def test_drift_writes_nothing_and_fails(tmp_path: Path) -> None:
    out = tmp_path / "rows.jsonl"
    with rating_site(Mood(missing_tab="Средние")) as address:
        code, said, complaint = scrape(tmp_path, None, "--url", address, "--dry-run", "--out", str(out))
    assert (code, said) == (1, "")
    assert "attesta: The source has changed; nothing was stored. Findings (1):" in complaint
    assert "2023, Средние: there is no tab 'Средние'" in complaint
    assert not out.exists()


def test_run_is_stored_and_a_bad_one_leaves_it(tmp_path: Path, servers: Settings, database: Engine) -> None:
    mood = Mood()
    with transaction(database) as session:
        store_rating(session, companies_of(0, 2023, 23), 2023)
    with rating_site(mood) as address:
        code, said, complaint = scrape(tmp_path, servers, "--url", address)
    assert (code, said) == (0, "162 companies of 2023. Stored.\n"), complaint
    rows = stored(database)
    assert len(rows) == 162
    assert all(
        row.source_url and row.source_url.endswith("/history/rating2023/summary?tab=giant") for row in rows
    )
    assert all(row.fetched_at for row in rows)
    (good,) = runs(database)
    assert (good.kind, good.status, good.pages, good.rows, good.new, good.changed) == (
        KIND,
        "done",
        4,
        162,
        139,
        0,
    )
    assert good.finished_at and good.finished_at > good.started_at
    with rating_site(Mood(counts=(24, 36, 48, 20))) as address:
        code, _, complaint = scrape(tmp_path, servers, "--url", address)
    assert (code, len(stored(database))) == (1, 162)
    finding = "2023, Небольшие: 20 companies, fewer than 38, 70% of the 54 that are stored"
    assert finding in complaint
    assert [(one.status, one.problems) for one in runs(database)][1] == ("failed", [finding])


def test_one_run_at_a_time(tmp_path: Path, servers: Settings, database: Engine) -> None:
    with record_run(database, KIND):
        code, _, complaint = scrape(tmp_path, servers, "--url", "http://127.0.0.1:1/rating2023")
    assert code == 1
    assert "Another run of 'ratings' is under way" in complaint
    assert [one.status for one in runs(database)] == ["done"]


def test_run_that_was_killed_is_told_by_the_next(database: Engine) -> None:
    with transaction(database) as session:
        session.add(ScrapeRun(kind=KIND))
    with record_run(database, KIND):
        pass
    dead, next_one = runs(database)
    assert (dead.status, next_one.status) == ("failed", "done")
    assert "died" in dead.problems[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_run_ends_cleanly(
    number: signal.Signals, tmp_path: Path, servers: Settings, database: Engine
) -> None:
    mood = Mood(answer_seconds={1: 20})
    with rating_site(mood) as address:
        process = start(tmp_path, servers, "--url", address)
        deadline = time.monotonic() + 30
        while not any(one.startswith("/api") for one in mood.asked) and time.monotonic() < deadline:
            time.sleep(0.05)
        family = psutil.Process(process.pid).children(recursive=True)
        assert family
        process.send_signal(number)
        _, complaint = process.communicate(timeout=20)
    assert (process.returncode, complaint.splitlines()[-1]) == (130, "attesta: Stopped before the end.")
    assert [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []
    assert [(one.status, one.problems) for one in runs(database)] == [("failed", ["the run was stopped"])]
    with database.connect() as connection:
        assert connection.scalar(text("select count(*) from pg_locks where locktype = 'advisory'")) == 0


def test_folder_to_write_to_is_looked_for_first(tmp_path: Path) -> None:
    code, _, complaint = scrape(tmp_path, None, "--dry-run", "--out", str(tmp_path / "none" / "rows.jsonl"))
    assert (code, "There is no folder" in complaint) == (1, True)


def test_system_that_does_not_run_is_told(tmp_path: Path) -> None:
    code, _, complaint = scrape(tmp_path, None)
    assert (code, "start one with `attesta up`" in complaint) == (1, True)
