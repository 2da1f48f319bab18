"""What of a page's text is seen: the page as it is shown, compared with the page without its text.

A difference between the two is what the text adds for an eye, whatever hides it: its colour, a cover, a clip,
a layer, a note on top, a font of blanks.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from services.parser.lines import Word
from services.parser.readers.colours import SEEN_DIFFERENCE
from services.parser.readers.pdf.objects import (
    SIDE_MAX,
    PageObjects,
    find_far_pictures,
    has_own_look,
    left_out,
    painted_black,
)

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom; points from the upper left corner of the page."""

_DOTS_MAX = 2400  # of a side, for pages as large as a wall
_DOTS_PER_POINT = 2.0
_ROUGH_DOTS_PER_POINT = 1.0
_MARGIN = 4.0  # points
# Of the size, above the baseline: in these rows all letters and digits have strokes.
_ROWS = (0.12, 0.25, 0.38)
_ROW_INK = 0.15  # of these rows: what any letters draw, in each half of a word
_SHORT = 3  # letters: a word without halves
_SEEN = bytes(255 if shade >= SEEN_DIFFERENCE else 0 for shade in range(256))
_TEXT_HEIGHT = 0.7  # of the size: capitals
_CELL = 2.0  # points: the height of a row in which words overlap
_LAYERS_MAX = 8  # words at one place that are judged, the lowest first
_READABLE = 3  # words in sight on top of each other; nobody can read more
_INK_MIN = 60  # of 255: what a letter in black draws at least
_BLANK = 32  # of 255: beside the letters
_BESIDE = [255 if shade < _BLANK else 0 for shade in range(256)]
_ANY = [0] + [255] * 255
_NEEDED = [max(0, int(SEEN_DIFFERENCE * shade / 255) - 1) for shade in range(256)]  # of what ink would draw
_SEEN_SHARE = 0.5  # of a word's ink, of its width and of its height
_DENSITY_MIN = 0.07  # of the letters' boxes: less ink has no font
_STAINED = 0.6  # of the letters' contrast: beside them there may be less
_SMALL_POINTS = 6.0  # below it a letter needs more contrast


class Overlaps:
    """Which parts of a page words take: rows of cells, each row the bits of one number."""

    def __init__(self) -> None:
        self._taken: defaultdict[int, int] = defaultdict(int)
        self._shared: defaultdict[int, int] = defaultdict(int)

    def add(self, edges: Edges) -> None:
        """Take the cells of a rectangle."""
        bits = _bits_of(edges)
        for row in _rows_of(edges):
            self._shared[row] |= self._taken[row] & bits
            self._taken[row] |= bits

    def is_taken(self, edges: Edges) -> bool:
        """Whether something stands there."""
        bits = _bits_of(edges)
        return any(self._taken[row] & bits for row in _rows_of(edges))

    def is_shared(self, edges: Edges) -> bool:
        """Whether two things stand at one place there."""
        bits = _bits_of(edges)
        return any(self._shared[row] & bits for row in _rows_of(edges))


def _bits_of(edges: Edges) -> int:
    left = _within(edges[0]) + 1
    return ((1 << max(1, _within(edges[2]) - left)) - 1) << left


def _rows_of(edges: Edges) -> range:
    top = int(_within(edges[1]) / _CELL)
    return range(top, max(top + 1, int(_within(edges[3]) / _CELL)))


def _within(edge: float) -> int:
    return int(min(max(0.0, edge), SIDE_MAX))  # in this order it takes what is no number too


def edges_of(word: Word) -> Edges:
    """Where a word's letters stand."""
    return word.x0, word.y - _TEXT_HEIGHT * word.size, word.x1, word.y


