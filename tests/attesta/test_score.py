"""`attesta score`: an answer for each candidate, in order."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.scorer.checkpoints_made import make_checkpoint
from tests.scorer.engine_pretender import pretending

ATTESTA = Path(sys.executable).parent / "attesta"
JOB = {"starts": "2019-03-01", "ends": None, "employer": "Ромашка", "position": "Senior Java-разработчик"}
CANDIDATE = {
    "vacancy": {"title": "Java разработчик", "keywords": None, "description": "Нужны Java, Spring и Kafka."},
    "resume": {"about": None, "key_skills": "Java, Spring, Kafka", "experience": [JOB]},
}


def score(tmp_path: Path, *lines: str, artefact: Path | None = None) -> list[dict[str, Any]]:
    (tmp_path / "rows.jsonl").write_text("".join(f"{line}\n" for line in lines))
    options = ["--artefact", str(artefact)] if artefact else []
    command: list[str | Path] = [ATTESTA, "score", "--in", tmp_path / "rows.jsonl", *options]
    command += ["--out", tmp_path / "out.jsonl"]
    subprocess.run(command, check=True, timeout=60, cwd=tmp_path)
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]


def test_candidates_are_scored_and_bad_rows_refused_in_order(tmp_path: Path) -> None:
    odd_date = json.dumps(CANDIDATE).replace("2019-03-01", "в марте")
    first, empty, bad, worse, last = score(
        tmp_path, json.dumps(CANDIDATE), "{}", odd_date, '{"resume": 1}', json.dumps(CANDIDATE)
    )
    assert 0 < first["confirmed_probability"] < 1
    assert abs(sum(first["grade"]["probabilities"].values()) - 1) < 1e-6
    assert (empty["abstained"], empty["grade"], empty["confirmed_probability"]) == (True, None, None)
    assert [one["problem"]["code"] for one in (bad, worse)] == ["invalid_row"] * 2
    assert first == last


def run(*options: str | Path, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [ATTESTA, "score", *options], capture_output=True, timeout=60, check=False, **settings
    )


@pytest.mark.parametrize("shape", ["own rows", "a table"])
def test_a_pipe_is_read_once_and_whole(shape: str) -> None:
    given = as_shape("columns") if shape == "a table" else f"{json.dumps(CANDIDATE)}\n" * 3
    done = run("--in", "-", input=given.encode())
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [bool(one["grade"]) for one in answers] == [True, shape == "own rows", True]
    assert run("--in", "/dev/stdin", input=given.encode()).stdout == done.stdout


def test_rows_are_not_overwritten_by_their_answers(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps(CANDIDATE))
    done = run("--in", tmp_path / "rows.jsonl", "--out", tmp_path / "rows.jsonl")
    assert done.returncode == 1 and b"name another file" in done.stderr
    assert json.loads((tmp_path / "rows.jsonl").read_text()) == CANDIDATE


def test_rows_in_another_encoding_are_refused_and_not_scored_wrongly(tmp_path: Path) -> None:
    lines = [
        json.dumps(CANDIDATE, ensure_ascii=False).encode(code) for code in ("cp1251", "utf-8-sig", "utf-8")
    ]
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join(lines))
    done = run("--in", tmp_path / "rows.jsonl", env={"PYTHONIOENCODING": "ascii"})
    bad, first, second = map(json.loads, done.stdout.splitlines())
    assert bad["problem"]["code"] == "invalid_row" and "UTF-8" in bad["problem"]["message"]
    assert first == second and 0 < first["confirmed_probability"] < 1


def test_answers_that_find_no_room_are_told_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps(CANDIDATE))
    done = run("--in", tmp_path / "rows.jsonl", "--out", "/dev/full")
    assert done.returncode == 1
    assert done.stderr == b"attesta: Can't write /dev/full: No space left on device.\n"


def test_a_candidate_without_a_vacancy_or_a_resume_is_none(tmp_path: Path) -> None:
    no_vacancy, no_resume, nothing = score(
        tmp_path,
        json.dumps(CANDIDATE | {"vacancy": None}),
        json.dumps(CANDIDATE | {"resume": None}),
        "{}",
    )
    assert no_vacancy["grade"] and no_resume == nothing and nothing["abstained"]


def test_a_list_of_candidates_is_read_like_lines(tmp_path: Path) -> None:
    alone, *_ = score(tmp_path, json.dumps(CANDIDATE))
    first, bad, last = score(tmp_path, json.dumps([CANDIDATE, 5, CANDIDATE], indent=1))
    assert first == last == alone
    assert bad["problem"]["code"] == "invalid_row"


def test_a_vacancy_as_long_as_a_book_is_scored(tmp_path: Path) -> None:
    vacancy = {"title": "Java разработчик " * 100, "description": "Нужны Java, Spring и Kafka. " * 10_000}
    (found,) = score(tmp_path, json.dumps(CANDIDATE | {"vacancy": vacancy}))
    assert 0 < found["confirmed_probability"] < 1


def test_a_folder_without_a_model_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("{}\n")
    command: list[str | Path] = [ATTESTA, "score", "--in", tmp_path / "rows.jsonl", "--artefact", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "manifest.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_checkpoint_is_asked_of_the_engine_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_checkpoint(tmp_path / "made")
    with pretending() as engine:
        engine.pause_seconds = 0.05
        monkeypatch.setenv("ATTESTA_SCORER_ENGINE_URL", engine.url)
        lines = [json.dumps(CANDIDATE), "{}"] * 20
        answers = score(tmp_path, *lines, artefact=folder)
    assert [one["engine"] for one in answers] == ["vllm"] * 40
    assert [one["confirmed_probability"] is None for one in answers] == [False, True] * 20
    assert len(engine.asked) == 20 and engine.busiest > 4


def test_an_engine_server_that_is_away_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_checkpoint(tmp_path / "made")
    with pretending() as gone:
        monkeypatch.setenv("ATTESTA_SCORER_ENGINE_URL", gone.url)
    (tmp_path / "rows.jsonl").write_text(json.dumps(CANDIDATE) + "\n")
    command: list[str | Path] = [ATTESTA, "score", "--in", tmp_path / "rows.jsonl", "--artefact", folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "engine does not answer in time" in done.stderr
    assert "Traceback" not in done.stderr


BLOCK = "Java-разработчик, Ромашка, 2019-03 - 2024-01. Разработка сервисов на Java, Spring и Kafka."
TABLE: dict[str, dict[str, Any]] = {
    "position": {"0": "Senior Java-разработчик", "1": None, "2": "Системный аналитик"},
    "age": {"0": 34, "1": None, "2": 41},
    "city": {"0": "Казань", "1": None, "2": "Псков"},
    "key_skills": {"0": "Java, Spring, Kafka", "1": None, "2": "SQL, BPMN, UML, REST"},
    "work_experience": {"0": BLOCK, "1": None, "2": BLOCK.replace("Java-разработчик", "Системный аналитик")},
    "client_name": {"0": "Банк", "1": "Банк", "2": None},
}


def as_shape(shape: str) -> str:
    """The same table in each way that it is written."""
    rows = [{name: cells[number] for name, cells in TABLE.items()} for number in "012"]
    return {
        "columns": json.dumps(TABLE),
        "indented": json.dumps(TABLE, indent=2, ensure_ascii=False),
        "lists": json.dumps({name: list(cells.values()) for name, cells in TABLE.items()}),
        "rows": json.dumps(rows),
        "a row a line": "\n".join(map(json.dumps, rows)),
    }[shape]


@pytest.mark.parametrize("shape", ["columns", "indented", "lists", "rows", "a row a line"])
def test_the_training_table_is_scored_row_by_row(tmp_path: Path, shape: str) -> None:
    first, empty, last = score(tmp_path, as_shape(shape))
    assert 0 < first["confirmed_probability"] < 1
    assert 0 < last["confirmed_probability"] < 1
    assert first["grade"]["probabilities"] != last["grade"]["probabilities"]
    assert (empty["abstained"], empty["confirmed_probability"]) == (True, None)


def test_a_row_of_the_table_that_does_not_fit_is_refused_alone(tmp_path: Path) -> None:
    table = json.loads(json.dumps(TABLE))
    table["client_name"]["0"] = "Банк" * 200
    bad, _, last = score(tmp_path, json.dumps(table))
    assert "confirmed_probability" not in bad
    assert bad["problem"]["code"] in {"invalid_row", "invalid_resume_fields"}
    assert 0 < last["confirmed_probability"] < 1


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    (one,) = score(tmp_path, json.dumps([{"price": 1}]))
    assert one["problem"]["code"] == "invalid_row"
