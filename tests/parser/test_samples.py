"""The documents of `samples/`: what a person sees first must be right."""

from pathlib import Path

import pytest

from services.parser.parse import parse_document
from shared.contracts.document import Document, DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.resume import Education, Resume, SalaryExpectation
from shared.reference.grades import stated_grade
from tests.parser.make_samples import SAMPLES, make_samples
from tests.parser.sample_people import PYTHON_DEVELOPER

NAMES = (
    "middle-python-developer.pdf",
    "senior-data-analyst.docx",
    "junior-qa-engineer.pdf",
    "lead-java-developer.json",
)


def read_sample(name: str) -> Resume:
    path = SAMPLES / name
    return parse_document(Document(kind=DocumentKind(path.suffix[1:]), content=path.read_bytes())).resume


def test_the_folder_holds_what_the_script_makes() -> None:
    made = make_samples()
    assert {path.name for path in SAMPLES.iterdir()} == set(made) == set(NAMES)
    # The dates inside a DOCX differ each time, the rest is the same byte for byte.
    for name in (name for name in NAMES if Path(name).suffix != ".docx"):
        assert (SAMPLES / name).read_bytes() == made[name], f"{name}: run tests/parser/make_samples.py"


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_small(name: str) -> None:
    assert (SAMPLES / name).stat().st_size < 60_000


def test_the_hh_export_is_read_whole() -> None:
    found = read_sample("middle-python-developer.pdf")
    assert found == PYTHON_DEVELOPER.model_copy(update={"source": found.source})
    assert found.source.pages == 2
    assert found.source.problems == ()


def test_the_word_document_is_read() -> None:
    found = read_sample("senior-data-analyst.docx")
    assert (found.full_name, found.position, found.city) == (
        "Полина Ясенева",
        "Senior Data Analyst",
        "Екатеринбург",
    )
    assert found.contacts.phones == ("+79570003317",)
    assert found.contacts.emails == ("p.yaseneva@example.com",)
    assert found.salary_expectation == SalaryExpectation(amount=310000, currency="RUB")
    jobs = [(job.company, job.position, job.start, job.end, job.current) for job in found.experience]
    assert jobs == [
        ("Маркет «Ромашка»", "Старший аналитик данных", "2022-03", None, True),
        ("ООО «Банк Уральский рубеж»", "Аналитик данных", "2019-07", "2022-02", False),
    ]
    assert found.education == (
        Education(
            year=2019,
            institution="Уральский федеральный университет",
            speciality="Прикладная математика и информатика",
        ),
    )
    assert len(found.skills) == 10
    assert found.gender is None  # nowhere stated, so not guessed from the name


def test_the_english_pdf_is_read() -> None:
    found = read_sample("junior-qa-engineer.pdf")
    assert (found.full_name, found.position, found.city) == (
        "Maria Lindgren",
        "Junior QA Engineer",
        "Belgrade",
    )
    assert [(job.company, job.start, job.end) for job in found.experience] == [
        ("Bluefin Apps", "2024-09", None),
        ("Norden Soft", "2024-03", "2024-08"),
    ]
    assert [(language.name, language.level) for language in found.languages] == [
        ("English", "Upper-Intermediate"),
        ("Russian", "Native"),
    ]


@pytest.mark.parametrize(
    ("name", "grade"),
    list(zip(NAMES, (Grade.MIDDLE, Grade.SENIOR, Grade.JUNIOR, Grade.LEAD), strict=True)),
)
def test_titles_state_their_grades(name: str, grade: Grade) -> None:
    assert stated_grade(read_sample(name).position) is grade
