"""Words of two scripts, such as 'Python-разработчик': OCR reads both halves in the letters of one of them.

Cut at the hyphen and set apart, each half is read in its own letters. All such words of a page are read in
one more go, a word a row.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image

Area = tuple[int, int, int, int]
"""Edges in dots: left, top, right, bottom."""

_MOST = 20
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁё]")
_ODD = re.compile(r"[^\W\d_][\d{}|$\[\]<>¢]+[^\W\d_]|[a-zа-яё][A-ZА-ЯЁ]")
_HALVES = re.compile(r"\w[^\s-]*-[^\s-]*\w")
# Bands of a line as shares of the size above its baseline: a hyphen is dark in the middle one only.
_BANDS = ((0.46, 0.78), (0.16, 0.44), (-0.22, 0.14))
_INK, _PAPER = 225, 240  # shades of a column's average
_HYPHEN_WIDTH = 0.16  # of the size
_EVEN = 30  # shades: how much the columns of one hyphen may differ
_GAP, _ROW = 1.0, 2.2  # of the size


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word on a picture: where it is, its baseline in dots from the top, and its size in dots."""

    text: str
    box: Area
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class HalvesPicture:
    """A picture of words cut into halves; `rows` says which word stands between which dots from the top."""

    picture: Image.Image
    rows: Mapping[int, tuple[int, int]]


def draw_halves(picture: Image.Image, words: Sequence[FoundWord]) -> HalvesPicture | None:
    """Set the halves of words apart that look as if they were of two scripts; None where there are none."""
    cuts = {
        number: cut
        for number, word in enumerate(words)
        if _looks_mixed(word.text) and (cut := _cut(picture, word))
    }
    if not cuts:
        return None
    chosen = dict(list(cuts.items())[:_MOST])
    heights = {number: round(_ROW * words[number].size) for number in chosen}
    width = max(sum(half.width for half in halves) for halves in chosen.values())
    sheet = Image.new("L", (width + 4 * max(heights.values()), sum(heights.values())), 255)
    rows, top = {}, 0
    for number, halves in chosen.items():
        left = heights[number] // 2
        for half in halves:
            sheet.paste(half, (left, top + (heights[number] - half.height) // 2))
            left += half.width + round(_GAP * words[number].size)
        rows[number] = (top, top + heights[number])
        top += heights[number]
    return HalvesPicture(sheet, rows)


def join_halves(halves: HalvesPicture, read: Sequence[FoundWord]) -> dict[int, str]:
    """Texts of the words by number, out of what was read on the picture of their halves."""
    texts = {}
    for number, (top, bottom) in halves.rows.items():
        row = sorted(
            (word.box[0], word.text) for word in read if top <= (word.box[1] + word.box[3]) / 2 < bottom
        )
        parts = [text.strip("-–—") for _, text in row]
        if len(parts) == 2 and all(parts):  # more are a half that was read as two words
            texts[number] = "-".join(parts)
    return texts


def _looks_mixed(text: str) -> bool:
    if not _HALVES.search(text) or "@" in text or "/" in text:
        return False
    return bool(_LATIN.search(text) and _CYRILLIC.search(text)) or bool(_ODD.search(text))


def _cut(picture: Image.Image, word: FoundWord) -> tuple[Image.Image, Image.Image] | None:
    """Pictures of the two halves; None where no hyphen can be seen."""
    left, top, right, bottom = word.box
    columns = [_average_columns(picture, word, *band) for band in _BANDS]
    is_hyphen = [
        high > _PAPER and middle < _INK and low > _PAPER for high, middle, low in zip(*columns, strict=True)
    ]
    runs = [found.span() for found in re.finditer("1+", "".join(str(int(one)) for one in is_hyphen))]
    edge = word.size / 2
    wide = [
        (start, end)
        for start, end in runs
        if end - start >= _HYPHEN_WIDTH * word.size and edge < start and end < len(is_hyphen) - edge
    ]
    even = [run for run in wide if _spread(columns[1][run[0] + 1 : run[1] - 1]) <= _EVEN]
    if not even:
        return None
    start, end = max(even, key=lambda run: run[1] - run[0])
    return picture.crop((left, top, left + start, bottom)), picture.crop((left + end, top, right, bottom))


def _spread(shades: bytes) -> int:
    return max(shades) - min(shades) if shades else 0


def _average_columns(picture: Image.Image, word: FoundWord, low: float, high: float) -> bytes:
    """Average shade of each column of a word between two heights above the baseline."""
    left, _, right, _ = word.box
    band = (left, round(word.baseline - high * word.size), right, round(word.baseline - low * word.size))
    return picture.crop(band).resize((right - left, 1), Image.Resampling.BOX).tobytes()
