"""Loading a rating by command, as the scraper's image does it."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Engine, select

from shared.db.session import transaction
from shared.db.tables import CompanyRow
from shared.settings import Settings

HEADER = "Место;Название компании;Регион;Отрасль;Итоговый балл;kind"


def import_file(servers: Settings, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    addresses = {
        "ATTESTA_DATABASE_URL": servers.database_url.get_secret_value(),
        "ATTESTA_REDIS_URL": servers.redis_url.get_secret_value(),
    }
    return subprocess.run(
        [sys.executable, "-m", "services.scraper.import_rating", *arguments],
        env=os.environ | addresses | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def known(database: Engine) -> list[str]:
    with transaction(database) as session:
        return list(session.scalars(select(CompanyRow.name)))


def test_rating_is_loaded_and_a_bad_one_replaces_nothing(
    servers: Settings, database: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "rating.csv"
    file.write_text(f"{HEADER}\n1;Ромашка;;;90,5;Средние\n", encoding="cp1251")
    done = import_file(servers, str(file), "--year", "2024")
    assert (done.returncode, known(database)) == (0, ["Ромашка"]), done.stderr
    assert "1 companies of 2024" in done.stdout
    file.write_text(HEADER)
    refused = import_file(servers, str(file), "--year", "2024")
    assert (refused.returncode, known(database)) == (1, ["Ромашка"])
    assert refused.stderr == "rating.csv: there is no company in it.\n"


def test_missing_file_and_database_are_told_in_a_sentence(servers: Settings, tmp_path: Path) -> None:
    missing = import_file(servers, str(tmp_path / "none.csv"), "--year", "2024")
    assert missing.returncode == 1 and missing.stderr.startswith("Can't read ")
    file = tmp_path / "rating.csv"
    file.write_text(f"{HEADER}\n1;Ромашка;;;90,5;Средние\n")
    nowhere = "postgresql+psycopg2://nobody:nothing@127.0.0.1:1/none"
    away = import_file(servers, str(file), "--year", "2024", ATTESTA_DATABASE_URL=nowhere)
    assert (away.returncode, away.stderr) == (1, "The database can't be reached.\n")
