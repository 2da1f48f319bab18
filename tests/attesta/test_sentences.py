"""What goes wrong on a person's machine is told in a sentence, never in a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from attesta.client import ApiError, Client
from deploy.embedded.home import Home, Status

ATTESTA = Path(sys.executable).parent / "attesta"
NOWHERE = "127.0.0.1:1"
HEADER = "Место,Название компании,Регион,Отрасль,Итоговый балл,kind"


def attesta(home: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ATTESTA_")}
    return subprocess.run(
        [ATTESTA, *arguments],
        env=clean | {"ATTESTA_HOME": str(home)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def killed_home(tmp_path: Path) -> Path:
    """The home of a system that was killed: its status is still there, its servers are not."""
    Home(tmp_path).write_status(
        Status(
            url=f"http://{NOWHERE}",
            database_url=f"postgresql+psycopg2://nobody:nothing@{NOWHERE}/none",
            redis_url=f"redis://{NOWHERE}/0",
        )
    )
    (tmp_path / "api-key").write_text("key")
    (tmp_path / "rating.csv").write_text(f"{HEADER}\n1,Ромашка,,,9,Средние\n")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ("dead-letters", "list"),
        ("dead-letters", "retry", "00000000-0000-0000-0000-000000000000", "parser"),
        ("companies", "import", "rating.csv", "--year", "2023"),
    ],
)
def test_database_of_a_killed_system_is_away(killed_home: Path, arguments: tuple[str, ...]) -> None:
    told = attesta(killed_home, *(str(killed_home / one) if ".csv" in one else one for one in arguments))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "attesta: The database can't be reached. Start the system with `attesta up`.\n"


def test_missing_setting_is_named(tmp_path: Path) -> None:
    told = attesta(tmp_path, "dead-letters", "list", ATTESTA_DATABASE_URL="postgresql+psycopg2://x/y")
    assert (told.returncode, "ATTESTA_REDIS_URL" in told.stderr) == (1, True)
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("content", [HEADER.encode(), bytes(range(256)), b""])
def test_file_that_is_no_rating_is_told(killed_home: Path, content: bytes) -> None:
    file = killed_home / "bad.csv"
    file.write_bytes(content)
    told = attesta(killed_home, "companies", "import", str(file), "--year", "2023")
    assert (told.returncode, told.stderr.startswith("attesta: bad.csv: ")) == (1, True)


def test_vacancy_of_an_old_editor_is_read_and_a_picture_is_not(killed_home: Path) -> None:
    vacancy = killed_home / "vacancy.txt"
    vacancy.write_bytes("Разработчик\nНужен Python.".encode("cp1251"))
    read = attesta(killed_home, "assess", __file__, "--grade", "MIDDLE", "--vacancy", str(vacancy))
    assert "nobody answers there" in read.stderr
    vacancy.write_bytes(b"\x89PNG\0")
    assert "it is no text" in attesta(killed_home, "assess", __file__, "--vacancy", str(vacancy)).stderr


def test_version_is_told(tmp_path: Path) -> None:
    assert attesta(tmp_path, "--version").stdout.startswith("attesta 0.")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"http://{NOWHERE}", "nobody answers there"),
        ("127.0.0.1", "must begin with http://"),
        ("http://a:b", "no valid address"),
    ],
)
def test_unreachable_address_is_told_in_words(url: str, words: str) -> None:
    with Client(url, "key") as client, pytest.raises(ApiError, match=words) as raised:
        client.assess("resume.txt", b"x", {})
    assert not [name for name in dir(httpx) if name.endswith("Error") and name in str(raised.value)]
