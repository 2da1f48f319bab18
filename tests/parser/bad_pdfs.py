"""PDF files that are damaged, endless, hostile or odd."""

import io
import zlib

from reportlab.pdfgen.canvas import Canvas

from tests.parser.bad_archives import make_zip
from tests.parser.bad_texts import RESUME
from tests.parser.raw_pdf import FONT, make_page_pdf, make_stream, write_lines, write_pdf

LINES = tuple(RESUME.splitlines())
SEEN = write_lines(LINES)
_BOX = b"/MediaBox [0 0 595 842]"


def _make_whole(**options: object) -> bytes:
    return make_page_pdf(SEEN, **options)  # type: ignore[arg-type]


def make_cut_short() -> bytes:
    """The catalog, and nothing after it."""
    return _make_whole()[:120]


def make_without_table() -> bytes:
    """All objects, and no table of where they are."""
    whole = _make_whole()
    return whole[: whole.rindex(b"xref\n0")] + whole[whole.rindex(b"trailer") :]


def make_with_wrong_table() -> bytes:
    """A table that points elsewhere."""
    whole = _make_whole()
    return whole.replace(b"00000 n", b"00007 n").replace(b"startxref\n", b"startxref\n9")


def make_encrypted() -> bytes:
    """A page behind a password."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt="secret")
    canvas.drawString(72, 700, "A resume")
    canvas.save()
    return stream.getvalue()


def make_no_pages() -> bytes:
    """A document of no pages."""
    return write_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


def make_many_pages(count: int) -> bytes:
    """A document of one page, many times."""
    kids = b"4 0 R " * count
    page = b"<< /Type /Page /Parent 2 0 R " + _BOX + b" /Contents 3 0 R >>"
    return write_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
            make_stream(b""),
            page,
        ]
    )


def make_false_count() -> bytes:
    """One page that says it is a billion."""
    return _make_whole().replace(b"/Count 1 ", b"/Count 999999999 ")


def make_page_circle() -> bytes:
    """A list of pages that holds itself."""
    return write_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Count 2 >>",
        ]
    )


def _zeros(megabytes: int) -> bytes:
    """Packed numbers; every megabyte is the same block, so it is packed once."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"0 ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"0 " * 2**19) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * megabytes + packer.flush()


def make_inflating_stream() -> bytes:
    """A megabyte that unpacks to a gigabyte of numbers."""
    return make_page_pdf(b"").replace(make_stream(b""), make_stream(_zeros(1024), b"/Filter /FlateDecode"))


def make_packed_twice() -> bytes:
    """Four gigabytes, packed twice into some kilobytes."""
    packed = make_stream(zlib.compress(_zeros(4096), 9), b"/Filter [/FlateDecode /FlateDecode]")
    return make_page_pdf(b"").replace(make_stream(b""), packed)


def make_nested_arrays() -> bytes:
    """A hundred thousand arrays, each inside of the one before."""
    return _make_whole(page=_BOX + b" /X " + b"[" * 100_000 + b"]" * 100_000)


def make_nested_dictionaries() -> bytes:
    """The same of dictionaries."""
    return _make_whole(page=_BOX + b" /X " + b"<< /X " * 100_000 + b"0 " + b">> " * 100_000)


def _make_form(drawing: bytes, forms: bytes) -> bytes:
    entries = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << " + forms + b" >> >>"
    )
    return make_stream(drawing, entries)


def make_recursive_form() -> bytes:
    """A resume, and a form that draws itself."""
    form = _make_form(b"/X1 Do", b"/X1 6 0 R")
    return make_page_pdf(SEEN + b"/X1 Do", resources=b"/XObject << /X1 6 0 R >>", more=[form])


def make_multiplying_forms() -> bytes:
    """Twelve forms, each drawing the next one eight times."""
    forms = [_make_form(b"/X Do " * 8, b"/X %d 0 R" % (number + 7)) for number in range(11)]
    last = _make_form(b"0 0 10 10 re f", b"")
    return make_page_pdf(SEEN + b"/X Do", resources=b"/XObject << /X 6 0 R >>", more=[*forms, last])


def make_giant_page() -> bytes:
    """A page of 350 km."""
    return _make_whole(page=b"/MediaBox [0 0 999999999 999999999]")


def make_user_units() -> bytes:
    """A page whose unit is a thousand points."""
    return _make_whole(page=_BOX + b" /UserUnit 1000")


def make_negative_box() -> bytes:
    """Edges in the wrong order and left of zero."""
    shifted = write_lines(LINES, x=-500, y=-60)
    return make_page_pdf(shifted, page=b"/MediaBox [35 0 -560 -842]")


def make_empty_box() -> bytes:
    """A page without width and height."""
    return _make_whole(page=b"/MediaBox [0 0 0 0]")


def make_many_paths() -> bytes:
    """A million lines around a resume."""
    return make_page_pdf(SEEN + b"0 0 m 9 9 l S\n" * 1_000_000, packed=True)


def make_many_letters() -> bytes:
    """Hundreds of thousands of letters on one page."""
    shown = b"(" + b"resume " * 20 + b") Tj\n"
    return make_page_pdf(b"BT /F1 9 Tf 10 10 Td " + shown * 2500 + b"ET", packed=True)


def make_many_fonts() -> bytes:
    """A thousand fonts, each for one line of a resume."""
    fonts = b" ".join(b"/F%d %d 0 R" % (number, number + 4) for number in range(2, 1002))
    shown = "".join(
        f"BT /F{2 + number} 12 Tf 60 {780 - 24 * number} Td ({line}) Tj ET\n"
        for number, line in enumerate(LINES)
    )
    return make_page_pdf(shown.encode(), more=[FONT] * 1000).replace(b"/F1 5 0 R", b"/F1 5 0 R " + fonts)


def make_unmapped_fonts() -> bytes:
    """Letters by numbers of glyphs, of a font that names none of them and isn't there."""
    inner = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts [%s] >>"
        % inner
    )
    glyphs = ("".join(f"{ord(letter) % 90 + 3:04x}" for letter in line) for line in LINES)
    shown = "".join(
        f"BT /F1 12 Tf 60 {780 - 24 * number} Td <{line}> Tj ET\n" for number, line in enumerate(glyphs)
    )
    return make_page_pdf(shown.encode()).replace(FONT, font)


def make_with_actions() -> bytes:
    """A resume that would run a script and a program."""
    script = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\);) >> "
    return _make_whole(catalog=script + b"/AA << /WC << /S /Launch /F (calc.exe) >> >>")


def make_with_attachment() -> bytes:
    """A resume with a program in it."""
    file = b"<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>"
    return _make_whole(
        catalog=b"/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>",
        more=[file, make_stream(b"MZ" * 5000, b"/Type /EmbeddedFile")],
    )


def make_after_rubbish() -> bytes:
    """Mail headers before the header."""
    return b"Content-Type: application/pdf\r\n\r\n" + _make_whole()


def make_pdf_and_zip() -> bytes:
    """A PDF, and an archive after its end."""
    return _make_whole() + make_zip({"word/document.xml": b"<a/>"})


def make_html_and_pdf() -> bytes:
    """A page that has a PDF in a comment."""
    return b"<html><body><p>Hello</p><!--\n" + _make_whole() + b"\n--></body></html>"


def make_only_shapes() -> bytes:
    """Rectangles."""
    return make_page_pdf(b"72 700 100 20 re f 72 600 100 20 re f")
