"""Words of a PDF page, with place, size, weight and colour, straight from pdfium's characters."""

import ctypes
import math
import re
from collections.abc import Iterator
from functools import lru_cache

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.parser.lines import Word, clean_text

_BOLD_FONT = re.compile(r"bold|black|heavy|demi|semibd", re.IGNORECASE)
_FONT_NAME_BYTES = 128
_NEW_WORD_GAP = 0.3  # of the size: wider than any kerning, narrower than a space
_NEW_ROW_STEP = 0.3  # of the size
_FILL_AND_STROKE = 2  # the render mode that word processors draw a missing bold face with
INVISIBLE_MODE = 3


class CharReader:
    """Reads characters of one page through buffers that are made once: the raw API wants pointers."""

    def __init__(self, textpage: pdfium.PdfTextPage, height: float) -> None:
        self._text = textpage
        self._textpage = textpage.raw  # the wrapper would be asked for it once more at every call
        self._height = height
        self._box = pdfium_c.FS_RECTF()
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._matrix = pdfium_c.FS_MATRIX()
        self._font_name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._font_flags = ctypes.c_int()

    def count(self) -> int:
        """Number of characters, pdfium's own blanks and line ends included."""
        return max(0, int(pdfium_c.FPDFText_CountChars(self._textpage)))

    def letters(self) -> list[str]:
        """The characters, invisible ones and codes that are none as empty texts."""
        count = self.count()
        text = self._text.get_text_range(0, count) if count else ""
        if len(text) != count:  # one is written as two codes, or left out: then each is asked for
            codes = (int(pdfium_c.FPDFText_GetUnicode(self._textpage, index)) for index in range(count))
            text = "".join("\0" if 0xD800 <= code <= 0xDFFF else chr(code) for code in codes)
        return [_clean_letter(letter) for letter in text]

    def edges(self, index: int) -> tuple[float, float, float]:
        """Left end, right end (advance, not ink) and lower end of the font's box, in points."""
        box = self._box
        pdfium_c.FPDFText_GetLooseCharBox(self._textpage, index, box)
        return box.left, box.right, box.bottom

    def baseline(self, index: int) -> float:
        """The baseline in points from the top of the page."""
        x, y = self._origin
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, index, x, y)
        return self._height - float(y.value)

    def size(self, index: int) -> float:
        """Size in points as drawn: many producers write size 1 and scale it by the matrix."""
        pdfium_c.FPDFText_GetMatrix(self._textpage, index, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d)
        return float(pdfium_c.FPDFText_GetFontSize(self._textpage, index)) * scale

    def grey(self, index: int) -> float:
        """Luminance of the fill colour, 0 to 1."""
        red, green, blue, alpha = self._colour
        if not pdfium_c.FPDFText_GetFillColor(self._textpage, index, red, green, blue, alpha):
            return 0.0
        luminance = (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255
        opacity = alpha.value / 255
        return 1 - opacity * (1 - luminance)

    def bold(self, index: int) -> bool:
        """True where the font's name says so, or where the outline is drawn on top of the fill."""
        name, flags = self._font_name, self._font_flags
        pdfium_c.FPDFText_GetFontInfo(self._textpage, index, name, _FONT_NAME_BYTES, flags)
        if _BOLD_FONT.search(name.value.decode("utf-8", "replace")):
            return True
        return self.render_mode(index) == _FILL_AND_STROKE

    def render_mode(self, index: int) -> int:
        """The PDF text render mode, -1 where there is none."""
        text_object = pdfium_c.FPDFText_GetTextObject(self._textpage, index)
        return int(pdfium_c.FPDFTextObj_GetTextRenderMode(text_object)) if text_object else -1


def read_page_words(reader: CharReader, page: int) -> Iterator[tuple[Word, int]]:
    """Words of one page in the order of the stream, each with its text render mode.

    A word ends at a blank, at a gap or at a step of the baseline; never at a change of font, for exports
    write one word in several fonts.
    """
    letters: list[str] = []
    first, x0, x1, y, bottom, size = 0, 0.0, 0.0, 0.0, 0.0, 0.0
    for index, letter in enumerate(reader.letters()):
        if not letter:
            continue
        if letter == " ":
            if letters:
                yield _make_word(reader, letters, first, (x0, x1, y, size), page)
                letters = []
            continue
        left, right, lower = reader.edges(index)
        if letters:
            gap = left - x1
            is_apart = gap > _NEW_WORD_GAP * size or gap < -2 * size
            # The box moves with the baseline or with the font, and only then is the baseline asked for.
            if is_apart or (lower != bottom and abs(reader.baseline(index) - y) > _NEW_ROW_STEP * size):
                yield _make_word(reader, letters, first, (x0, x1, y, size), page)
                letters = []
        if not letters:
            first, x0, y, size = index, left, reader.baseline(index), reader.size(index)
        letters.append(letter)
        x1, bottom = right, lower
    if letters:
        yield _make_word(reader, letters, first, (x0, x1, y, size), page)


@lru_cache(maxsize=4096)
def _clean_letter(letter: str) -> str:
    """A letter, a ligature's letters, one blank for any blank, or nothing."""
    if letter == "\0":
        return ""
    cleaned = clean_text(letter)
    return " " if cleaned.isspace() else cleaned


def _make_word(
    reader: CharReader, letters: list[str], first: int, place: tuple[float, float, float, float], page: int
) -> tuple[Word, int]:
    x0, x1, y, size = place
    word = Word("".join(letters), x0, x1, y, size, reader.bold(first), reader.grey(first), page)
    return word, reader.render_mode(first)
