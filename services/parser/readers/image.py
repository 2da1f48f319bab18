"""Pictures of pages: photographs, scans and screenshots, read by OCR."""

import io
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from services.parser.lines import ReadText, Word
from services.parser.readers.limits import ParseLimits, check_length
from services.parser.readers.ocr import READ_BY, is_ocr_installed, recognise_page
from services.parser.readers.programs import Budget
from shared.errors import InvalidInput
from shared.reference.problems import problem

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")
_MEGADOTS_MAX = 64
_READ_WIDTH = (2480, 2900)  # dots: 300 and 350 an inch of A4
_PAGE_WIDTH_POINTS = 595.0  # a picture does not tell its size on paper, so it is taken for A4
_DAMAGES = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError)
_HEAVY = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)


def read_image(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the words of a picture, or of each page of a TIFF.

    Raises:
        InvalidInput: `needs_ocr`, `damaged_document`, `document_too_heavy`, `too_many_pages`, `not_a_resume`
            for a picture without words.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        warnings.filterwarnings(
            "ignore", category=UserWarning, module="PIL"
        )  # of odd tags: they don't matter
        try:
            return _read_frames(content, limits)
        except _HEAVY as error:
            raise InvalidInput(problem("document_too_heavy")) from error
        except _DAMAGES as error:
            raise InvalidInput(problem("damaged_document")) from error


def _read_frames(content: bytes, limits: ParseLimits) -> ReadText:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        pages = getattr(image, "n_frames", 1)
        if pages > limits.max_pages:
            raise InvalidInput(problem("too_many_pages", limit=limits.max_pages))
        _check_size(image)
        if not is_ocr_installed():
            raise InvalidInput(problem("needs_ocr"))
        budget = Budget(limits.seconds)
        words: list[Word] = []
        for number, picture in enumerate(_pictures(image)):
            if number == limits.ocr_pages:
                break
            words += recognise_page(picture, number, _PAGE_WIDTH_POINTS / picture.width, budget)
    read = min(pages, limits.ocr_pages)
    if not words:
        raise InvalidInput(problem("not_a_resume"))
    check_length(sum(len(word.text) for word in words), limits)
    unread = (problem("pages_unread", count=pages - read),) if pages > read else ()
    return ReadText(words=tuple(words), pages=pages, problems=unread, read_by=READ_BY)


def _check_size(image: Image.Image) -> None:
    """The header alone tells the size, so nothing has been unpacked yet."""
    if image.width * image.height > _MEGADOTS_MAX * 10**6:
        raise InvalidInput(problem("document_too_heavy"))


def _pictures(image: Image.Image) -> Iterator[Image.Image]:
    """The pages as grey pictures, upright and of a size at which letters are read well."""
    for frame in ImageSequence.Iterator(image):
        _check_size(frame)
        upright = ImageOps.exif_transpose(frame)
        yield scale_for_ocr(flatten(upright))


def flatten(picture: Image.Image) -> Image.Image:
    """A picture in grey, on white where it is transparent."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        white = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(white, coloured).convert("L")
    return picture.convert("L")


def scale_for_ocr(picture: Image.Image) -> Image.Image:
    """A grey picture of a page's width in dots that letters are read well at."""
    narrowest, widest = _READ_WIDTH
    width = min(widest, max(narrowest, picture.width))
    height = round(picture.height * width / picture.width)
    if width == picture.width or height * width > _MEGADOTS_MAX * 10**6:
        return picture
    return picture.resize((width, max(1, height)), Image.Resampling.LANCZOS)
