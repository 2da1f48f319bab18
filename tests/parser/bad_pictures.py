"""Pictures that are no resumes, and pictures that are no pictures."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

_PNG = b"\x89PNG\r\n\x1a\n"


def draw_cat(side: int = 600) -> Image.Image:
    """A cat: a head, two ears, two eyes, whiskers, and no letter."""
    picture = Image.radial_gradient("L").resize((side, side)).convert("RGB")
    drawing = ImageDraw.Draw(picture)
    middle, size = side // 2, side // 3
    drawing.ellipse((middle - size, middle - size, middle + size, middle + size), fill=(150, 100, 60))
    for direction in (-1, 1):
        ear = [
            (middle + direction * size * part, middle - size * rise)
            for part, rise in ((1, 0.5), (0.9, 1.5), (0.3, 0.9))
        ]
        drawing.polygon(ear, fill=(120, 80, 50))
        eye = middle + direction * size // 2
        drawing.ellipse((eye - 30, middle - 50, eye + 30, middle), fill=(30, 160, 60))
        for step in range(3):
            end = (middle + direction * size * 1.4, middle + 40 + 40 * step)
            drawing.line((middle + direction * 60, middle + 90, *end), fill=(20, 20, 20), width=4)
    return picture


def _save(picture: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


def make_cat() -> bytes:
    """A photograph of a cat, nearly."""
    return _save(draw_cat(), "JPEG")


def make_cat_pdf() -> bytes:
    """The same on a page."""
    return _save(draw_cat(), "PDF")


def make_cut_short() -> bytes:
    """Half of a picture."""
    whole = _save(draw_cat(), "PNG")
    return whole[: len(whole) // 2]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def make_huge_header() -> bytes:
    """A header that promises ten billion dots."""
    return (
        _PNG
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0))
        + _chunk(b"IEND", b"")
    )


def make_huge_picture() -> bytes:
    """Four hundred million dots of one colour, in half a megabyte."""
    side = 20_000
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(side // 8 + 1)) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return _PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def make_many_pages() -> bytes:
    """A TIFF of five thousand tiny pages, its directories written one after another."""
    count, size = 5000, 2 + 3 * 12 + 4
    content = b"II*\0" + struct.pack("<I", 8)
    for number in range(count):
        following = 8 + (number + 1) * size if number + 1 < count else 0
        entries = [(256, 4, 1, 1), (257, 4, 1, 1), (273, 4, 1, 0)]
        content += struct.pack("<H", 3) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
        content += struct.pack("<I", following)
    return content
