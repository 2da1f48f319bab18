"""Writes PDF files object by object, for what no library would write."""

import zlib
from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def write_pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, from 1 on; the first is the catalog."""
    content = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R " % size
        + trailer
        + b" >>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    )


def make_stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object; `packed` compresses it."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d " % len(data) + entries + b" >>\nstream\n" + data + b"\nendstream"


def make_page_pdf(
    drawing: bytes,
    *,
    page: bytes = b"/MediaBox [0 0 595 842]",
    resources: bytes = b"",
    fonts: bytes = b"",
    catalog: bytes = b"",
    more: Sequence[bytes] = (),
    packed: bool = False,
) -> bytes:
    """A PDF of one page; `more` are objects from number 6 on, the font is F1, more are `fonts`."""
    return write_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R "
            + page
            + b" /Resources << /Font << /F1 5 0 R "
            + fonts
            + b" >> "
            + resources
            + b" >> >>",
            make_stream(drawing, packed=packed),
            FONT,
            *more,
        ]
    )


def write_lines(lines: Sequence[str], x: int = 60, y: int = 780, size: int = 12) -> bytes:
    """Operators that write lines below each other."""
    shown = (
        f"BT /F1 {size} Tf {x} {y - 24 * number} Td ({line}) Tj ET\n" for number, line in enumerate(lines)
    )
    return "".join(shown).encode("ascii")
