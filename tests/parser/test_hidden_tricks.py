"""Tricks that hide text of a PDF from a person, one by one: they change no field; what looks odd stays."""

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from services.parser.readers.limits import ParseLimits
from services.parser.readers.pdf.document import read_pdf
from shared.contracts.document import DocumentKind
from tests.parser.hidden_checks import HIDDEN, LINES, check_dropped, fields_of, parse
from tests.parser.raw_pdf import make_page_pdf, make_stream, write_lines

SEEN = write_lines(LINES)
GLUED = HIDDEN.replace(" ", "").encode()


def write(text: str = HIDDEN, before: str = "0 g", size: float = 12, x: float = 60, y: float = 500) -> bytes:
    return f"BT {before} /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n".encode()


def write_in_clip(clip: str) -> bytes:
    return f"q {clip} re W n\n".encode() + write() + b"Q\n"


PILE = ["Haskell", "Ansible", "Jenkins", "Angular", "Postman", "Grafana", "Symfony"]
STRIPES = b"".join(b"50 %.1f 350 1.9 re f\n" % (490 + 1.5 * number) for number in range(20))
DRAWINGS = {
    "white after a dot": b"BT /F1 12 Tf 60 500 Td (.) Tj 1 g (" + GLUED + b") Tj ET\n",
    "invisible mode after a dot": b"BT /F1 12 Tf 60 500 Td (.) Tj 3 Tr (" + GLUED + b") Tj ET\n",
    "small after a dot": b"BT /F1 12 Tf 60 500 Td (.) Tj /F1 2.9 Tf (" + GLUED + b") Tj ET\n",
    "white but for a letter on a dark square": b"0.2 g 50 495 18 14 re f\n" + write(before="1 g"),
    "white across a dark rule": b"0 g 120 400 0.7 200 re f\n" + write(before="1 g"),
    "in a clip of half a point": write_in_clip("130 503 0.5 0.5"),
    "in a clip as thin as a hair": write_in_clip("50 503.9 400 0.2"),
    "below a white line": write() + b"1 G 30 w 50 504 m 400 504 l S\n",
    "below white stripes": write() + b"1 g\n" + STRIPES,
    "below white letters": write() + b"BT 1 g 1 G 2 Tr 20 w /F1 40 Tf 50 490 Td (HHHHHHHHH) Tj ET\n",
    "as flat as a line": b"q 0.02 0.02 1 1 60 500 cm " + write(x=0, y=0) + b"Q\n",
    "sheared to a line": b"q 1 0 12 0.02 60 500 cm " + write(x=0, y=0) + b"Q\n",
    "over the lower edge": write(y=-8.8),
    "all words at one place": b"".join(write(word, size=8) for word in PILE),
    "small and pale": write(before="0.85 g", size=3.1),
    "black on thick black strokes": b"20 w 50 504 m 400 504 l S\n" + write(size=8),
}
PATTERN = make_stream(
    b"1 g 0 0 10 10 re f\n",
    b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10"
    b" /Resources << >>",
)
NOTE = b"<< /Type /Annot /Subtype /Square /Rect [50 480 400 520] /F 4 /AP << /N 7 0 R >> >>"
NOTE_LOOK = make_stream(b"1 g 0 0 350 40 re f\n", b"/Type /XObject /Subtype /Form /BBox [0 0 350 40]")
BLANK_FONT = (
    b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0]"
    b" /CharProcs << /a 7 0 R >> /Encoding << /Type /Encoding /Differences [32 " + b"/a " * 91 + b"] >>"
    b" /FirstChar 32 /LastChar 122 /Widths [" + b"600 " * 91 + b"] /ToUnicode 8 0 R >>"
)
BLANK_GLYPH = make_stream(b"600 0 0 0 0 0 d1\n")


def make_map(codes: bytes) -> bytes:
    return make_stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def"
        b" 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange " + codes + b" endbfrange"
        b" endcmap end end"
    )


def make_nested_form(depth: int) -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>"
    first = make_stream(write(before="1 g"), entries % b"/Font << /F1 5 0 R >>")
    outer = [
        make_stream(b"/X1 Do\n", entries % (b"/XObject << /X1 %d 0 R >>" % number))
        for number in range(6, 6 + depth)
    ]
    return make_page_pdf(
        SEEN + b"/X1 Do\n", resources=b"/XObject << /X1 %d 0 R >>" % (6 + depth), more=[first, *outer]
    )


