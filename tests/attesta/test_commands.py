"""The client commands against a real gateway; its workers are real too."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import open_folder
from tests.faults.system import RunningSystem, running_system

pytestmark = pytest.mark.xdist_group("system")

ATTESTA = Path(sys.executable).parent / "attesta"
RATING = """Место,Название компании,Регион,Отрасль,Итоговый балл,kind
1,Ромашка,Москва,IT,120.5,Крупнейшие
2,Лютик,Казань,Банки,90,Крупнейшие
"""


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    fresh = {"ATTESTA_COMPANY_REFRESH_SECONDS": "0.1"}
    with running_system(open_folder(tmp_path_factory.mktemp("home")), environment=fresh) as running:
        yield running


def attesta(system: RunningSystem, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [ATTESTA, *arguments],
        env=os.environ | {"ATTESTA_HOME": str(system.home.root)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_assess_with_company_and_vacancy(system: RunningSystem, project_root: Path, tmp_path: Path) -> None:
    (tmp_path / "rating.csv").write_text(RATING)
    imported = attesta(system, "companies", "import", str(tmp_path / "rating.csv"), "--year", "2023")
    assert imported.returncode == 0, imported.stderr
    (tmp_path / "vacancy.txt").write_text("Senior Python-разработчик\nНужны Python, Kafka и Kubernetes.")
    sample = project_root / "samples" / "middle-python-developer.pdf"
    vacancy = str(tmp_path / "vacancy.txt")
    done = attesta(system, "assess", str(sample), "--client", "ООО «Ромашка»", "--vacancy", vacancy, "--json")
    assert done.returncode == 0, done.stderr
    assessment = json.loads(done.stdout)
    assert assessment["company"]["name"] == "Ромашка"
    assert (assessment["company"]["place"], assessment["company"]["places"]) == (1, 2)
    assert assessment["target"]["vacancy_title"] == "Senior Python-разработчик"
    assert assessment["expertise"]["confirmed_probability"] is not None


def test_market_is_shown_and_a_wrong_choice_told(system: RunningSystem) -> None:
    shown = attesta(system, "market", "--profession", "python-разработчик", "--months", "2")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("Python-разработчик\nВакансий с ")
    assert "Внимание: Вакансий с указанной зарплатой мало: 0, нужно не меньше 10." in shown.stdout
    assert json.loads(attesta(system, "market", "--json").stdout)["count"] == 0
    wrong = attesta(system, "market", "--region", "Марс")
    assert (wrong.returncode, "region: допустимо одно из: moscow, petersburg" in wrong.stderr) == (1, True)


def test_one_bad_file_does_not_stop_the_others_and_shows_in_the_exit_code(
    system: RunningSystem, project_root: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.bin").write_bytes(bytes(range(256)))
    (tmp_path / "shopping.txt").write_text("Молоко, хлеб, масло и ещё что-нибудь к чаю.")
    sample = project_root / "samples" / "senior-data-analyst.docx"
    files = [str(tmp_path / "bad.bin"), str(tmp_path / "shopping.txt"), str(tmp_path / "no.pdf"), str(sample)]
    done = attesta(system, "assess", *files, "--json")
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert "не поддерживается" in lines[0]["error"]
    assert [problem["code"] for problem in lines[1]["problems"]] == ["not_a_resume"]
    assert "error" in lines[2]
    assert lines[3]["status"] == "done"
    assert "3 of 4" in done.stderr


def test_a_wrong_key_is_told_in_a_sentence(system: RunningSystem, project_root: Path) -> None:
    sample = project_root / "samples" / "senior-data-analyst.docx"
    done = attesta(system, "assess", str(sample), ATTESTA_KEY="wrong")
    assert done.returncode == 1
    assert "key" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_where_nobody_answers_is_told_in_a_sentence(system: RunningSystem) -> None:
    done = attesta(system, "assess", __file__, "--url", "http://127.0.0.1:1", "--key", "x")
    assert done.returncode == 1
    assert "can't be reached" in done.stderr


def test_dead_letters_are_listed_and_an_unknown_one_is_refused(system: RunningSystem) -> None:
    assert "0 dead letters" in attesta(system, "dead-letters", "list").stdout
    unknown = "00000000-0000-0000-0000-000000000000"
    done = attesta(system, "dead-letters", "retry", unknown, "parser")
    assert done.returncode == 1
    assert "no dead letter" in done.stderr
