"""What is declared of an element, made plain: variables filled in, shorthands apart, nonsense left out."""

import re
from collections.abc import Callable, Iterable, Mapping

import tinycss2

from services.parser.readers.html.colours import find_inks, read_ink
from services.parser.readers.html.lengths import read_length, read_lengths, split_tokens
from services.parser.readers.html.sheets import Declared

Style = dict[str, str]

_SIDES = ("top", "right", "bottom", "left")
_VARIABLE = re.compile(r"var\(\s*(--[^\s,()]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)", re.IGNORECASE)
_VALUE_MAX = 4000  # characters: variables in variables multiply
_STEPS_MAX = 30
_TO_PARENTS = ("inherit", "unset", "revert", "revert-layer")
_INITIAL = {"color": "#000", "font-size": "16px", "visibility": "visible"}
_PICTURE = re.compile(r"url\(|gradient\(|image\(|image-set\(|element\(|paint\(|cross-fade\(", re.IGNORECASE)
_DISPLAYS = re.compile(
    r"(?:none|contents|block|inline|inline-\w+|flow(?:-root)?|flex|grid|table[\w-]*|list-item|run-in|ruby[\w-]*"
    r"|math|-webkit-(?:inline-)?(?:box|flex)|\s)+"
)
_POSITIONS = ("static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky")
_SIZES = {
    "xx-small": "9px", "x-small": "10px", "small": "13px", "medium": "16px", "large": "18px",
    "x-large": "24px", "xx-large": "32px", "xxx-large": "48px", "smaller": "0.83em", "larger": "1.2em",
}  # fmt: skip

_ALIASES = {
    "inline-size": "width", "block-size": "height", "max-inline-size": "max-width",
    "max-block-size": "max-height", "min-inline-size": "min-width", "min-block-size": "min-height",
    "inset-inline-start": "left", "inset-inline-end": "right", "inset-block-start": "top",
    "inset-block-end": "bottom", "margin-inline-start": "margin-left", "margin-inline-end": "margin-right",
    "margin-block-start": "margin-top", "padding-inline-start": "padding-left",
    "padding-block-start": "padding-top", "padding-block-end": "padding-bottom",
    "padding-inline-end": "padding-right", "overflow-inline": "overflow-x", "overflow-block": "overflow-y",
    "-webkit-mask-image": "mask-image", "-webkit-transform": "transform", "-webkit-filter": "filter",
    "-webkit-clip-path": "clip-path", "-webkit-background-clip": "background-clip",
    "-webkit-animation": "animation", "-webkit-opacity": "opacity", "-webkit-flex": "flex",
    "-webkit-backface-visibility": "backface-visibility",
}  # fmt: skip


def _four_sides(name: str) -> Callable[[str], Style]:
    def expand(value: str) -> Style:
        top, right, bottom, left = _take_four(value)
        values = dict(zip(_SIDES, (top, right, bottom, left), strict=True))
        return {side if name == "inset" else f"{name}-{side}": text for side, text in values.items()}

    return expand


def _take_four(value: str) -> tuple[str, str, str, str]:
    parts = _words(value) or ["0"]
    right = parts[1] if len(parts) > 1 else parts[0]
    bottom = parts[2] if len(parts) > 2 else parts[0]
    return parts[0], right, bottom, parts[3] if len(parts) > 3 else right


def _two(first: str, second: str) -> Callable[[str], Style]:
    def expand(value: str) -> Style:
        parts = _words(value)
        return {first: parts[0], second: parts[-1]} if parts else {}

    return expand


def _expand_background(value: str) -> Style:
    """The layers' pictures, and the colour, which stands in the last layer."""
    plain = _PICTURE.split(value)[0] + value.rpartition(")")[2] if _PICTURE.search(value) else value
    colours = [word for word in _words(plain) if read_ink(word)]
    size = re.search(r"/\s*([^\s,]+(?:\s+[\d.][^\s,]*)?)", plain)
    return {
        "background-color": colours[-1] if colours else "transparent",
        "background-image": value if _PICTURE.search(value) else "none",
        "background-clip": "text" if "text" in _words(plain) else "border-box",
        "background-size": size[1] if size else "auto",
    }


def _expand_font(value: str) -> Style:
    """Size and height of lines: the first length among the words, and what stands after its slash."""
    words = _words(value)
    for place, word in enumerate(words):
        is_weight = word.isdigit() and int(word) >= 100
        if word in _SIZES or (not is_weight and read_length(word) is not None):
            after = words[place + 1 : place + 3]
            line = after[1] if len(after) == 2 and after[0] == "/" else "normal"
            return {"font-size": word, "line-height": line}
    return {}