class RoughInk:
    """Where the text of a page draws something that is seen, in few dots: what tells most words at once."""

    def __init__(self, page: pdfium.PdfPage, objects: PageObjects, words: Sequence[Word]) -> None:
        self._scale = _scale_of(page, _ROUGH_DOTS_PER_POINT)
        with left_out(find_far_pictures(page, words)):
            shown = _render(page, self._scale, "L")
            if objects.drawings or has_own_look(page):
                with left_out(objects.texts):
                    bare = _render(page, self._scale, "L")
            else:
                bare = Image.new("L", shown.size, 255)
        self._width, self._height = shown.size
        self._dots = ImageChops.difference(shown, bare).tobytes().translate(_SEEN)

    def shows(self, word: Word) -> bool:
        """True where strokes go through the whole of a word; False says nothing yet."""
        left, right = int(self._scale * word.x0), int(self._scale * word.x1) + 1
        top = int(self._scale * (word.y - _ROWS[-1] * word.size))
        is_inside = left >= 0 and right <= self._width and top >= 0 and self._scale * word.y < self._height
        if not is_inside or word.size < _SMALL_POINTS:
            return False
        middle = (left + right) // 2 if len(word.text) > _SHORT else right
        count, first, second = self._dots.count, 0, 0
        for share in _ROWS:
            start = int(self._scale * (word.y - share * word.size)) * self._width
            before, after = (
                count(255, start + left, start + middle),
                count(255, start + middle, start + right),
            )
            if not before and not after:
                return False
            first, second = first + before, second + after
        least = _ROW_INK * len(_ROWS)
        return first >= least * (middle - left) and second >= least * (right - middle)


