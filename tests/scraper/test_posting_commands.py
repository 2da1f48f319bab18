"""`attesta scrape vacancies` and `attesta scrape telegram`, with and without a system to store in."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select

from services.scraper.boards.scrape import BOARDS
from shared.db.session import transaction
from shared.db.tables import VacancyRow
from shared.settings import Settings
from tests.scraper.hh_site import AGENT, Api, hh_api, vacancy
from tests.scraper.serving import Answer, serve
from tests.scraper.test_boards import Site as BoardSite
from tests.scraper.test_telegram import Channel, texts_of

NOW = datetime.now(UTC).replace(microsecond=0)


def scrape(folder: Path, servers: Settings | None, *arguments: str) -> tuple[int, str, str]:
    environment = {
        "ATTESTA_HOME": str(folder / "none"),
        "ATTESTA_SCRAPER_USER_AGENT": AGENT,
        "ATTESTA_SCRAPER_REQUEST_PAUSE_SECONDS": "0",
        "ATTESTA_SCRAPER_HH_ROLES": '["96"]',
    }
    if servers:
        environment["ATTESTA_DATABASE_URL"] = servers.database_url.get_secret_value()
        environment["ATTESTA_REDIS_URL"] = servers.redis_url.get_secret_value()
    command = [str(Path(sys.executable).with_name("attesta")), "scrape", *arguments]
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


def numbers_in(file: Path) -> set[str]:
    return {json.loads(line)["external_id"] for line in file.read_text(encoding="utf-8").splitlines()}


def test_vacancies_are_read_without_a_system_and_stored_with_one(
    tmp_path: Path, servers: Settings, database: Engine
) -> None:
    out = tmp_path / "rows.jsonl"
    api = Api([vacancy(number, (NOW - timedelta(days=number)).isoformat()) for number in range(1, 9)])
    day = f"{NOW - timedelta(days=5):%Y-%m-%d}"
    with hh_api(api) as address:
        arguments = ("vacancies", "--url", f"{address}/vacancies", "--since", day, "--out", str(out))
        code, said, complaint = scrape(tmp_path, None, *arguments, "--dry-run")
        assert (code, said) == (0, f"5 vacancies. Nothing was stored: a dry run. Written to {out}.\n"), (
            complaint
        )
        assert numbers_in(out) == {"1", "2", "3", "4", "5"}
        code, said, complaint = scrape(tmp_path, servers, *arguments)
    assert (code, said) == (0, f"5 vacancies. Stored. Written to {out}.\n"), complaint
    with transaction(database) as session:
        assert set(session.scalars(select(VacancyRow.external_id))) == {"1", "2", "3", "4", "5"}


def test_refusal_is_told_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "rows.jsonl"
    with serve(lambda _: Answer("no", status=403)) as address:
        code, said, complaint = scrape(
            tmp_path, None, "vacancies", "--url", address, "--dry-run", "--out", str(out)
        )
    assert (code, said, out.exists()) == (1, "", False)
    assert "attesta: The API of hh.ru refuses with HTTP status 403" in complaint


def test_board_is_read_from_its_pages(tmp_path: Path) -> None:
    out = tmp_path / "rows.jsonl"
    with serve(BoardSite(BOARDS["geekjob"], range(10, 15)).answer) as address:
        arguments = ("vacancies", "--source", "geekjob", "--url", address, "--dry-run", "--out", str(out))
        code, said, complaint = scrape(tmp_path, None, *arguments)
    assert (code, said.partition(".")[0]) == (0, "5 vacancies"), complaint
    assert len(numbers_in(out)) == 5


def test_channel_may_be_named_by_its_address(tmp_path: Path) -> None:
    out = tmp_path / "rows.jsonl"
    with serve(Channel(newest=30).answer) as address:
        arguments = ("telegram", "--url", f"{address}/s/itjobs", "--dry-run", "--out", str(out))
        code, said, complaint = scrape(tmp_path, None, *arguments)
        assert (code, said.partition(".")[0]) == (0, "24 posts"), complaint
        assert numbers_in(out) == texts_of(range(1, 31))
        assert "anna_hr" not in out.read_text(encoding="utf-8")
        code, _, complaint = scrape(
            tmp_path, None, "telegram", "--url", address, "--channel", "no", "--dry-run"
        )
    assert (code, "channel 'no' is not there" in complaint) == (1, True)


def test_wrong_choices_are_told(tmp_path: Path) -> None:
    code, _, complaint = scrape(tmp_path, None, "vacancies", "--source", "monster", "--dry-run")
    assert (code, "choose hh, geekjob or superjob" in complaint) == (1, True)
    code, _, complaint = scrape(tmp_path, None, "telegram", "--dry-run")
    assert (code, "No channel is named" in complaint) == (1, True)
