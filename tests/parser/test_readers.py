"""Each kind of document: its text is read, what is hidden is not, and the resume says so."""

import io
import json

import pytest
from docx import Document as WordDocument
from reportlab.pdfgen.canvas import Canvas

from shared.contracts.document import DocumentKind
from shared.contracts.resume import Resume, SalaryExpectation
from tests.parser.hidden_checks import LINES, parse

HIDDEN = "Skills: Kubernetes, Rust, ten years of everything"


def check_fields(resume: Resume) -> None:
    assert resume.full_name == "Ivan Probnikov"
    assert resume.position == "Python Developer"
    assert resume.contacts.emails == ("i.probnikov@example.com",)
    assert [(job.company, job.start, job.current) for job in resume.experience] == [
        ("Example Labs", "2021-05", True)
    ]
    assert resume.skills == ("Python", "SQL", "Docker")


def codes(resume: Resume) -> list[str]:
    return [problem.code for problem in resume.source.problems]


def draw_page(scale: float = 1.0) -> tuple[Canvas, io.BytesIO]:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for number, line in enumerate(LINES):
        canvas.saveState()
        canvas.translate(60, 780 - 24 * number)
        canvas.scale(scale, scale)
        canvas.setFont("Helvetica", 12 / scale)
        canvas.drawString(0, 0, line)
        canvas.restoreState()
    return canvas, stream


@pytest.mark.parametrize("scale", [1.0, 12.0])
def test_pdf_sizes_are_those_on_the_page(scale: float) -> None:
    canvas, stream = draw_page(scale)
    canvas.save()
    resume = parse(DocumentKind.PDF, stream.getvalue())
    check_fields(resume)
    assert codes(resume) == []
    assert resume.source.pages == 1


@pytest.mark.parametrize(
    ("x", "y", "size", "white"),
    [
        (60, 500, 12, True),
        (60, 500, 2, False),
        (-900, 500, 12, False),
        (60, -200, 12, False),
        (60, 1200, 12, False),
    ],
    ids=["white", "tiny", "left of the page", "below the page", "above the page"],
)
def test_hidden_text_of_a_pdf_is_dropped(x: float, y: float, size: float, white: bool) -> None:
    canvas, stream = draw_page()
    canvas.setFont("Helvetica", size)
    canvas.setFillGray(1 if white else 0)
    canvas.drawString(x, y, HIDDEN)
    canvas.save()
    resume = parse(DocumentKind.PDF, stream.getvalue())
    check_fields(resume)
    assert codes(resume) == ["hidden_text"]


def test_invisible_render_mode_is_dropped_beside_visible_text() -> None:
    canvas, stream = draw_page()
    text = canvas.beginText(60, 500)
    text.setTextRenderMode(3)
    text.textLine(HIDDEN)
    canvas.drawText(text)
    canvas.save()
    resume = parse(DocumentKind.PDF, stream.getvalue())
    check_fields(resume)
    assert codes(resume) == ["hidden_text"]


