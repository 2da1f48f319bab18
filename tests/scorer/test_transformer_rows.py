"""Rows to train from: every shape, what is left out, what is refused, and who is who."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.scorer.training.transformer.people import key_person, name_people
from services.scorer.training.transformer.refusal import TrainingRefusedError
from services.scorer.training.transformer.rows import read_rows
from shared.contracts.document import DocumentKind
from shared.contracts.resume import Experience, Resume, ResumeSource

SOURCE = ResumeSource(kind=DocumentKind.JSON)


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def interview(number: int, confirmed: int) -> dict[str, Any]:
    return {
        "candidate_id": f"c{number}",
        "vacancy_id": "v7",
        "vacancy": {"title": "Java-разработчик"},
        "resume": {
            "key_skills": "Java, SQL",
            "experience": [{"position": "Разработчик", "starts": "2020-01"}],
        },
        "confirmed": confirmed,
    }


def contract(person: str | None, confirmed: bool | None) -> dict[str, Any]:
    return {
        "person": person,
        "target": {"client_name": "Ромашка", "grade": "senior"},
        "resume": {"skills": ["Go"], "source": {"kind": "json"}},
        "confirmed": confirmed,
    }


TABLE: dict[str, dict[str, str | None]] = {
    "position": {"0": "Разработчик", "1": "Аналитик", "2": "Тестировщик"},
    "work_experience": {"0": "Компания: А\nДолжность: Разработчик", "1": "Компания: Б", "2": "Компания: В"},
    "key_skills": {"0": "Java, SQL", "1": None, "2": "Python"},
    "client_name": {"0": "Банк", "1": "Банк", "2": "Завод"},
    "grade_proof": {"0": "1", "1": "не подтвержден", "2": None},
}


def test_interviews_are_read(tmp_path: Path) -> None:
    first, second = read_rows(write(tmp_path / "rows.jsonl", interview(1, 1), interview(2, 0)))
    assert (first.client, first.confirmed, second.confirmed) == ("v7", True, False)
    assert first.person != second.person
    assert first.target.vacancy_title == "Java-разработчик"
    assert first.resume.skills == ("Java", "SQL")


def test_contracts_are_read(tmp_path: Path) -> None:
    first, second = read_rows(write(tmp_path / "rows.jsonl", contract("p1", True), contract(None, False)))
    assert (first.client, first.target.grade) == ("ромашка", "senior")
    assert first.person != second.person


def test_objects_of_a_list_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_text(
        "\n" + json.dumps([contract("p1", True), contract("p2", None), interview(1, 0)], indent=1)
    )
    assert [row.confirmed for row in read_rows(path)] == [True, False]


def test_blank_lines_and_rows_without_an_outcome_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [json.dumps(one) for one in (interview(1, 1), interview(2, 0) | {"confirmed": float("nan")})]
    path.write_text("\n\n" + "\n\n".join(lines))
    assert len(read_rows(path)) == 1


def test_the_column_oriented_table_is_read_without_rows_that_say_no_outcome(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    path.write_text(json.dumps(TABLE, ensure_ascii=False), encoding="utf-8")
    first, second = read_rows(path)
    assert (first.confirmed, second.confirmed, first.client) == (True, False, "банк")
    assert first.resume.experience[0].company == "А"
    assert first.resume.skills == ("Java", "SQL")


def test_a_table_is_read_a_row_a_line_too(tmp_path: Path) -> None:
    path = tmp_path / "table.jsonl"
    rows = [{name: TABLE[name][number] for name in TABLE} for number in "01"]
    path.write_text(
        "\ufeff" + "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8"
    )
    first, second = read_rows(path)
    assert (first.confirmed, second.confirmed, first.client) == (True, False, "банк")
    assert first.target.vacancy_title == first.resume.position


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"a": 1}\n{"a": 2}', "holds neither candidates nor a training table. .+ / .+"),
        ("", "holds neither candidates nor a training table"),
        (json.dumps(interview(1, 1) | {"confirmed": None}), "holds no row with an outcome"),
        (json.dumps(interview(1, 1) | {"confirmed": "may be"}), "line 1 does not fit: confirmed"),
        (json.dumps(interview(1, 1)) + "\n[1, 2]", "line 2 is no JSON object"),
        (json.dumps([interview(1, 1), {"resume": 5}]), "row 2 does not fit"),
        (json.dumps(TABLE | {"client_name": {"0": "Б" * 400}}), "row 1 does not fit: client_name"),
        (json.dumps(interview(1, 1)) + "\n{", "line 2 is no JSON object"),
        ('{"resume": {}}', "line 1 does not fit: confirmed"),
        (
            json.dumps({"work_experience": {"0": "А"}, "grade_proof": {"0": None}}),
            "holds no row with an outcome",
        ),
    ],
)
def test_other_rows_are_refused_with_a_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "rows.json"
    path.write_text(content)
    with pytest.raises(TrainingRefusedError, match=sentence):
        read_rows(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingRefusedError, match="No such file"):
        read_rows(tmp_path / "none.jsonl")


OLD = Experience(company="Банк", start="2018-02", description="Писал сервисы для переводов и платежей " * 4)
NEW = Experience(company="Завод", start="2022-05", description="Вёл команду, которая писала склад " * 5)


def test_a_resume_that_has_grown_is_still_of_one_person() -> None:
    before = Resume(position="Разработчик", experience=(OLD,), source=SOURCE)
    after = Resume(position="Тимлид", skills=("Java",), experience=(NEW, OLD), source=SOURCE)
    other = Resume(position="Тимлид", skills=("Java",), experience=(NEW,), source=SOURCE)
    (_, one), (_, same), (_, another) = (key_person(None, resume) for resume in (before, after, other))
    assert one == same != another


def test_a_telling_text_joins_two_ids_and_a_short_one_does_not() -> None:
    telling = Resume(experience=(OLD,), source=SOURCE)
    short = Resume(experience=(Experience(position="Разработчик"),), source=SOURCE)
    nothing = Resume(source=SOURCE)
    people = [("a", telling), ("b", telling), ("b", short), ("c", short), (None, short), (None, nothing)]
    names = name_people([key_person(*person) for person in people])
    assert names == ["p0", "p0", "p0", "p3", "p4", "p5"]