_SHORTHANDS: dict[str, Callable[[str], Style]] = {
    "margin": _four_sides("margin"),
    "padding": _four_sides("padding"),
    "inset": _four_sides("inset"),
    "inset-inline": _two("left", "right"),
    "inset-block": _two("top", "bottom"),
    "margin-inline": _two("margin-left", "margin-right"),
    "margin-block": _two("margin-top", "margin-bottom"),
    "padding-inline": _two("padding-left", "padding-right"),
    "padding-block": _two("padding-top", "padding-bottom"),
    "overflow": _two("overflow-x", "overflow-y"),
    "background": _expand_background,
    "font": _expand_font,
    "mask": lambda value: {"mask-image": value},
    "-webkit-mask": lambda value: {"mask-image": value},
}


def _is_length(value: str) -> bool:
    return read_length(value) is not None or value in ("auto", "none", "normal") or "-content" in value


def _is_ink(value: str) -> bool:
    return read_ink(value) is not None


_LENGTHS = (
    *_SIDES,
    *(f"{box}-{side}" for box in ("margin", "padding") for side in _SIDES),
    *("width", "height", "max-width", "max-height", "min-width", "min-height", "text-indent"),
)
# A browser leaves out a value that it does not understand, and an earlier one holds.
_VALID: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(_LENGTHS, _is_length),
    "color": _is_ink,
    "background-color": _is_ink,
    "-webkit-text-fill-color": _is_ink,
    "-webkit-text-stroke": lambda value: bool(find_inks(value) or read_lengths(value)),
    "display": lambda value: bool(_DISPLAYS.fullmatch(value)),
    "visibility": lambda value: value in ("visible", "hidden", "collapse"),
    "font-size": lambda value: value in _SIZES or read_length(value) is not None,
    "opacity": lambda value: read_length(value) is not None,
    "zoom": lambda value: value in ("normal", "reset") or read_length(value) is not None,
    "position": lambda value: value in _POSITIONS,
}  # fmt: skip


def settle(declarations: Iterable[Declared], variables: Mapping[str, str]) -> tuple[Style, dict[str, str]]:
    """The style of an element, and the variables that hold in it.

    Args:
        declarations: the strongest last.
        variables: those of the element around it.
    """
    declared = list(declarations)
    known = {**variables, **{part.name: part.value for part in declared if part.name.startswith("--")}}
    style: Style = {}
    for part in declared:
        if part.name.startswith("--"):
            continue
        has_variable = "var(" in part.value.lower()
        value = _fill_in(part.value, known) if has_variable else part.value
        name = _ALIASES.get(part.name, part.name)
        for longhand, words in _take_apart(name, value).items():
            _declare(style, longhand, words, has_variable)
    return style, known


def size_of(style: Style, inherited: float) -> float:
    """Size of the font in pixels; the keywords are those of a browser's usual settings."""
    value = style.get("font-size", "")
    found = read_length(_SIZES.get(value, value), em=inherited, whole=inherited) if value else None
    return inherited if found is None else max(found, 0.0)


def _take_apart(name: str, value: str) -> Style:
    if name != "background" and not name.startswith(("background-image", "mask")):
        value = value.lower()
    if name in _SHORTHANDS and value.lower() not in (*_TO_PARENTS, "initial"):
        return _SHORTHANDS[name](value)
    return {name: value}


def _declare(style: Style, name: str, value: str, has_variable: bool) -> None:
    if name == "all" or value in _TO_PARENTS:
        style.pop(name, None)
    elif value == "initial":
        style.pop(name, None)
        style |= {name: _INITIAL[name]} if name in _INITIAL else {}
    elif name not in _VALID or _VALID[name](value):
        style[name] = value
    elif has_variable:
        style.pop(name, None)


def _fill_in(value: str, variables: Mapping[str, str]) -> str:
    for _ in range(_STEPS_MAX):
        found = _VARIABLE.search(value)
        if found is None or len(value) > _VALUE_MAX:
            break
        filled = variables.get(found[1], found[2] or "")
        value = value[: found.start()] + filled + value[found.end() :]
    return value.strip()


def _words(value: str) -> list[str]:
    return [token.serialize() for token in split_tokens(tinycss2.parse_component_value_list(value))]
