"""Where a box of a page lies and what of it is left: what moves and shrinks it, what cuts it off."""

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from services.parser.readers.colours import FAINT
from services.parser.readers.html.colours import find_inks
from services.parser.readers.html.lengths import HEIGHT, WIDTH, find_functions, read_length, read_lengths
from services.parser.readers.html.properties import Style

_NO_ROOM_PIXELS = 4.0
_PART_PIXELS = 300.0  # what 100% are taken for in a box of unknown size
_WHOLE_PIXELS = 900.0  # a cut of so much leaves nothing of a paragraph
_CUT_SHARE = 0.95
_SQUEEZED_EM = -0.35  # between letters: most lie on each other
_BLURRED_EM = 0.6
_CLIPPED = ("hidden", "clip", "auto", "scroll", "overlay")
_CONTAINED = ("paint", "strict", "content")
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("time", "tt", "u", "var"),
    }
)  # fmt: skip
_GROWING = frozenset({"td", "th", "tr", "table", "tbody", "thead"})
_DIGITS = "-.0123456789"
_NUMBER = re.compile(r"-?\d*\.?\d+")


class Motion(NamedTuple):
    """What transforms do to a box: what share of its sides stays, and how far it is moved, pixels."""

    wide: float = 1.0
    high: float = 1.0
    right: float = 0.0
    down: float = 0.0


def is_inline(tag: str, style: Style, in_row: bool) -> bool:
    """True for an element in a line of text, which has no width and height and cannot be turned."""
    display = style.get("display", "inline" if tag in _INLINE else "block")
    floats = style.get("float", "none") != "none" or style.get("position") in ("absolute", "fixed")
    return display == "inline" and not floats and not in_row


def find_motion(style: Style, em: float) -> Motion:
    """The transforms of an element, one after another."""
    steps = [
        _MOTIONS[name](arguments, em)
        for name, arguments in find_functions(style.get("transform", ""))
        if name in _MOTIONS
    ]
    for name in ("scale", "translate", "rotate"):
        if (words := style.get(name, "none").split()) and words != ["none"]:
            steps.append(_MOTIONS[name](words, em))
    if zoom := read_length(style.get("zoom", ""), whole=1.0):
        steps.append(Motion(zoom, zoom))
    elif zoom == 0:
        steps.append(Motion())
    wide = math.prod(step.wide for step in steps)
    high = math.prod(step.high for step in steps)
    return Motion(wide, high, sum(step.right for step in steps), sum(step.down for step in steps))


def is_cut_away(style: Style, em: float) -> bool:
    """True where a clip, a mask or a filter leaves nothing to be seen of any element."""
    shapes = list(find_functions(style.get("clip-path", "")))
    if style.get("position") in ("absolute", "fixed"):
        shapes += list(find_functions(style.get("clip", "")))
    if any(name in _SHAPES and _SHAPES[name](arguments, em) for name, arguments in shapes):
        return True
    mask = style.get("mask-image", "")
    inks = [] if "url(" in mask else find_inks(mask)
    if inks and all(ink.opacity < FAINT for ink in inks):
        return True
    blurs = [
        read_lengths(" ".join(given), em)
        for name, given in find_functions(style.get("filter", ""))
        if name == "blur"
    ]
    return any(blur and (blur[0] or 0) >= _BLURRED_EM * em for blur in blurs)


def find_opacity(style: Style) -> float:
    """How much of an element covers what lies behind, by its opacity and its filter."""
    values = [style.get("opacity", "1")]
    values += [
        given[0] for name, given in find_functions(style.get("filter", "")) if name == "opacity" and given
    ]
    numbers = (read_length(value, whole=1.0) for value in values)
    return math.prod(min(max(1.0 if number is None else number, 0.0), 1.0) for number in numbers)


def has_no_room(tag: str, style: Style, em: float, in_row: bool, line: float) -> bool:
    """True for a box that cuts off its text and is too small for any.

    Args:
        tag: of the element.
        style: of the element.
        em: size of its font, pixels.
        in_row: whether the box around it gives it room as it sees fit.
        line: height of its lines, pixels.
    """
    if tag in _GROWING or "table" in style.get("display", ""):
        return False
    is_clipped = any(style.get(f"overflow-{axis}", "") in _CLIPPED for axis in "xy")
    if not is_clipped and not any(word in style.get("contain", "") for word in _CONTAINED):
        return False
    if in_row and re.match(r"auto|initial|[1-9.]", style.get("flex", style.get("flex-grow", "0"))):
        return False
    across = _room(style, em, "width", ("left", "right"), WIDTH)
    down = _room(style, em, "height", ("top", "bottom"), None)
    if down is None:
        down = line + _paddings(style, em, ("top", "bottom"))
    return min(down, _NO_ROOM_PIXELS if across is None else across) < _NO_ROOM_PIXELS


def is_squeezed(spacing: str, em: float) -> bool:
    """True for letters that lie on each other."""
    found = read_length(spacing, em, whole=em)
    return found is not None and found <= _SQUEEZED_EM * max(em, 1.0)


def offset_of(style: Style, em: float, sides: tuple[str, str], whole: float | None) -> float | None:
    """How far to the right or down a box that is placed lies; None where nothing is said."""
    for side, sign in zip(sides, (1, -1), strict=True):
        near = read_length(style.get(side, ""), em, whole)
        if near is None and whole is None:
            near = _part_of(style.get(side, ""), em)
        if near is not None:
            return sign * near
    return None


def _part_of(text: str, em: float) -> float | None:
    """Pixels with percents of a box whose size is not known."""
    return read_length(text, em, _PART_PIXELS)


