"""Pages of a PDF: turned upright for reading, and rendered for OCR."""

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from shared.errors import InvalidInput
from shared.reference.problems import problem

_OCR_DOTS_PER_POINT = 300 / 72
_OCR_DOTS_MAX = 12_000_000
_ORIGIN_TOLERANCE = 0.5  # points
# Turns by quarters, clockwise: the matrix (a, b, c, d) that does it, and which corner becomes the origin.
_TURNS = {0: (1, 0, 0, 1), 1: (0, -1, 1, 0), 2: (-1, 0, 0, -1), 3: (0, 1, -1, 0)}


def open_upright_page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Open a page so that its text has the places that a reader sees: unturned, its lower corner at 0, 0.

    pdfium gives places as the file has them; for a page that is shown turned or cropped its content is moved.

    Raises:
        InvalidInput: `damaged_document`.
    """
    try:
        page = document[number]
        if _is_upright(page):
            return page
        _make_upright(page)
        page.close()
        return document[number]
    except pdfium.PdfiumError as error:
        raise InvalidInput(problem("damaged_document")) from error


def render_for_ocr(page: pdfium.PdfPage) -> Image.Image:
    """A grey picture of a page, 300 dots an inch unless the page is very large."""
    width, height = page.get_size()
    scale = min(_OCR_DOTS_PER_POINT, (_OCR_DOTS_MAX / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        picture: Image.Image = bitmap.to_pil().convert("L")
    finally:
        bitmap.close()
    return picture


def _is_upright(page: pdfium.PdfPage) -> bool:
    left, bottom, _, _ = page.get_bbox()
    return bool(page.get_rotation() == 0 and abs(left) + abs(bottom) <= _ORIGIN_TOLERANCE)


def _make_upright(page: pdfium.PdfPage) -> None:
    left, bottom, right, top = page.get_bbox()
    turns = page.get_rotation() // 90
    a, b, c, d = _TURNS[turns]
    corners = [(a * x + c * y, b * x + d * y) for x in (left, right) for y in (bottom, top)]
    x0, y0 = (min(corner[axis] for corner in corners) for axis in (0, 1))
    x1, y1 = (max(corner[axis] for corner in corners) for axis in (0, 1))
    pdfium_c.FPDFPage_TransFormWithClip(page, pdfium_c.FS_MATRIX(a, b, c, d, -x0, -y0), None)
    page.set_rotation(0)
    page.set_mediabox(0, 0, x1 - x0, y1 - y0)
    page.set_cropbox(0, 0, x1 - x0, y1 - y0)