class Piece(NamedTuple):
    """Letters that are judged as one: who draws them, the boxes of their outlines, and their size."""

    handle: int
    boxes: Sequence[Edges]
    size: float

    @property
    def edges(self) -> Edges:
        """Around all letters."""
        lefts, tops, rights, bottoms = zip(*self.boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def find_seen(page: pdfium.PdfPage, objects: PageObjects, pieces: Sequence[Piece]) -> list[bool]:
    """Which pieces an eye can see: the most of what they would draw in black makes a difference.

    Pieces at one place are drawn in black one after another, so that none is seen by what another one draws.
    """
    if not pieces:
        return []
    area = _area_around(page, pieces)
    scale = _scale_of(page, _DOTS_PER_POINT)
    shown = _render(page, scale, "RGB", area)
    with left_out(objects.texts):
        bare = _render(page, scale, "RGB", area)
    difference = ImageChops.difference(shown, bare).convert("L")
    in_sight = [Overlaps() for _ in range(_LAYERS_MAX)]
    seen: list[int] = []
    for taken, layer in zip(in_sight, _split_into_layers(pieces), strict=False):
        ink = _draw_black(page, objects, {pieces[number].handle for number in layer}, scale, area)
        for number in layer:
            if _is_seen(pieces[number], difference, ink, scale, area):
                taken.add(pieces[number].edges)
                seen.append(number)
    readable = {
        number
        for number in seen
        if sum(taken.is_taken(pieces[number].edges) for taken in in_sight) <= _READABLE
    }
    return [number in readable for number in range(len(pieces))]


def find_on_picture(page: pdfium.PdfPage, objects: PageObjects, places: Sequence[Edges]) -> list[bool]:
    """At which places the drawings of a page show something, its text left out."""
    scale = _scale_of(page, _DOTS_PER_POINT)
    with left_out(objects.texts):
        picture = _render(page, scale, "L")
    found = []
    for edges in places:
        darkest, lightest = _crop(picture, edges, scale).getextrema()
        found.append(int(lightest) - int(darkest) >= _INK_MIN)  # type: ignore[arg-type] # of one band
    return found


def _split_into_layers(pieces: Sequence[Piece]) -> list[list[int]]:
    """Numbers of pieces that do not overlap; what lies too deep is in no layer."""
    by_handle = defaultdict(list)
    for number, piece in enumerate(pieces):
        by_handle[piece.handle].append(number)
    layers: list[tuple[Overlaps, list[int]]] = [(Overlaps(), []) for _ in range(_LAYERS_MAX)]
    for numbers in by_handle.values():
        places = [pieces[number].edges for number in numbers]
        for taken, layer in layers:
            if not any(map(taken.is_taken, places)):
                for edges in places:
                    taken.add(edges)
                layer.extend(numbers)
                break
    return [layer for _, layer in layers if layer]


def _draw_black(
    page: pdfium.PdfPage, objects: PageObjects, handles: set[int], scale: float, area: Edges
) -> Image.Image:
    """Pieces of text alone, as much ink as they have: 255 where they cover a dot."""
    others = [handle for handle in objects.texts if handle not in handles]
    with left_out(objects.drawings), left_out(others), painted_black(list(handles)):
        drawn = _render(page, scale, "RGB", area, has_notes=False)
    return ImageChops.invert(drawn).convert("L")


def _is_seen(piece: Piece, difference: Image.Image, ink: Image.Image, scale: float, area: Edges) -> bool:
    edges = piece.edges
    ink, difference = (_crop(image, edges, scale, area) for image in (ink, difference))
    most = int(ink.getextrema()[1])  # type: ignore[arg-type] # of one band
    half = (most + 1) // 2
    strokes = ink.point([0] * half + [255] * (256 - half))
    told = ImageChops.subtract(difference, ink.point(_NEEDED)).point(_ANY)
    seen = ImageChops.darker(strokes, told)
    box = seen.getbbox()
    if most < _INK_MIN or box is None:
        return False
    across, upwards = scale * (edges[2] - edges[0]), scale * (edges[3] - edges[1])
    letters = sum((right - left) * (bottom - top) for left, top, right, bottom in piece.boxes)
    drawn = _count(strokes)
    contrast = int(ImageChops.darker(seen, difference).getextrema()[1])  # type: ignore[arg-type]
    return (
        box[2] - box[0] >= _SEEN_SHARE * across
        and box[3] - box[1] >= _SEEN_SHARE * upwards
        and _count(seen) >= _SEEN_SHARE * drawn
        and drawn >= _DENSITY_MIN * letters * scale * scale
        and contrast >= SEEN_DIFFERENCE * max(1.0, _SMALL_POINTS / piece.size)
        and _stands_out(ink, seen, difference)
    )


def _stands_out(ink: Image.Image, seen: Image.Image, difference: Image.Image) -> bool:
    """Whether there is less beside the strokes than on them: no blot, no pile of other words."""
    beside = ink.point(_BESIDE)
    return _count(beside) == 0 or _average(difference, beside) < _STAINED * _average(difference, seen)


def _count(mask: Image.Image) -> int:
    return mask.histogram()[255]


def _average(image: Image.Image, mask: Image.Image) -> float:
    shades = image.histogram(mask)
    return sum(shade * count for shade, count in enumerate(shades)) / max(1, sum(shades))


def _area_around(page: pdfium.PdfPage, pieces: Sequence[Piece]) -> Edges:
    """The part of a page that holds all pieces, with a margin."""
    width, height = page.get_size()
    lefts, tops, rights, bottoms = zip(*(piece.edges for piece in pieces), strict=True)
    left, top = max(0.0, min(lefts) - _MARGIN), max(0.0, min(tops) - _MARGIN)
    right, bottom = min(width, max(rights) + _MARGIN), min(height, max(bottoms) + _MARGIN)
    return (left, top, right, bottom) if left < right and top < bottom else (0.0, 0.0, width, height)


def _render(
    page: pdfium.PdfPage, scale: float, mode: str, area: Edges | None = None, *, has_notes: bool = True
) -> Image.Image:
    width, height = page.get_size()
    left, top, right, bottom = area or (0.0, 0.0, width, height)
    bitmap = page.render(
        scale=scale,
        crop=(left, height - bottom, width - right, top),
        draw_annots=has_notes,
        grayscale=mode == "L",
    )
    try:
        picture: Image.Image = bitmap.to_pil().convert(mode)
    finally:
        bitmap.close()
    return picture


def _scale_of(page: pdfium.PdfPage, dots_per_point: float) -> float:
    return float(min(dots_per_point, _DOTS_MAX / max(1.0, *page.get_size())))


def _crop(image: Image.Image, edges: Edges, scale: float, area: Edges = (0.0, 0.0, 0.0, 0.0)) -> Image.Image:
    """A rectangle of a picture of an area, not smaller than a dot, nor reaching over the picture."""
    left, top = (
        min(max(0, int(scale * (edges[axis] - area[axis]))), image.size[axis] - 1) for axis in (0, 1)
    )
    right = min(image.width, int(scale * (edges[2] - area[0])) + 1)
    bottom = min(image.height, int(scale * (edges[3] - area[1])) + 1)
    return image.crop((left, top, max(left + 1, right), max(top + 1, bottom)))