DOCUMENTS = {
    **{name: make_page_pdf(SEEN + drawing) for name, drawing in DRAWINGS.items()},
    "in a white pattern": make_page_pdf(
        SEEN + write(before="/Pattern cs /P1 scn"), resources=b"/Pattern << /P1 6 0 R >>", more=[PATTERN]
    ),
    "below a white note": make_page_pdf(
        SEEN + write(), page=b"/MediaBox [0 0 595 842] /Annots [6 0 R]", more=[NOTE, NOTE_LOOK]
    ),
    "in a font of blanks": make_page_pdf(
        SEEN + write().replace(b"/F1", b"/F2"),
        fonts=b"/F2 6 0 R",
        more=[BLANK_FONT, BLANK_GLYPH, make_map(b"<20> <7A> <0020>")],
    ),
    "white in twenty forms": make_nested_form(20),
}


@pytest.mark.parametrize("attacked", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_hidden_text_is_dropped(attacked: bytes) -> None:
    check_dropped(DocumentKind.PDF, attacked, make_page_pdf(SEEN))


def test_invisible_text_over_a_white_picture_is_no_scan() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("RGB", (10, 10), (255, 255, 255))), 0, 0, 595, 842)
    for number, line in enumerate(LINES):
        canvas.drawString(60, 780 - 24 * number, line)
    for _ in range(80):
        text = canvas.beginText(60, 780 - 24 * 6)
        text.setTextRenderMode(3)
        text.textLine(HIDDEN)
        canvas.drawText(text)
    canvas.save()
    check_dropped(DocumentKind.PDF, stream.getvalue(), make_page_pdf(SEEN))


ODD = {
    "on a light panel": b"0.9 g 50 490 350 30 re f\n" + write(),
    "in a frame": write() + b"0.5 w 50 490 350 30 re S\n",
    "underlined": write() + b"60 498 m 210 498 l S\n",
    "struck through": write() + b"0.5 w 60 503.5 m 210 503.5 l S\n",
    "half below a line of dots": write() + b"1 G 2 w [1 3] 0 d 60 504 m 210 504 l S\n",
    "white on a dark picture of letters": b"0 g 50 490 350 30 re f\n" + write(before="1 g"),
    "in a clip that holds it": write_in_clip("50 490 350 30"),
    "turned": b"q 0 1 -1 0 560 300 cm " + write(x=0, y=0) + b"Q\n",
    "outlined": b"BT 1 Tr 0.5 w /F1 30 Tf 60 500 Td (" + HIDDEN.encode() + b") Tj ET\n",
    "twice, as a shadow": write(before="0.6 g", x=60.7, y=499.3) + write(),
    "grey and of a usual size": write(before="0.85 g"),
}


@pytest.mark.parametrize("drawing", ODD.values(), ids=ODD.keys())
def test_odd_text_that_is_seen_stays(drawing: bytes) -> None:
    resume = parse(DocumentKind.PDF, make_page_pdf(SEEN + drawing))
    assert set(resume.skills) >= {"Kubernetes", "Rust", "Haskell"}
    assert resume.source.problems == ()


def test_letters_of_a_font_that_is_missing_here_stay() -> None:
    """Reading programs put another font in its place; pdfium draws nothing where it has none."""
    names = b" ".join(b"/afii%d" % number for number in (*range(10017, 10049), *range(10065, 10097)))
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar 192 /LastChar 255 /Widths ["
        + b"600 " * 64
        + b"] /Encoding << /Type /Encoding /Differences [192 "
        + names
        + b"] >> /ToUnicode 7 0 R >>"
    )
    codes = "".join(f"\\{code:03o}" for code in "Разработчик".encode("cp1251"))
    for drawing in (b"", write("white", before="1 g", y=400)):
        content = make_page_pdf(
            SEEN + write(codes).replace(b"/F1", b"/F2") + drawing,
            fonts=b"/F2 6 0 R",
            more=[font, make_map(b"<C0> <FF> <0410>")],
        )
        words = [word.text for word in read_pdf(content, ParseLimits()).words]
        assert "Разработчик" in words
        assert "white" not in words


def test_what_is_seen_of_a_line_stays() -> None:
    """The half of a line that a white box covers is dropped, the other one is not."""
    covered = write("Kubernetes, Rust, Haskell") + b"1 g 127 490 200 30 re f\n"
    found = parse(DocumentKind.PDF, make_page_pdf(SEEN + covered))
    expected = parse(DocumentKind.PDF, make_page_pdf(SEEN + write("Kubernetes,")))
    assert fields_of(found) == fields_of(expected)
    assert [problem.code for problem in found.source.problems] == ["hidden_text"]
