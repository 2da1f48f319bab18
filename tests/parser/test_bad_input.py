"""Documents that can't be read end in a typed problem, and nothing else does."""

import io
import time
import zipfile

import pytest
from docx import Document as WordDocument
from reportlab.pdfgen.canvas import Canvas

from services.parser.parse import parse_document
from services.parser.readers.limits import ParseLimits
from shared.contracts.document import Document, DocumentKind
from shared.errors import InvalidInput
from shared.reference.problems import SENTENCES
from tests.parser.bad_files import BAD_FILES, READ, BadFile, answer_of
from tests.parser.bad_texts import SHORT_RESUMES

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARTICLE = """Как варить кофе
Кофе варят в турке на слабом огне. Воду берут холодную, зёрна мелют перед самой варкой.
Пенка поднимается три раза, и каждый раз турку снимают с огня."""
VACANCY = """Python-разработчик
Требования:
Опыт с Django от 3 лет
Обязанности:
Писать сервисы
Мы предлагаем:
Удалённая работа, пишите на jobs@example.com"""


def make_pdf(pages: int = 1, text: str = "", password: str | None = None) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=password)
    for _ in range(pages):
        if text:
            canvas.drawString(72, 700, text)
        else:
            canvas.rect(72, 700, 100, 20, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def make_empty_docx() -> bytes:
    stream = io.BytesIO()
    WordDocument().save(stream)
    return stream.getvalue()


def make_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "no Word document")
    return stream.getvalue()


def make_broken_docx() -> bytes:
    """An archive whose list is whole and whose packed bytes are not."""
    content = bytearray(make_empty_docx())
    middle = len(content) // 2
    content[200:middle] = b"\xff" * (middle - 200)
    return bytes(content)


def problem_of(kind: DocumentKind, content: bytes, limits: ParseLimits | None = None) -> str:
    with pytest.raises(InvalidInput) as caught:
        parse_document(Document(kind=kind, content=content), limits or ParseLimits())
    return caught.value.problem.code


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_empty_documents(kind: DocumentKind) -> None:
    assert problem_of(kind, b"") == problem_of(kind, b" \n ") == "empty_document"


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        (DocumentKind.PDF, make_pdf(text="secret", password="x"), "encrypted"),
        (DocumentKind.PDF, b"%PDF-1.7 and then nothing", "damaged_document"),
        (DocumentKind.PDF, make_pdf(text="a resume")[:400], "damaged_document"),
        (DocumentKind.PDF, make_pdf(pages=31, text="page"), "too_many_pages"),
        (DocumentKind.PDF, make_pdf(text="Just a line of text"), "not_a_resume"),
        (DocumentKind.DOCX, b"PK no archive", "damaged_document"),
        (DocumentKind.DOCX, make_zip(), "damaged_document"),
        (DocumentKind.DOCX, make_broken_docx(), "damaged_document"),
        (DocumentKind.DOCX, make_empty_docx(), "empty_document"),
        (DocumentKind.DOCX, OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (DocumentKind.DOCX, OLE + b"an old .doc", "unsupported_kind"),
        (DocumentKind.TEXT, b"\x00\x01\x02binary", "damaged_document"),
        (DocumentKind.TEXT, ARTICLE.encode(), "not_a_resume"),
        (DocumentKind.TEXT, VACANCY.encode(), "not_a_resume"),
        (DocumentKind.HTML, b"<html><body><script>1</script></body></html>", "empty_document"),
        (DocumentKind.HTML, f"<p>{ARTICLE}</p>".encode(), "not_a_resume"),
        (DocumentKind.JSON, b"{no json", "damaged_document"),
        (DocumentKind.JSON, b"[1, 2]", "not_a_resume"),
        (DocumentKind.JSON, b'{"a": 1}', "not_a_resume"),
        (DocumentKind.JSON, b"{}", "empty_document"),
        (DocumentKind.JSON, b"[" * 100_000, "damaged_document"),
        (DocumentKind.LINK, b"https://hh.ru/resume/0", "link_import_unavailable"),
    ],
)
def test_what_cannot_be_read_says_why(kind: DocumentKind, content: bytes, code: str) -> None:
    assert problem_of(kind, content) == code


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (DocumentKind.TEXT, b"word " * 100),
        (DocumentKind.HTML, b"<p>" + b"word " * 100),
        (DocumentKind.JSON, b'{"full_name": "' + b"x" * 200 + b'"}'),
        (DocumentKind.PDF, make_pdf(text="word " * 50)),
    ],
)
def test_too_much_text(kind: DocumentKind, content: bytes) -> None:
    assert problem_of(kind, content, ParseLimits(max_chars=100)) == "too_much_text"


def test_an_archive_that_unpacks_to_too_much() -> None:
    assert (
        problem_of(DocumentKind.DOCX, make_empty_docx(), ParseLimits(max_unpacked_mb=0))
        == "document_too_large"
    )


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b'{"full_name": 5}', "full_name"),
        (b'{"salary": 5}', "salary"),
        (b'{"experience": [{"company": "A"}, {"start": "May 2020"}]}', "experience[1].start"),
        (b'{"salary_expectation": {"amount": -1, "currency": "RUB"}}', "salary_expectation.amount"),
    ],
)
def test_fields_that_do_not_fit_are_named(content: bytes, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_document(Document(kind=DocumentKind.MANUAL, content=content))
    assert caught.value.problem.code == "invalid_resume_fields"
    assert f": {field}." in caught.value.problem.message


LIGHT_FILES = {name: bad for name, bad in BAD_FILES.items() if not bad.needs_sandbox}


@pytest.mark.parametrize("bad", LIGHT_FILES.values(), ids=LIGHT_FILES.keys())
def test_every_bad_file_has_its_answer_within_seconds(bad: BadFile) -> None:
    content = bad.make()
    started = time.monotonic()
    assert answer_of(content, parse_document) in bad.answers
    assert time.monotonic() - started < 15


def test_there_are_many_bad_files_and_all_their_answers_have_sentences() -> None:
    assert len(BAD_FILES) >= 40
    answers = {answer for bad in BAD_FILES.values() for answer in bad.answers}
    assert answers <= {*SENTENCES, READ}


@pytest.mark.parametrize("name", ["DOCX that asks for a file", "XHTML that asks for a file"])
def test_no_file_of_this_machine_is_read(name: str) -> None:
    content = BAD_FILES[name].make()
    kind = DocumentKind.DOCX if name.startswith("DOCX") else DocumentKind.HTML
    try:
        found = parse_document(Document(kind=kind, content=content)).model_dump_json()
    except InvalidInput:
        return
    assert "root:" not in found


@pytest.mark.parametrize("text", SHORT_RESUMES.values(), ids=SHORT_RESUMES.keys())
def test_a_short_honest_resume_is_read(text: str) -> None:
    resume = parse_document(Document(kind=DocumentKind.TEXT, content=text.encode())).resume
    assert resume.contacts.phones or resume.contacts.emails


@pytest.mark.parametrize(
    "name", ["PDF page of user units", "PDF page with negative edges", "PDF with a wrong table"]
)
def test_odd_pages_are_read_right(name: str) -> None:
    resume = parse_document(Document(kind=DocumentKind.PDF, content=BAD_FILES[name].make())).resume
    assert resume.full_name == "Ivan Probnikov"
    assert resume.skills == ("Python", "SQL", "Docker")
