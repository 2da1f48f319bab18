"""What a person does not see in a PDF is in no field: the parse is that of the clean one, and says so."""

import io
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from services.parser.readers.pdf.plain import is_plain
from shared.contracts.document import DocumentKind
from tests.parser.hh_drawing import HhLook, draw_hh_pdf
from tests.parser.hidden_checks import HIDDEN, LINES, check_dropped, fields_of, parse
from tests.parser.raw_pdf import make_page_pdf, make_stream, write_lines
from tests.parser.sample_people import PYTHON_DEVELOPER

BLACK, WHITE = 0.0, 1.0


def draw_lines(canvas: Canvas) -> None:
    for number, line in enumerate(LINES):
        canvas.setFont("Helvetica", 12)
        canvas.setFillGray(BLACK)
        canvas.drawString(60, 780 - 24 * number, line)


def make_pdf(attack: Callable[[Canvas], None] | None = None) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    draw_lines(canvas)
    if attack:
        attack(canvas)
    canvas.save()
    return stream.getvalue()


def write(canvas: Canvas, grey: float = BLACK, size: float = 12, x: float = 60, y: float = 500) -> None:
    canvas.setFont("Helvetica", size)
    canvas.setFillGray(grey)
    canvas.drawString(x, y, HIDDEN)


def write_on_box(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.6)
    canvas.rect(50, 480, 300, 60, stroke=0, fill=1)
    canvas.setFillColorRGB(0.12, 0.2, 0.62)
    canvas.drawString(60, 500, HIDDEN)


def write_below_box(canvas: Canvas) -> None:
    write(canvas)
    canvas.setFillGray(WHITE)
    canvas.rect(50, 480, 300, 60, stroke=0, fill=1)


def write_below_picture(canvas: Canvas) -> None:
    write(canvas)
    canvas.drawImage(ImageReader(Image.effect_noise((200, 40), 60)), 50, 480, 300, 60)


def write_on_picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (10, 10), (200, 30, 30))), 50, 480, 300, 60)
    canvas.setFillColorRGB(200 / 255, 30 / 255, 30 / 255)
    canvas.drawString(60, 500, HIDDEN)


def write_transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.02)
    write(canvas)


def write_invisible_mode(canvas: Canvas) -> None:
    text = canvas.beginText(60, 500)
    text.setTextRenderMode(3)
    text.textLine(HIDDEN)
    canvas.drawText(text)


def write_white_outline(canvas: Canvas) -> None:
    canvas.setStrokeGray(WHITE)
    text = canvas.beginText(60, 500)
    text.setTextRenderMode(1)
    text.textLine(HIDDEN)
    canvas.drawText(text)


def write_clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(400, 20, 50, 50)
    canvas.clipPath(path, stroke=0, fill=0)
    write(canvas)


