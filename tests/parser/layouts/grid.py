"""The grid: every person in every layout, and what has to be read out of each document."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.contracts.document import Document, DocumentKind
from tests.parser.layouts.content import Manner, write_parts
from tests.parser.layouts.pdf_pages import PdfLook, draw_pdf
from tests.parser.layouts.people_en import ENGLISH
from tests.parser.layouts.people_ru import RUSSIANS
from tests.parser.layouts.person import Person
from tests.parser.layouts.word_pages import write_docx
from tests.parser.layouts.wording import YEAR_ONLY

PEOPLE = (*RUSSIANS, *ENGLISH)


@dataclass(frozen=True, slots=True)
class Layout:
    """A manner of writing and how it looks: a page's look, or a form of DOCX."""

    name: str
    manner: Manner
    look: PdfLook | str = field(default_factory=PdfLook)


_SKILLS_FIRST = ("about", "skills", "languages", "experience", "projects", "education", "courses")
_STUDENT_ORDER = ("education", "skills", "experience", "projects", "courses", "languages", "about")

LAYOUTS = (
    Layout("plain column", Manner()),
    Layout("capital titles", Manner("position company dates", contacts="bars"), PdfLook(title="upper")),
    Layout(
        "dates right of the company",
        Manner("dates on the right of the company", skills="groups", studies="school, year"),
    ),
    Layout(
        "latex, city and dates on the right",
        Manner("city and dates on the right", "short words", skills="groups", languages="commas"),
        PdfLook(title="small caps", has_ligatures=True),
    ),
    Layout(
        "latex, titles in the margin",
        Manner("dates on the right of the position", "slashes", skills="groups", studies="degree first"),
        PdfLook(title_column=True),
    ),
    Layout(
        "latex, dates in the margin",
        Manner("dates on the left, one line", "years", skills="groups", studies="one line"),
        PdfLook(date_column=True, has_ligatures=True),
    ),
    Layout(
        "dates left of the company",
        Manner("dates on the left", "numbers", skills="bullets", order=_SKILLS_FIRST),
        PdfLook(date_column=True, title="upper"),
    ),
    Layout(
        "dates left of the position",
        Manner("dates on the left, position first", "short words", titles=1, languages="colons"),
        PdfLook(date_column=True, is_head_bold=False),
    ),
    Layout(
        "sidebar left",
        Manner("company position dates", skills="lines", languages="blanks"),
        PdfLook(side="left", contacts_in_side=True),
    ),
    Layout(
        "sidebar left, canva",
        Manner(
            "position company dates", skills="lines", titles=1, contacts="icons", studies="speciality first"
        ),
        PdfLook(side="left", contacts_in_side=True, title="spaced", is_head_bold=False),
    ),
    Layout(
        "sidebar right",
        Manner("dates on the right of the company", "short words", skills="bullets", languages="colons"),
        PdfLook(side="right", title="upper"),
    ),
    Layout(
        "sidebar right with tags",
        Manner("dates company position", skills="tags", languages="commas", titles=1),
        PdfLook(side="right", contacts_in_side=True, title="colour"),
    ),
    Layout(
        "sidebar left, dates first",
        Manner("dates position company", "numbers", skills="groups below"),
        PdfLook(side="left", contacts_in_side=True, title="icon"),
    ),
    Layout("one line heads", Manner("company | position | dates", contacts="dots", skills="dots")),
    Layout("heads with a dash", Manner("position — company", "numbers", skills="bars", studies="bars")),
    Layout("heads with brackets", Manner("position, company (dates)", skills="brackets", studies="one line")),
    Layout("company, dates", Manner("company, dates", "years", skills="semicolons", studies="year — school")),
    Layout(
        "dates and a colon", Manner("dates: company, position", "years", skills="dashes", contacts="labels")
    ),
    Layout("labels", Manner("labels", "numbers", contacts="labels", languages="colons", bullet="-")),
    Layout("grouped by company", Manner("grouped", "short words", skills="groups")),
    Layout("all plain", Manner("plain", skills="lines", bullet=""), PdfLook(is_head_bold=False)),
    Layout(
        "all plain, dates first",
        Manner("plain, dates first", "numbers", bullet="–"),
        PdfLook(is_head_bold=False, title="upper"),
    ),
    Layout("tags in the text", Manner(skills="tags", contacts="dots", order=_SKILLS_FIRST)),
    Layout("skills in two columns", Manner(skills="columns", order=_SKILLS_FIRST, studies="level above")),
    Layout("stars", Manner("dates on the right of the position", skills="stars", titles=1)),
    Layout(
        "breaks within jobs",
        Manner("company position dates", order=_SKILLS_FIRST),
        PdfLook(top=420.0, has_furniture=True),
    ),
    Layout(
        "breaks within jobs, dates right",
        Manner("dates on the right of the company"),
        PdfLook(top=560.0, has_furniture=True, title="upper"),
    ),
    Layout(
        "sidebar and a second page",
        Manner("dates company position", skills="lines"),
        PdfLook(side="left", contacts_in_side=True, top=480.0),
    ),
    Layout(
        "hyphens at line ends", Manner("position company dates", skills="groups"), PdfLook(is_hyphenated=True)
    ),
    Layout("large type", Manner("dates on the right of the company", skills="commas"), PdfLook(size=12.5)),
    Layout(
        "small type",
        Manner("dates on the left", "words", skills="groups"),
        PdfLook(size=8.0, date_column=True),
    ),
    Layout(
        "student", Manner("position, company (dates)", order=_STUDENT_ORDER, studies="years above", titles=2)
    ),
    Layout("rare titles", Manner(titles=3, skills="lines"), PdfLook(title="upper")),
    Layout("company, dates, position", Manner("company dates position", bullet=""), PdfLook(title="upper")),
    Layout("position, dates, company", Manner("position dates company", "short words", bullet="—")),
    Layout("position in company", Manner("position in company", "slashes", skills="semicolons", bullet="*")),
    Layout("bold heads, no bullets", Manner("dates on the right of the company", bullet="", contacts="bars")),
    Layout("a colon behind the position", Manner("company, position:", "short words", bullet="-")),
    Layout("company (city)", Manner("company (city)", "short words", has_duties=True)),
    Layout(
        "company, city", Manner("position, then company and city", "numbers", skills="dots", has_duties=True)
    ),
    Layout("company and its field", Manner("company and its field", "words", bullet="")),
    Layout(
        "terms of work",
        Manner("position, period, company and terms", has_duties=True),
        PdfLook(title="upper"),
    ),
    Layout(
        "terms of work, plain",
        Manner("position, period, company and terms", "numbers", bullet="-"),
        PdfLook(is_head_bold=False),
    ),
    Layout("docx, company and its field", Manner("company and its field", has_duties=True), "headings"),
    Layout("docx plain", Manner("plain", bullet="", skills="lines", has_duties=True), "paragraphs"),
    Layout("undated", Manner("company position dates", has_dates=False, skills="groups")),
    Layout(
        "undated, position first", Manner("position company dates", has_dates=False), PdfLook(title="spaced")
    ),
    Layout("iso dates", Manner("company position dates", "iso", studies="bars")),
    Layout("two digit years", Manner("dates on the left", "short years"), PdfLook(date_column=True)),
    Layout("quarters", Manner("dates on the right of the company", "quarters")),
    Layout("seasons", Manner("company position dates", "seasons")),
    Layout("docx paragraphs", Manner(), "paragraphs"),
    Layout("docx headings", Manner("position company dates", "short words", skills="bullets"), "headings"),
    Layout(
        "docx tabs", Manner("dates on the right of the company", "numbers", skills="groups"), "paragraphs"
    ),
    Layout(
        "docx dates and a tab",
        Manner("dates on the left, one line", "years", contacts="labels"),
        "paragraphs",
    ),
    Layout(
        "docx tabs between tags", Manner("position — company", skills="tags", languages="commas"), "headings"
    ),
    Layout("docx layout table", Manner("dates company position", skills="lines"), "layout table"),
    Layout("docx date table", Manner("dates on the left", "numbers", studies="one line"), "date table"),
    Layout("docx text boxes", Manner("position company dates", skills="commas", titles=1), "text boxes"),
    Layout("docx header", Manner("company | position | dates", contacts="bars"), "header"),
    Layout("docx undated", Manner("company position dates", has_dates=False), "paragraphs"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One document of the grid and its truth, shaped as the true parses of real resumes."""

    name: str
    document: Document
    truth: dict[str, Any]


def make_cases(people_per_layout: int = len(PEOPLE)) -> Iterator[Case]:
    """Cases layout by layout, each with some of the people in turn."""
    for number, layout in enumerate(LAYOUTS):
        first = number * people_per_layout
        for person in (PEOPLE[(first + step) % len(PEOPLE)] for step in range(people_per_layout)):
            name = f"{layout.name}: {person.name}"
            yield Case(name, make_document(person, layout), make_truth(person, layout.manner))


def make_document(person: Person, layout: Layout) -> Document:
    """A person in a layout."""
    parts = write_parts(person, layout.manner)
    if isinstance(layout.look, PdfLook):
        return Document(kind=DocumentKind.PDF, content=draw_pdf(parts, layout.look))
    return Document(kind=DocumentKind.DOCX, content=write_docx(parts, layout.look))


def make_truth(person: Person, manner: Manner) -> dict[str, Any]:
    """What a careful human would copy out."""
    return {
        "full_name": person.name,
        "position": person.position,
        "city": person.city,
        "contacts": {
            "phones": [_write_phone(person.phone)],
            "emails": [person.email],
            "links": [person.link],
        },
        "experience": [
            {
                "company": job.company,
                "position": job.position,
                "start": _cut_date(job.start, manner),
                "end": None if job.current else _cut_date(job.end, manner),
                "current": job.current and manner.has_dates,
            }
            for job in person.jobs
        ],
        "education": [
            {"institution": study.institution, "speciality": study.speciality, "year": study.year}
            for study in person.studies
        ],
        "courses": [
            {"name": name, "organization": organization, "year": year}
            for name, organization, year in person.courses
        ],
        "skills": [skill for group in person.skills for skill in group.skills],
        "languages": [{"name": name, "level": level} for name, level in person.languages],
    }


def _cut_date(date: str | None, manner: Manner) -> str | None:
    if date is None or not manner.has_dates:
        return None
    return date[:4] if manner.dates in YEAR_ONLY else date


def _write_phone(printed: str) -> str:
    digits = "".join(letter for letter in printed if letter.isdigit())
    return f"+7{digits[1:]}" if digits.startswith("8") else f"+{digits}"
