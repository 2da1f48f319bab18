"""What tests of hidden text share: a clean document, its attacked twin, and how they are compared."""

import io
from collections.abc import Callable

import docx
from docx.document import Document as WordDocument

from services.parser.parse import parse_document
from shared.contracts.document import Document, DocumentKind
from shared.contracts.resume import Resume, ResumeSource

LINES = (
    "Ivan Probnikov",
    "Python Developer",
    "i.probnikov@example.com",
    "Work Experience",
    "Python Developer | Example Labs | May 2021 - Present",
    "Skills",
    "Python, SQL, Docker",
)
HIDDEN = "Kubernetes, Rust, Haskell"


def parse(kind: DocumentKind, content: bytes) -> Resume:
    return parse_document(Document(kind=kind, content=content)).resume


def fields_of(resume: Resume) -> Resume:
    return resume.model_copy(update={"source": ResumeSource(kind=resume.source.kind)})


def check_dropped(kind: DocumentKind, attacked: bytes, clean: bytes) -> None:
    found, expected = parse(kind, attacked), parse(kind, clean)
    assert fields_of(found) == fields_of(expected)
    assert expected.skills == ("Python", "SQL", "Docker")
    assert expected.source.problems == ()
    assert [problem.code for problem in found.source.problems] == ["hidden_text"]


def make_text(lines: tuple[str, ...]) -> bytes:
    return "\n".join(lines).encode()


def make_html(lines: tuple[str, ...], after: str = "", head: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><head><meta charset='utf-8'>{head}</head><body>{body}<div>{after}</div></body></html>"
    return page.encode()


def make_docx(lines: tuple[str, ...] = LINES, attack: Callable[[WordDocument], None] | None = None) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if attack:
        attack(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