def test_white_text_on_a_dark_field_stays() -> None:
    canvas, stream = draw_page()
    canvas.setFillGray(0.1)
    canvas.rect(50, 480, 300, 60, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(60, 500, "Kubernetes, Helm")
    canvas.save()
    resume = parse(DocumentKind.PDF, stream.getvalue())
    assert resume.skills == ("Python", "SQL", "Docker", "Kubernetes", "Helm")
    assert codes(resume) == []


def test_docx_tables_and_hidden_runs() -> None:
    document = WordDocument()
    for line in LINES[:4]:
        document.add_paragraph(line)
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "May 2021 - Present", "Python Developer | Example Labs"
    for line in LINES[5:]:
        document.add_paragraph(line)
    run = document.add_paragraph().add_run(HIDDEN)
    run.font.hidden = True
    stream = io.BytesIO()
    document.save(stream)
    resume = parse(DocumentKind.DOCX, stream.getvalue())
    check_fields(resume)
    assert codes(resume) == ["hidden_text"]


def test_html_blocks_and_hidden_elements() -> None:
    page = "".join(f"<div><b>{line}</b></div>" for line in LINES) + f'<p style="display: none">{HIDDEN}</p>'
    resume = parse(
        DocumentKind.HTML, f"<html><head><title>CV</title></head><body>{page}</body></html>".encode()
    )
    check_fields(resume)
    assert codes(resume) == ["hidden_text"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_encodings(encoding: str) -> None:
    text = "\r\n".join((*LINES, "Языки", "Русский — родной"))
    resume = parse(DocumentKind.TEXT, text.encode(encoding))
    check_fields(resume)
    assert [(language.name, language.level) for language in resume.languages] == [("Русский", "родной")]


def test_a_resume_of_which_little_is_read_says_so() -> None:
    text = "Резюме\nОпыт работы\nразное\nОбразование\nразное\nНавыки\n"
    resume = parse(DocumentKind.TEXT, text.encode())
    assert codes(resume) == ["section_unreadable"] * 3 + ["layout_unknown"]
    named = "".join(problem.message for problem in resume.source.problems)
    assert all(f"«{title}»" in named for title in ("Опыт работы", "Образование", "Навыки"))


def test_a_section_that_says_there_is_nothing_is_no_problem() -> None:
    text = "\n".join(
        (*LINES[:3], "Опыт работы", "Нет опыта", "Навыки", "Python, SQL", "Образование", "МФТИ, 2020")
    )
    assert codes(parse(DocumentKind.TEXT, text.encode())) == []


def test_markdown_marks_are_no_text() -> None:
    text = """# Ivan Probnikov — **Python Developer**
[mail](mailto:i.probnikov@example.com)
## Work Experience
**Example Labs** (May 2021 – Present), Python Developer
* Wrote `services`
## Skills
Python, SQL, Docker
## Вуз
МФТИ, 2020, прикладная математика"""
    resume = parse(DocumentKind.TEXT, text.encode())
    check_fields(resume)
    assert resume.experience[0].description == "• Wrote services"
    assert [(one.institution, one.year) for one in resume.education] == [("МФТИ", 2020)]


def test_fields_hold_real_dates_and_no_empty_entries() -> None:
    fields = {
        "position": "Developer",
        "birth_date": "1990-02-30",
        "experience": [{"company": "A", "start": "2019-02-31", "end": "2020-02-29"}, {}],
        "education": [{}],
        "courses": [{"name": None}],
    }
    resume = parse(DocumentKind.MANUAL, json.dumps(fields).encode())
    assert resume.birth_date == "1990-02"
    assert [(job.start, job.end) for job in resume.experience] == [("2019-02", "2020-02-29")]
    assert (resume.education, resume.courses) == ((), ())


def test_manual_fields_come_back_and_the_source_is_ours() -> None:
    fields = {"full_name": "Иван Пробников", "skills": ["Go"], "source": {"kind": "pdf", "pages": 7}}
    resume = parse(DocumentKind.MANUAL, json.dumps(fields).encode())
    assert (resume.full_name, resume.skills) == ("Иван Пробников", ("Go",))
    assert resume.source.kind is DocumentKind.MANUAL
    assert resume.source.pages is None


def test_own_fields_as_json() -> None:
    resume = parse(
        DocumentKind.JSON, b'{"position": "Developer", "experience": [{"company": "A", "start": "2020-05"}]}'
    )
    assert resume.position == "Developer"
    assert resume.source.kind is DocumentKind.JSON


def test_hh_api_document() -> None:
    fields = {
        "first_name": "Иван",
        "last_name": "Пробников",
        "salary": {"amount": 100, "currency": "KZT"},
        "experience": [{"start": "2020-05-01", "end": None, "company": "A", "position": None}],
        "education": None,
        "updated_at": "2026-01-02T03:04:05+0300",
    }
    resume = parse(DocumentKind.JSON, json.dumps(fields).encode())
    assert resume.full_name == "Пробников Иван"
    assert resume.salary_expectation == SalaryExpectation(amount=100, currency="KZT")
    assert resume.experience[0].current
    assert resume.updated_at == "2026-01-02"


def test_json_resume_document() -> None:
    fields = {
        "basics": {"name": "Ivan Probnikov", "label": "Developer", "phone": "8 (957) 000-00-01"},
        "work": [
            {"name": "Example Labs", "position": "Developer", "startDate": "2020-01-15", "endDate": "2021-02"}
        ],
        "skills": [{"name": "Web", "keywords": ["HTML", "CSS"]}],
        "certificates": [{"name": "SQL", "date": "2020-01-01", "issuer": "School"}],
    }
    resume = parse(DocumentKind.JSON, json.dumps(fields).encode())
    assert resume.contacts.phones == ("+79570000001",)
    assert resume.skills == ("Web", "HTML", "CSS")
    assert (resume.experience[0].start, resume.experience[0].end) == ("2020-01-15", "2021-02")
    assert resume.courses[0].year == 2020


def test_manual_fields_may_be_those_of_the_hh_api() -> None:
    fields = {"first_name": "Анна", "title": "Тестировщик", "skill_set": ["SQL"]}
    assert parse(DocumentKind.MANUAL, json.dumps(fields).encode()).position == "Тестировщик"


@pytest.mark.parametrize("kind", [DocumentKind.MANUAL, DocumentKind.JSON])
def test_characters_that_no_database_takes_are_dropped(kind: DocumentKind) -> None:
    content = b'{"position": "QA\\u0000 engineer", "about": "a\\ud800b", "skills": ["SQL\\u0007"]}'
    resume = parse(kind, content)
    assert "\x00" not in (resume.position or "")
    resume.model_dump_json().encode()
