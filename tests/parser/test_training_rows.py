"""The training format in all its shapes, and JSON documents whose fields hold anything at all."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.parser.parse import parse_document
from services.parser.structured.training_rows import read_training_rows
from shared.contracts.document import Document, DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Resume, SalaryExpectation
from shared.contracts.target import Target
from shared.errors import InvalidInput
from tests.parser.sample_people import LEAD

LABELLED = """Компания: ООО Ромашка
Должность: Ведущий разработчик
Период: Май 2021 - настоящее время
Описание: Писал сервисы на Python.
Вёл команду.

Компания: Василёк
Должность: Разработчик
Период: 01.2019 — 04.2021
Обязанности: Поддержка
"""
JOBS = (
    Experience(
        company="ООО Ромашка",
        position="Ведущий разработчик",
        start="2021-05",
        current=True,
        description="Писал сервисы на Python.\nВёл команду.",
    ),
    Experience(
        company="Василёк", position="Разработчик", start="2019-01", end="2021-04", description="Поддержка"
    ),
)
OBJECTS = [
    {
        "starts": "2021-05-01",
        "ends": None,
        "employer": "А",
        "position": "Тестировщик",
        "description": "Тесты",
    },
    {"starts": "2019-01-01", "ends": "2021-04-30", "employer": "Б", "city": "Тула"},
]
ROW: dict[str, Any] = {
    "position": "Python-разработчик",
    "age": 32,
    "city": "Тула",
    "country": "Россия",
    "key_skills": "Python, SQL, Docker (Compose, Swarm), SQL",
    "client_name": "Банк",
    "grade_proof": 1,
    "salary": 250000.0,
    "work_experience": LABELLED,
}


def dump(table: Any) -> bytes:
    return json.dumps(table, ensure_ascii=False).encode()


def parse(table: Any) -> Resume:
    return parse_document(Document(kind=DocumentKind.JSON, content=dump(table))).resume


def jobs_of(cell: Any) -> tuple[Experience, ...]:
    return read_training_rows(dump([{**ROW, "work_experience": cell}]))[0].resume.experience


SHAPES: dict[str, Any] = {
    "columns of cells": {name: {"0": value} for name, value in ROW.items()},
    "columns that are lists": {name: [value] for name, value in ROW.items()},
    "rows": [ROW],
    "one row": ROW,
}


@pytest.mark.parametrize("table", SHAPES.values(), ids=SHAPES.keys())
def test_every_shape_gives_the_same_row(table: Any) -> None:
    (row,) = read_training_rows(dump(table))
    assert (row.client_name, row.grade_proof, row.salary_text) == ("Банк", True, "250000")
    assert (row.resume.position, row.resume.age, row.resume.city) == ("Python-разработчик", 32, "Тула")
    assert row.resume.skills == ("Python", "SQL", "Docker (Compose, Swarm)")
    assert row.resume.salary_expectation == SalaryExpectation(amount=250000, currency="RUB")
    assert row.resume.experience == JOBS
    assert parse(table) == row.resume


def test_rows_of_a_table_keep_their_numbers_together() -> None:
    table = {
        "position": {"7": "A", "9": "B"},
        "age": {"9": 40},
        "key_skills": {"7": None, "9": "Go"},
        "grade_proof": {"7": 0, "9": float("nan")},
    }
    first, second = read_training_rows(dump(table))
    assert (first.resume.position, first.resume.age, first.resume.skills, first.grade_proof) == (
        "A",
        None,
        (),
        False,
    )
    assert (second.resume.position, second.resume.age, second.resume.skills, second.grade_proof) == (
        "B",
        40,
        ("Go",),
        None,
    )


def test_rows_a_line_each() -> None:
    first, second = read_training_rows(dump(ROW) + b"\n\n" + dump({**ROW, "position": "QA"}) + b"\n")
    assert (first.resume.position, second.resume.position) == ("Python-разработчик", "QA")


def test_several_rows_are_no_resume() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse([ROW, ROW, ROW])
    assert caught.value.problem.code == "several_resumes"
    assert "3" in caught.value.problem.message


@pytest.mark.parametrize("glue", ["", "\n", "\n\n", "\n---\n"])
@pytest.mark.parametrize("times", [2, 5])
def test_of_repeated_blocks_the_first_is_kept(glue: str, times: int) -> None:
    assert jobs_of(glue.join([LABELLED] * times)) == JOBS


def test_each_block_repeated_by_itself() -> None:
    first, second = LABELLED.split("\n\n")
    assert jobs_of("\n\n".join([first] * 4 + [second] * 3 + [first])) == JOBS


def test_repeats_that_break_off() -> None:
    text = "Писал отчёты и сводил таблицы. Обучал новых коллег работе. "
    assert jobs_of(text * 6 + text[:20]) == (Experience(description=text.strip()),)


@pytest.mark.parametrize("cell", [OBJECTS, OBJECTS * 3, json.dumps(OBJECTS), repr(OBJECTS)])
def test_ready_objects_also_as_text(cell: Any) -> None:
    assert [(job.company, job.position, job.start, job.end, job.current) for job in jobs_of(cell)] == [
        ("А", "Тестировщик", "2021-05", None, True),
        ("Б", None, "2019-01", "2021-04", False),
    ]


def test_labels_on_one_line() -> None:
    cell = (
        "Компания: А; Должность: Аналитик; Период: 2019 - 2021; Описание: Отчёты. Компания: Б; Должность: QA"
    )
    assert [(job.company, job.position, job.start) for job in jobs_of(cell)] == [
        ("А", "Аналитик", "2019"),
        ("Б", "QA", None),
    ]


def test_dated_lines_without_labels() -> None:
    cell = "Example Labs | Python Developer | May 2021 - Present\nWrote services\n" * 3
    assert [(job.company, job.position, job.start) for job in jobs_of(cell)] == [
        ("Example Labs", "Python Developer", "2021-05")
    ]


def test_plain_text_becomes_descriptions() -> None:
    assert jobs_of("Чинил сети.\n\nПисал отчёты.\n\nЧинил сети.") == (
        Experience(description="Чинил сети."),
        Experience(description="Писал отчёты."),
    )


@pytest.mark.parametrize("nothing", [None, "", "nan", float("nan"), "-"])
def test_cells_that_say_nothing(nothing: Any) -> None:
    (row,) = read_training_rows(dump([dict.fromkeys(ROW, nothing) | {"position": "QA"}]))
    assert row.resume.position == "QA"
    assert (row.resume.experience, row.resume.skills) == ((), ())
    assert (row.client_name, row.grade_proof, row.salary_text) == (None, None, None)


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("150 000 руб.", 150000, "RUB"),
        ("2000 $", 2000, "USD"),
        (90000, 90000, "RUB"),
        ("Минимум 200 (net, без учёта премий), комфорт 250", 200_000, "RUB"),
        ("500 тыс на руки с учетом премии", 500_000, "RUB"),
        ("600000 в совокупном доходе", 600_000, "RUB"),
    ],
)
def test_pay_in_words(cell: Any, amount: int, currency: str) -> None:
    assert parse([{**ROW, "salary": cell}]).salary_expectation == SalaryExpectation(
        amount=amount, currency=currency
    )


@pytest.mark.parametrize("cell", ["Претендует на Грейд 2 (Остальные регионы).", "4", "по договорённости"])
def test_words_that_state_no_pay(cell: str) -> None:
    (row,) = read_training_rows(dump([{**ROW, "salary": cell}]))
    assert row.resume.salary_expectation is None
    assert row.salary_text == cell


def test_what_a_row_is_checked_for() -> None:
    (row,) = read_training_rows(dump([{**ROW, "salary": "Senior, от 300 на руки"}]))
    assert row.target == Target(
        client_name="Банк",
        grade=Grade.SENIOR,
        salary_text="Senior, от 300 на руки",
        vacancy_title="Python-разработчик",
    )


NEWER = "2018-03-01 - : Разработчик   Сайт на PHP + Laravel v5...v8,  jquery  Приложение на Kotlin  "
OLDER = "2011-02-18 - 2018-02-01: Руководитель / разработчик  Писал на C#: сервисы  "
LINES = (
    Experience(
        position="Разработчик",
        start="2018-03",
        current=True,
        description="Сайт на PHP + Laravel v5...v8,\njquery\nПриложение на Kotlin",
    ),
    Experience(
        position="Руководитель / разработчик",
        start="2011-02",
        end="2018-02",
        description="Писал на C#: сервисы",
    ),
)


@pytest.mark.parametrize(
    "lines",
    [[NEWER, OLDER], [NEWER, OLDER, OLDER, OLDER, NEWER], [NEWER, OLDER, NEWER, OLDER[:50]]],
    ids=["once", "again in any order", "cut off"],
)
def test_jobs_a_line_each(lines: list[str]) -> None:
    assert jobs_of("\n".join(lines)) == LINES


@pytest.mark.parametrize("end", ["nan", "None", "NaT", "настоящее время", "present", ""])
def test_a_job_that_goes_on(end: str) -> None:
    assert [(job.start, job.end, job.current) for job in jobs_of(f"2018-03 - {end}: QA")] == [
        ("2018-03", None, True)
    ]


def test_a_job_without_a_title_keeps_its_dates() -> None:
    assert [(job.position, job.start, job.end) for job in jobs_of("2018-03-01 - 2019-03-01:")] == [
        (None, "2018-03", "2019-03")
    ]


@pytest.mark.parametrize("content", [b"{", b"[1, 2]", b'{"a": {"0": 1}}', b"[]", b"\xff\xfe\x00"])
def test_other_tables_are_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        read_training_rows(content)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
HH_FIELDS: dict[str, Any] = {**LEAD, "professional_roles": [{"id": "1", "name": "x"}]}
OPEN_FIELDS: dict[str, Any] = {
    "basics": {"name": "A", "email": "a@example.com", "location": {"city": "X"}, "profiles": [{"url": "x"}]},
    "work": [{"name": "A", "position": "B", "startDate": "2020-01", "highlights": ["x"]}],
    "education": [{"institution": "A", "endDate": "2020"}],
    "certificates": [{"name": "A", "date": "2020-01-01"}],
    "skills": [{"name": "A", "keywords": ["B"]}],
    "languages": [{"language": "A", "fluency": "B"}],
}
DOCUMENTS = {
    "hh.ru": HH_FIELDS,
    "JSON Resume": OPEN_FIELDS,
    "training row": ROW,
    "training table": SHAPES["columns of cells"],
}


def places_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inner for place in places_of(part, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    key, *rest = path
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = replaced(value[key], tuple(rest), new)
    return copy


@pytest.mark.parametrize("fields", DOCUMENTS.values(), ids=DOCUMENTS.keys())
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_anything_at_any_field_is_a_resume_or_a_typed_problem(
    fields: dict[str, Any], data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from(places_of(fields)))
    table = replaced(fields, place, data.draw(ANYTHING))
    try:
        resume = parse(table)
    except InvalidInput as refusal:
        assert " / " in refusal.problem.message
    else:
        resume.model_dump_json()
