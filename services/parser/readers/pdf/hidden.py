"""Hidden text: what a person does not see on the page must not be read by a machine either.

A page that is not plain is drawn with its text and without: a word whose strokes make a difference is seen.
Of the other words each part that one object draws is judged by size, place and render mode first, then by
how much of what it would draw in black makes a difference. Signs without letters go with what draws them.

Not found is what only a reading of the picture would tell: glyphs that look like other letters than their
font says they are, and a picture of text below an invisible layer of other words.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium

from services.parser.lines import Word
from services.parser.readers.pdf.ink import (
    Edges,
    Overlaps,
    Piece,
    RoughInk,
    edges_of,
    find_on_picture,
    find_seen,
)
from services.parser.readers.pdf.objects import PageObjects, has_large_picture, list_objects
from services.parser.readers.pdf.plain import is_plain
from services.parser.readers.pdf.words import INVISIBLE_MODE, CharReader, Letter, PageWord, make_word

_TINY_POINTS = 3.0
_NARROW = 0.1  # of the size, a letter: text squeezed into a line
_PALE = 0.86  # luminance
_ON_PAGE = 0.5  # of a word's box: less of it can't be read
_FLAT = 0.01  # of the size: the outline of a glyph that a font lacks is lower
_TWIN = 2.0  # points apart
_VISIBLE_IN_SCAN = 0.1  # of the words: a stamp on a scan


class Unseen(NamedTuple):
    """How many words nobody sees; and what is not to be read: objects, and letters of other objects."""

    words: int
    letters: frozenset[Letter]
    pieces: tuple[int, ...]


NOTHING = Unseen(0, frozenset(), ())


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Letters of one word that one object draws."""

    number: int  # of the word
    word: Word
    mode: int
    letters: Sequence[Letter]
    boxes: Sequence[Edges]
    has_glyphs: bool

    @property
    def handle(self) -> int:
        return self.letters[0][0]


def find_unseen(page: pdfium.PdfPage, words: Sequence[PageWord]) -> Unseen:
    """The hidden words of an opened page.

    Hidden is what makes no difference that an eye would see, text below 3 points, squeezed, off the page, or
    drawn with the invisible render mode; that mode is also how the text of a scan is laid over its picture,
    and there the picture has to show something.
    """
    width, height = page.get_size()
    if all(_is_large_and_inside(one.word, width, height) for one in words) and is_plain(page):
        return NOTHING
    objects = list_objects(page)
    doubted = _find_doubted(page, objects, words)
    if not doubted:
        return NOTHING
    textpage = page.get_textpage()
    try:
        reader = CharReader(textpage, page.get_height())
        letters = reader.letters()
        parts = [part for number in doubted for part in _split_word(reader, letters, number, words[number])]
        twins = _find_twins(parts)
        hidden = _find_hidden(page, objects, [part for part in parts if part not in twins], words)
        dropped = {*hidden, *twins}
        if not dropped:
            return NOTHING
        trusted = set(range(len(words))) - set(doubted)
        kept = {reader.drawn_by(place) for number in trusted for place in words[number].places}
    finally:
        textpage.close()
    kept |= {part.handle for part in parts if part not in dropped and _has_letters(part.word)}
    return Unseen(
        words=len({part.number for part in hidden}),
        letters=frozenset(letter for part in dropped if part.handle in kept for letter in part.letters),
        pieces=tuple({part.handle for part in dropped} - kept),
    )


def _find_doubted(page: pdfium.PdfPage, objects: PageObjects, words: Sequence[PageWord]) -> list[int]:
    """Numbers of the words to look at closely; signs without letters are among them where others are."""
    taken = Overlaps()
    for one in words:
        taken.add(edges_of(one.word))
    width, height = page.get_size()
    told = [
        number
        for number, one in enumerate(words)
        if one.mode != INVISIBLE_MODE
        and _is_large_and_inside(one.word, width, height)
        and _has_letters(one.word)
        and not taken.is_shared(edges_of(one.word))
    ]
    ink = RoughInk(page, objects, [one.word for one in words]) if told else None
    shown = {number for number in told if ink and ink.shows(words[number].word)}
    if all(number in shown or not _has_letters(one.word) for number, one in enumerate(words)):
        return []
    return [number for number in range(len(words)) if number not in shown]


