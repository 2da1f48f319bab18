"""`attesta salary predict`: an answer for each row, in order, whatever the rows are."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ATTESTA = Path(sys.executable).parent / "attesta"
GO_SENIOR = {"position": "Go developer", "grade": "senior", "skills": ["Go", "Kafka"], "city": "Москва"}


def predict(tmp_path: Path, *lines: str) -> list[dict[str, Any]]:
    (tmp_path / "rows.jsonl").write_text("".join(f"{line}\n" for line in lines))
    command: list[str | Path] = [ATTESTA, "salary", "predict", "--in", tmp_path / "rows.jsonl"]
    command += ["--out", tmp_path / "out.jsonl"]
    subprocess.run(command, check=True, timeout=60, cwd=tmp_path)
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]


def test_rows_are_answered_in_order(tmp_path: Path) -> None:
    junior = GO_SENIOR | {"grade": "junior", "experience": "Нет опыта"}
    senior, beginner, nothing = predict(tmp_path, json.dumps(GO_SENIOR), json.dumps(junior), "{}")
    assert senior["median"] > beginner["median"] > 0
    for answer in (senior, beginner, nothing):
        assert 0 < answer["low"] <= answer["median"] <= answer["high"]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("no JSON", "JSON"),
        ("[1, 2]", "JSON"),
        ("[" * 100_000, "JSON"),
        ('{"experience_months": -3}', "experience_months"),
        ('{"position": 5}', "position"),
        ('{"as_of": "2025-13"}', "as_of"),
    ],
)
def test_a_bad_row_gets_a_problem_and_its_neighbours_an_answer(tmp_path: Path, line: str, where: str) -> None:
    before, bad, after = predict(tmp_path, json.dumps(GO_SENIOR), line, json.dumps(GO_SENIOR))
    assert bad["problem"]["code"] == "invalid_row"
    assert where in bad["problem"]["message"]
    assert before == after


def test_odd_rows_get_a_range(tmp_path: Path) -> None:
    many = {"skills": [f"skill {number}" for number in range(10_000)]}
    unknown = {"position": "Python developer", "city": "Нигдеград", "skills": "Python, SQL"}
    nan = '{"position": "Python developer", "description": NaN, "skills": null}'
    for answer in predict(tmp_path, json.dumps(many), json.dumps(unknown), nan):
        assert 0 < answer["low"] <= answer["median"] <= answer["high"]
