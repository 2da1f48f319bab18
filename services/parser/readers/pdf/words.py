"""Words of a PDF page, with place, size, weight and colour, straight from pdfium's characters."""

import ctypes
import math
import re
from collections.abc import Container, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.parser.lines import Word, clean_text
from services.parser.readers.pdf.calls import address_of, calls

_BOLD_FONT = re.compile(r"bold|black|heavy|demi|semibd", re.IGNORECASE)
_FONT_NAME_BYTES = 128
_NEW_WORD_GAP = 0.3  # of the size: wider than any kerning, narrower than a space
_NEW_ROW_STEP = 0.3  # of the size
_SMALLER = 0.4  # of the size: smaller than any raised letter
_FILL_AND_STROKE = 2  # the render mode that word processors draw a missing bold face with
_FLAT = 0.1  # of the longer side of what a letter's square becomes: how thin a letter can still be read
INVISIBLE_MODE = 3

Letter = tuple[int, float, float]
"""A letter of a page: the address of what draws it, and its origin; the same however often it is read."""


class PageWord(NamedTuple):
    """A word of a page, the text render mode of its first letter, and the places of its letters."""

    word: Word
    mode: int
    places: range


class CharReader:
    """Reads characters of one page through buffers that are made once: the raw API wants pointers."""

    def __init__(self, textpage: pdfium.PdfTextPage, height: float) -> None:
        self._text = textpage
        self._textpage = address_of(textpage.raw)
        self._height = height
        self._box = pdfium_c.FS_RECTF()
        self._box_address = ctypes.addressof(self._box)
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._colour_addresses = tuple(map(ctypes.addressof, self._colour))
        self._matrix = pdfium_c.FS_MATRIX()
        self._font_name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._font_flags = ctypes.c_int()

    def count(self) -> int:
        """Number of characters, pdfium's own blanks and line ends included."""
        return max(0, int(pdfium_c.FPDFText_CountChars(self._text)))

    @cached_property
    def text(self) -> str:
        """The text of the page as pdfium gives it."""
        return str(self._text.get_text_range())

    def letters(self, unseen: Container[Letter] = ()) -> list[str]:
        """The characters; invisible ones, codes that are none and the unseen ones are empty texts."""
        count = self.count()
        text = self.text
        if len(text) != count:  # one is written as two codes, or left out: then each is asked for
            codes = (int(pdfium_c.FPDFText_GetUnicode(self._text, index)) for index in range(count))
            text = "".join("\0" if 0xD800 <= code <= 0xDFFF else chr(code) for code in codes)
        cleaned = [_clean_letter(letter) for letter in text]
        if not unseen:
            return cleaned
        return ["" if self.letter(index) in unseen else letter for index, letter in enumerate(cleaned)]

    def letter(self, index: int) -> Letter:
        """Which letter it is, for another reading of the same page."""
        x, y = self._origin
        calls.FPDFText_GetCharOrigin(self._textpage, index, ctypes.byref(x), ctypes.byref(y))
        return self.drawn_by(index), float(x.value), float(y.value)

    def edges(self, index: int) -> tuple[float, float, float]:
        """Left end, right end (advance, not ink) and lower end of the font's box, in points."""
        box = self._box
        calls.FPDFText_GetLooseCharBox(self._textpage, index, self._box_address)
        return box.left, box.right, box.bottom

    def ink_box(self, index: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a glyph's outline from the top; flat where the font lacks it."""
        left, right, bottom, top = edges = tuple(ctypes.c_double() for _ in range(4))
        calls.FPDFText_GetCharBox(self._textpage, index, *map(ctypes.byref, edges))
        return left.value, self._height - top.value, right.value, self._height - bottom.value

    def has_own_font(self, index: int) -> bool:
        """True where the document brings the font: then each glyph is what its author meant."""
        font = calls.FPDFTextObj_GetFont(self.drawn_by(index))
        return bool(calls.FPDFFont_GetIsEmbedded(font))

    def baseline(self, index: int) -> float:
        """The baseline in points from the top of the page."""
        x, y = self._origin
        calls.FPDFText_GetCharOrigin(self._textpage, index, ctypes.byref(x), ctypes.byref(y))
        return self._height - float(y.value)

    def size(self, index: int) -> float:
        """Size in points as drawn: many producers write size 1 and scale it by the matrix.

        It is 0 for letters that the matrix makes as thin as a line.
        """
        matrix = self._matrix
        calls.FPDFText_GetMatrix(self._textpage, index, ctypes.byref(matrix))
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        upwards = c * c + d * d
        if abs(a * d - b * c) < _FLAT * max(a * a + b * b, upwards):
            return 0.0
        return float(calls.FPDFText_GetFontSize(self._textpage, index)) * math.sqrt(upwards)

    def grey(self, index: int) -> float:
        """Luminance of the fill colour, 0 to 1."""
        red, green, blue, alpha = self._colour
        if not calls.FPDFText_GetFillColor(self._textpage, index, *self._colour_addresses):
            return 0.0
        luminance = (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255
        opacity = alpha.value / 255
        return 1 - opacity * (1 - luminance)

    def has_bold_font(self, index: int) -> bool:
        """True where the font's name says so."""
        name, flags = self._font_name, self._font_flags
        calls.FPDFText_GetFontInfo(self._textpage, index, name, _FONT_NAME_BYTES, ctypes.byref(flags))
        return _is_bold_name(name.value)

    def render_mode(self, index: int) -> int:
        """The PDF text render mode, -1 where there is none."""
        text_object = self.drawn_by(index)
        return int(calls.FPDFTextObj_GetTextRenderMode(text_object)) if text_object else -1

    def drawn_by(self, index: int) -> int:
        """The address of the text object that draws a character, 0 for pdfium's own blanks."""
        return calls.FPDFText_GetTextObject(self._textpage, index) or 0


@lru_cache(maxsize=256)
def _is_bold_name(name: bytes) -> bool:
    return _BOLD_FONT.search(name.decode("utf-8", "replace")) is not None


def read_page_words(reader: CharReader, page: int, unseen: Container[Letter] = ()) -> Iterator[PageWord]:
    """Words of one page in the order of the stream, without the letters that nobody can see.

    A word ends at a blank, at a gap or at a step of the baseline; never at a change of font, for exports
    write one word in several fonts.
    """
    letters = reader.letters(unseen)
    for run in _cut_at_blanks(letters):
        for part in _cut_at_gaps(reader, letters, run):
            yield make_word(reader, "".join(letters[part.start : part.stop]), part, page)


def _cut_at_blanks(letters: Sequence[str]) -> Iterator[range]:
    """Places of letters without a blank between them; a run begins and ends with what can be seen."""
    first = last = -1
    for place, letter in enumerate(letters):
        if letter == " ":
            if first >= 0:
                yield range(first, last + 1)
            first = -1
        elif letter:
            first = place if first < 0 else first
            last = place
    if first >= 0:
        yield range(first, last + 1)


def _cut_at_gaps(reader: CharReader, letters: Sequence[str], run: range) -> Iterator[range]:
    """Parts of a run. Within what is drawn at once pdfium itself has put blanks where there are gaps."""
    if len(run) == 1 or reader.drawn_by(run[0]) == reader.drawn_by(run[-1]):
        yield run
        return
    start, end, y, bottom, size = run.start, 0.0, 0.0, 0.0, 0.0
    for place in run:
        if not letters[place]:
            continue
        left, right, lower = reader.edges(place)
        if place > start:
            gap = left - end
            is_apart = gap > _NEW_WORD_GAP * size or gap < -2 * size
            # The box moves with the baseline or with the font, and only then are they asked for.
            if is_apart or (lower != bottom and _is_set_apart(reader, place, y, size)):
                yield range(start, place)
                start = place
        if place == start:
            y, size = reader.baseline(place), reader.size(place)
        end, bottom = right, lower
    yield range(start, run.stop)


def _is_set_apart(reader: CharReader, place: int, y: float, size: float) -> bool:
    """Whether a letter stands in another row than the one before, or is far too small to go on with it."""
    return abs(reader.baseline(place) - y) > _NEW_ROW_STEP * size or reader.size(place) < _SMALLER * size


@lru_cache(maxsize=4096)
def _clean_letter(letter: str) -> str:
    """A letter, a ligature's letters, one blank for any blank, or nothing."""
    if letter == "\0":
        return ""
    cleaned = clean_text(letter)
    return " " if cleaned.isspace() else cleaned


def make_word(reader: CharReader, text: str, places: range, page: int) -> PageWord:
    """A word of the letters at some places: its style is that of the first one."""
    first, last = places[0], places[-1]
    x0, right, _ = reader.edges(first)
    x1 = right if first == last else reader.edges(last)[1]
    mode = reader.render_mode(first)
    # The outline is drawn on top of the fill where the bold face of a font is missing.
    is_bold = mode == _FILL_AND_STROKE or reader.has_bold_font(first)
    y, size, grey = reader.baseline(first), reader.size(first), reader.grey(first)
    return PageWord(Word(text, x0, x1, y, size, is_bold, grey, page), mode, places)