def _has_letters(word: Word) -> bool:
    return any(map(str.isalnum, word.text))


def _is_large_and_inside(word: Word, width: float, height: float) -> bool:
    x0, x1, y, size = word.x0, word.x1, word.y, word.size
    is_inside = x0 >= 0 and x1 <= width and size <= y <= height
    return is_inside and size >= _TINY_POINTS and not 0 < x1 - x0 < _NARROW * size * len(word.text)


def _is_thin(word: Word) -> bool:
    is_squeezed = 0 < word.x1 - word.x0 < _NARROW * word.size * len(word.text)
    return word.size < _TINY_POINTS or is_squeezed


def _split_word(
    reader: CharReader, letters: Sequence[str], number: int, page_word: PageWord
) -> Iterator[_Part]:
    """Parts of a word: a dot that is seen may stand before letters that are not."""
    by_object = defaultdict(list)
    for place in page_word.places:
        if letters[place]:
            by_object[reader.drawn_by(place)].append(place)
    for places in by_object.values():
        text = "".join(letters[place] for place in places)
        word, mode, _ = make_word(reader, text, range(places[0], places[-1] + 1), page_word.word.page)
        boxes = [box for box in map(reader.ink_box, places) if box[3] - box[1] > _FLAT * word.size]
        yield _Part(
            number,
            word,
            mode,
            tuple(map(reader.letter, places)),
            tuple(boxes) or (edges_of(word),),
            bool(boxes) or reader.has_own_font(places[0]),
        )


def _find_hidden(
    page: pdfium.PdfPage, objects: PageObjects, parts: Sequence[_Part], words: Sequence[PageWord]
) -> list[_Part]:
    hidden, laid, drawn = [], [], []
    for part in parts:
        if _is_thin(part.word) or not _is_on_page(page, part):
            hidden.append(part)
        elif part.mode == INVISIBLE_MODE:
            laid.append(part)
        elif part.has_glyphs:
            if _has_letters(part.word):
                drawn.append(part)
        elif part.word.grey >= _PALE:  # a reading program has the font that is missing here
            hidden.append(part)
    is_scan = laid and _is_scan(page, words)
    places = [(part.word.x0, part.word.y - part.word.size, part.word.x1, part.word.y) for part in laid]
    found = find_on_picture(page, objects, places) if is_scan else [False] * len(laid)
    found += find_seen(page, objects, [Piece(part.handle, part.boxes, part.word.size) for part in drawn])
    return hidden + [part for part, is_found in zip([*laid, *drawn], found, strict=True) if not is_found]


def _find_twins(parts: Sequence[_Part]) -> set[_Part]:
    """Parts that say once more in the same look what stands at their place, as bold does."""
    first: dict[tuple[object, ...], _Part] = {}
    twins = set()
    for part in parts:
        word = part.word
        place = round(word.x0 / _TWIN), round(word.y / _TWIN)
        if first.setdefault((word.text, word.grey, part.mode, *place), part) is not part:
            twins.add(part)
    return twins


def _is_on_page(page: pdfium.PdfPage, part: _Part) -> bool:
    """True where the most of a part lies on the page."""
    width, height = page.get_size()
    lefts, tops, rights, bottoms = zip(*part.boxes, strict=True)
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    inside = max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))
    return bool(inside > 0 and inside >= _ON_PAGE * (right - left) * (bottom - top))


def _is_scan(page: pdfium.PdfPage, words: Sequence[PageWord]) -> bool:
    visible = sum(one.mode != INVISIBLE_MODE for one in words)
    return visible <= _VISIBLE_IN_SCAN * len(words) and has_large_picture(page)
