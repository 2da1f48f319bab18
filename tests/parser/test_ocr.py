"""Pictures of resumes are read where Tesseract is installed; where it is not, the answer says so."""

import io
import shutil
from collections.abc import Sequence

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from services.parser.parse import parse_document
from services.parser.readers.limits import ParseLimits
from shared.contracts.document import Document, DocumentKind
from shared.contracts.resume import Resume
from shared.errors import InvalidInput
from tests.parser.bad_pictures import draw_cat
from tests.parser.bad_texts import RESUME
from tests.parser.hh_drawing import HhLook, draw_hh_pdf
from tests.parser.raw_pdf import make_page_pdf, write_lines
from tests.parser.sample_people import PYTHON_DEVELOPER

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is missing: apt-get install tesseract-ocr-rus"
)
LINES = RESUME.splitlines()
PAGE = make_page_pdf(write_lines(LINES))


def render(content: bytes, dots_per_inch: int = 200) -> list[Image.Image]:
    document = pdfium.PdfDocument(content)
    try:
        return [page.render(scale=dots_per_inch / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def save(picture: Image.Image, kind: str, **options: Image.Exif) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def make_scan(pictures: Sequence[Image.Image], text_after: Sequence[str] = (), layer: str = "") -> bytes:
    """A PDF of pictures, each on a page; then a page of text."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for picture in pictures:
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        if layer:
            text = canvas.beginText(60, 400)
            text.setTextRenderMode(3)
            text.textLine(layer)
            canvas.drawText(text)
        canvas.showPage()
    for number, line in enumerate(text_after):
        canvas.drawString(60, 780 - 24 * number, line)
    canvas.save()
    return stream.getvalue()


def parse(kind: DocumentKind, content: bytes, limits: ParseLimits | None = None) -> Resume:
    return parse_document(Document(kind=kind, content=content), limits or ParseLimits()).resume


def problem_of(kind: DocumentKind, content: bytes, limits: ParseLimits | None = None) -> str:
    with pytest.raises(InvalidInput) as caught:
        parse(kind, content, limits)
    return caught.value.problem.code


def check_fields(resume: Resume) -> None:
    assert resume.full_name == "Ivan Probnikov"
    assert resume.position == "Python Developer"
    assert [(job.company, job.start, job.current) for job in resume.experience] == [
        ("Example Labs", "2021-05", True)
    ]
    assert resume.skills == ("Python", "SQL", "Docker")
    assert resume.source.read_by == ("tesseract", "rules")


@needs_tesseract
@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "BMP"])  # PNG and JPEG stand below
def test_pictures_are_read(kind: str) -> None:
    resume = parse(DocumentKind.IMAGE, save(render(PAGE)[0].convert("L"), kind))
    check_fields(resume)
    assert (resume.source.kind, resume.source.pages) == (DocumentKind.IMAGE, 1)


@needs_tesseract
def test_a_photograph_that_the_camera_turned_is_read() -> None:
    turned = render(PAGE)[0].rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    check_fields(parse(DocumentKind.IMAGE, save(turned, "JPEG", exif=exif)))


@needs_tesseract
def test_a_transparent_picture_is_read() -> None:
    picture = render(PAGE)[0]
    picture.putalpha(ImageOps.invert(picture.convert("L")))
    check_fields(parse(DocumentKind.IMAGE, save(picture, "PNG")))


@needs_tesseract
def test_a_scanned_pdf_is_read() -> None:
    check_fields(parse(DocumentKind.PDF, make_scan(render(PAGE))))


@needs_tesseract
def test_a_scan_of_an_export_keeps_its_layout() -> None:
    pictures = render(draw_hh_pdf(PYTHON_DEVELOPER, HhLook()), 300)
    resume = parse(DocumentKind.PDF, make_scan(pictures[:1]))
    assert (resume.full_name, resume.gender, resume.age) == (
        PYTHON_DEVELOPER.full_name,
        PYTHON_DEVELOPER.gender,
        PYTHON_DEVELOPER.age,
    )
    assert resume.total_experience_months == PYTHON_DEVELOPER.total_experience_months
    assert resume.experience[0].start == PYTHON_DEVELOPER.experience[0].start
    # Both scripts in one word, which Tesseract reads in the letters of one.
    assert (
        resume.experience[0].position
        == PYTHON_DEVELOPER.experience[0].position
        == "Python-разработчик (middle)"
    )


@needs_tesseract
def test_only_pages_without_text_are_recognised() -> None:
    first = make_page_pdf(write_lines(LINES[:5]))
    resume = parse(DocumentKind.PDF, make_scan(render(first), text_after=LINES[5:]))
    check_fields(resume)
    assert resume.source.problems == ()


@needs_tesseract
def test_hidden_words_over_a_scan_are_dropped() -> None:
    scan = make_scan(render(PAGE), layer="Kubernetes, Haskell")
    resume = parse(DocumentKind.PDF, scan)
    check_fields(resume)
    assert [problem.code for problem in resume.source.problems] == ["hidden_text"]


@needs_tesseract
def test_pages_over_the_limit_are_named() -> None:
    resume = parse(DocumentKind.PDF, make_scan(render(PAGE) * 2), ParseLimits(ocr_pages=1))
    check_fields(resume)
    assert [problem.code for problem in resume.source.problems] == ["pages_unread"]


@needs_tesseract
def test_a_cat_is_no_resume() -> None:
    assert problem_of(DocumentKind.IMAGE, save(draw_cat(), "PNG")) == "not_a_resume"
    assert problem_of(DocumentKind.PDF, make_scan([draw_cat()])) == "not_a_resume"


@needs_tesseract
def test_no_time_for_recognising_is_a_typed_problem() -> None:
    limits = ParseLimits(seconds=0)
    assert problem_of(DocumentKind.IMAGE, save(render(PAGE)[0], "PNG"), limits) == "document_too_heavy"
    assert problem_of(DocumentKind.PDF, make_scan(render(PAGE)), limits) == "document_too_heavy"


def test_without_the_program_the_answer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert problem_of(DocumentKind.IMAGE, save(render(PAGE)[0], "PNG")) == "needs_ocr"
    assert problem_of(DocumentKind.PDF, make_scan(render(PAGE))) == "needs_ocr"


def test_without_the_program_the_text_of_a_mixed_document_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    resume = parse(DocumentKind.PDF, make_scan([draw_cat()], text_after=LINES))
    assert resume.full_name == "Ivan Probnikov"
    assert resume.source.read_by == ("rules",)
    assert [problem.code for problem in resume.source.problems] == ["pages_unread"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_of_text_is_read_as_it_is_shown(turn: int) -> None:
    """The content is written sideways, and the page is turned so that it stands upright."""
    width, height = (595, 842) if turn == 180 else (842, 595)
    matrix = {90: b"0 1 -1 0 842 0", 180: b"-1 0 0 -1 595 842", 270: b"0 -1 1 0 0 595"}[turn]
    page = b"/MediaBox [0 0 %d %d] /Rotate %d" % (width, height, turn)
    drawing = b"q " + matrix + b" cm\n" + write_lines(LINES) + b"Q"
    resume = parse(DocumentKind.PDF, make_page_pdf(drawing, page=page))
    assert resume.full_name == "Ivan Probnikov"
    assert resume.skills == ("Python", "SQL", "Docker")
    assert resume.source.problems == ()