def write_squeezed(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(60, 500)
    canvas.scale(0.02, 1)
    write(canvas, x=0, y=0)
    canvas.restoreState()


def write_white_in_form(canvas: Canvas) -> None:
    canvas.beginForm("apart")
    write(canvas, grey=WHITE)
    canvas.endForm()
    canvas.doForm("apart")


def write_under_words(canvas: Canvas) -> None:
    """White, at the very place of words that are seen."""
    write(canvas, grey=WHITE, y=780 - 24 * 6)
    canvas.setFillGray(WHITE)


ATTACKS: dict[str, Callable[[Canvas], None]] = {
    "white": lambda canvas: write(canvas, grey=WHITE),
    "near white": lambda canvas: write(canvas, grey=0.95),
    "tiny": lambda canvas: write(canvas, size=1.5),
    "left of the page": lambda canvas: write(canvas, x=-900),
    "below the page": lambda canvas: write(canvas, y=-200),
    "above the page": lambda canvas: write(canvas, y=1200),
    "right of the page": lambda canvas: write(canvas, x=700),
    "squeezed": write_squeezed,
    "invisible mode": write_invisible_mode,
    "white outline": write_white_outline,
    "transparent": write_transparent,
    "clipped": write_clipped,
    "colour of its box": write_on_box,
    "colour of its picture": write_on_picture,
    "below a box": write_below_box,
    "below a picture": write_below_picture,
    "white in a form": write_white_in_form,
    "white among words": write_under_words,
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_hidden_text_of_a_pdf_is_dropped(attack: Callable[[Canvas], None]) -> None:
    check_dropped(DocumentKind.PDF, make_pdf(attack), make_pdf())


SEEN = write_lines(LINES)
UNSEEN = f"BT /F1 12 Tf 60 500 Td ({HIDDEN}) Tj ET\n".encode()
LAYER_OFF = b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /Order [6 0 R] >> >>"
LAYER_ON = LAYER_OFF.replace(b"/OFF [6 0 R]", b"/ON [6 0 R]")
LAYER = b"<< /Type /OCG /Name (notes) >>"


def make_layered(catalog: bytes) -> bytes:
    drawing = SEEN + b"/OC /L1 BDC\n" + UNSEEN + b"EMC\n"
    return make_page_pdf(
        drawing, resources=b"/Properties << /L1 6 0 R >>", catalog=catalog, more=[LAYER], packed=True
    )


def test_a_layer_that_is_switched_off_is_dropped() -> None:
    check_dropped(DocumentKind.PDF, make_layered(LAYER_OFF), make_page_pdf(SEEN))


def test_a_layer_that_is_switched_on_stays() -> None:
    resume = parse(DocumentKind.PDF, make_layered(LAYER_ON))
    assert resume.skills == ("Python", "SQL", "Docker", "Kubernetes", "Rust", "Haskell")
    assert resume.source.problems == ()


def test_a_form_in_a_layer_that_is_switched_off_is_dropped() -> None:
    form = make_stream(
        UNSEEN,
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /OC 6 0 R /Resources << /Font << /F1 5 0 R >> >>",
    )
    attacked = make_page_pdf(
        SEEN + b"/X1 Do\n", resources=b"/XObject << /X1 7 0 R >>", catalog=LAYER_OFF, more=[LAYER, form]
    )
    check_dropped(DocumentKind.PDF, attacked, make_page_pdf(SEEN))


def test_text_outside_of_the_crop_box_is_dropped() -> None:
    page = b"/MediaBox [0 0 595 1000] /CropBox [0 0 595 842]"
    outside = f"BT /F1 12 Tf 60 900 Td ({HIDDEN}) Tj ET\n".encode()
    check_dropped(DocumentKind.PDF, make_page_pdf(SEEN + outside, page=page), make_page_pdf(SEEN))


def test_a_page_of_invisible_text_alone_is_dropped() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    draw_lines(canvas)
    canvas.showPage()
    write_invisible_mode(canvas)
    canvas.save()
    resume = parse(DocumentKind.PDF, stream.getvalue())
    assert fields_of(resume) == fields_of(parse(DocumentKind.PDF, make_pdf()))
    assert "page 2" in resume.source.problems[0].message


def test_white_text_on_a_dark_field_stays() -> None:
    def write_light_on_dark(canvas: Canvas) -> None:
        canvas.setFillGray(0.1)
        canvas.rect(50, 480, 300, 60, stroke=0, fill=1)
        write(canvas, grey=WHITE)

    resume = parse(DocumentKind.PDF, make_pdf(write_light_on_dark))
    assert resume.skills == ("Python", "SQL", "Docker", "Kubernetes", "Rust", "Haskell")
    assert resume.source.problems == ()


def test_a_clean_page_is_not_rendered() -> None:
    """Rendering takes as long as reading, so nothing of an export and of plain pages may look suspicious."""
    for content in (make_pdf(), draw_hh_pdf(PYTHON_DEVELOPER, HhLook(has_photo=True))):
        document = pdfium.PdfDocument(content)
        assert all(is_plain(page) for page in document)
        document.close()


@pytest.mark.parametrize("grey", [0.678, 0.737])
def test_the_grey_of_an_export_stays(grey: float) -> None:
    resume = parse(DocumentKind.PDF, make_pdf(lambda canvas: write(canvas, grey=grey)))
    assert "Kubernetes" in resume.skills
    assert resume.source.problems == ()