def _paddings(style: Style, em: float, sides: Sequence[str]) -> float:
    return sum(max(read_length(style.get(f"padding-{side}", ""), em) or 0.0, 0.0) for side in sides)


def _room(style: Style, em: float, name: str, sides: Sequence[str], whole: float | None) -> float | None:
    values = (read_length(style.get(key, ""), em, whole) for key in (name, f"max-{name}"))
    known = [value for value in values if value is not None]
    if not known:
        return None
    least = style.get(f"min-{name}", "0")
    if least not in ("auto", "none") and (read_length(least, em, HEIGHT) or 0.0) >= _NO_ROOM_PIXELS:
        return None
    return min(known) + _paddings(style, em, sides)


def _scale(given: Sequence[str], em: float) -> Motion:
    numbers = [read_length(text, em, whole=1.0) for text in given] or [1.0]
    wide, high = numbers[0], numbers[1] if len(numbers) > 1 else numbers[0]
    return Motion(1.0 if wide is None else wide, 1.0 if high is None else high)


def _move(given: Sequence[str], em: float) -> Motion:
    numbers = [_part_of(text, em) or 0.0 for text in given] or [0.0]
    return Motion(right=numbers[0], down=numbers[1] if len(numbers) > 1 else 0.0)


def _turn(given: Sequence[str], em: float) -> float:
    """How much is seen of a side that is turned away from the eye."""
    return math.cos(math.radians(read_length(given[-1] if given else "0", em) or 0.0))


def _matrix(given: Sequence[str], em: float, places: tuple[int, int, int, int, int, int]) -> Motion:
    numbers = [read_length(text, em) or 0.0 for text in given]
    if len(numbers) <= max(places):
        return Motion()
    a, b, c, d, right, down = (numbers[place] for place in places)
    flat = abs(a * d - b * c)
    wide, high = math.hypot(a, b), math.hypot(c, d)
    return Motion(wide, flat / wide if wide else high and 0.0, right, down)


def _rotate(given: Sequence[str], em: float) -> Motion:
    if len(given) == 2 and given[0] in "xy":
        seen = _turn(given, em)
        return Motion(wide=seen) if given[0] == "y" else Motion(high=seen)
    return Motion()


_MOTIONS: dict[str, Callable[[Sequence[str], float], Motion]] = {
    "scale": _scale,
    "scale3d": _scale,
    "scalex": lambda given, em: Motion(wide=_scale(given, em).wide),
    "scaley": lambda given, em: Motion(high=_scale(given, em).wide),
    "translate": _move,
    "translate3d": _move,
    "translatex": lambda given, em: Motion(right=_move(given, em).right),
    "translatey": lambda given, em: Motion(down=_move(given, em).right),
    "rotatex": lambda given, em: Motion(high=_turn(given, em)),
    "rotatey": lambda given, em: Motion(wide=_turn(given, em)),
    "rotate": _rotate,
    "matrix": lambda given, em: _matrix(given, em, (0, 1, 2, 3, 4, 5)),
    "matrix3d": lambda given, em: _matrix(given, em, (0, 1, 4, 5, 12, 13)),
}


def _is_cut_in(given: Sequence[str], em: float) -> bool:
    """True where the sides that are cut in meet."""
    sides = list(given[: given.index("round")] if "round" in given else given) or ["0"]
    top, right = sides[0], sides[1] if len(sides) > 1 else sides[0]
    bottom, left = sides[2] if len(sides) > 2 else top, sides[3] if len(sides) > 3 else right
    for near, far in ((top, bottom), (left, right)):
        share = sum((read_length(side, em, 1.0) or 0.0) for side in (near, far) if side.endswith("%"))
        pixels = sum((read_length(side, em) or 0.0) for side in (near, far) if not side.endswith("%"))
        if share >= _CUT_SHARE or pixels >= _WHOLE_PIXELS:
            return True
    return False


def _is_small(given: Sequence[str], em: float) -> bool:
    """True for a circle or an ellipse without a size."""
    sizes = given[: given.index("at")] if "at" in given else given
    return any((number := _part_of(size, em)) is not None and number < _NO_ROOM_PIXELS for size in sizes)


def _is_flat(numbers: Sequence[float]) -> bool:
    """True for points, x and y in turn, that have nothing between them."""
    across, down = numbers[::2], numbers[1::2]
    return any(not side or max(side) - min(side) < _NO_ROOM_PIXELS for side in (across, down))


def _points(given: Sequence[str], em: float) -> list[float]:
    return [_part_of(text, em) or 0.0 for text in given if text[0] in _DIGITS]


def _is_low(given: Sequence[str], em: float) -> bool:
    """True for the rectangle of four edges with no room between two of them."""
    edges = [read_length(edge, em) for edge in given]
    if len(edges) != 4:
        return False
    pairs = ((edges[0], edges[2]), (edges[3], edges[1]))
    return any(far is not None and far - (near or 0.0) < _NO_ROOM_PIXELS for near, far in pairs)


_SHAPES: dict[str, Callable[[Sequence[str], float], bool]] = {
    "inset": _is_cut_in,
    "circle": _is_small,
    "ellipse": _is_small,
    "rect": _is_low,
    "polygon": lambda given, em: _is_flat(_points(given, em)),
    "path": lambda given, _: _is_flat([float(found) for found in _NUMBER.findall("".join(given))]),
    "xywh": lambda given, em: any((_part_of(size, em) or 0.0) < _NO_ROOM_PIXELS for size in given[2:4]),
}  # fmt: skip
