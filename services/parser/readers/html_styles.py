"""Style sheets of a page, as far as they say what a browser shows: which elements, and where they lie.

A small part of CSS: selectors of tags, classes, ids and attributes with blanks and '>' between them, and the
properties that hide. Rules that need a state, a pseudo-element or another medium than a screen are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree, html

from services.parser.readers.colours import WHITE, Colour, is_told_apart, read_colour

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_MEDIA = re.compile(r"@media([^{}]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", re.IGNORECASE)
_SCREEN = re.compile(r"(?:^|[\s,])(?:all|screen|only screen)\b|^\s*$", re.IGNORECASE)
_COMPOUND = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[^\]]+\])*)", re.IGNORECASE)
_PART = re.compile(
    r"(?P<mark>[.#])(?P<name>[\w-]+)|\[(?P<attribute>[\w-]+)(?:=[\"']?(?P<value>[^\"'\]]*)[\"']?)?\]"
)
_LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|em|rem|vw|vh|%)?")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "vw": 12.0, "vh": 8.0, None: 1.0}
_TINY_PIXELS = 4.0
_FAR_PIXELS = 500.0
_FAINT = 0.1
_RULES_MAX = 2000
_FLAT = re.compile(
    r"rect\(\s*0(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+0|inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0"
)
_SHRUNK = re.compile(r"scale(?:3d|x|y)?\(\s*0(?:\.0\d*)?\s*[,)]", re.IGNORECASE)
_MOVED = re.compile(r"translate(?:3d|x|y)?\(([^)]*)\)", re.IGNORECASE)
_ALPHA = re.compile(r"(?:rgba|hsla)\(.*[,/]\s*0?\.?0*\s*\)", re.IGNORECASE)
_MANY_COLOURED = re.compile(r"url\(|gradient", re.IGNORECASE)

Style = dict[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """What an element inherits: whether it is shown, in which colour, on what, and how large."""

    colour: Colour = (0, 0, 0)
    background: Colour | None = WHITE  # None: a picture
    pixels: float = 16.0
    is_gone: bool = False
    is_unseen: bool = False  # by its visibility, which an element inside may switch on again

    @property
    def is_hidden(self) -> bool:
        """True where nobody sees a text of the element."""
        is_vanished = self.background is not None and not is_told_apart(self.colour, self.background)
        return self.is_gone or self.is_unseen or is_vanished or self.pixels < _TINY_PIXELS


class PageStyles:
    """The styles of a page's elements.

    Args:
        root: the parsed page; its style sheets are read at once.
    """

    def __init__(self, root: html.HtmlElement) -> None:
        sheets = "\n".join(sheet.text or "" for sheet in root.iter("style"))
        self._styles: dict[Any, Style] = defaultdict(dict)
        rules = sorted(_read_rules(sheets), key=lambda rule: rule[0])
        for _, path, declarations in rules:
            for element in _find_elements(root, path):
                self._styles[element] |= declarations

    def look(self, element: html.HtmlElement, inherited: View) -> View:
        """How an element is seen inside of one that is seen like `inherited`."""
        style = {**_read_attributes(element), **self._styles.get(element, {})}
        important = {name: value for name, value in style.items() if "!important" in value}
        style |= _read_declarations(element.get("style", "")) | important
        style = {name: value.replace("!important", "").strip().lower() for name, value in style.items()}
        view = _take_colours(inherited, style)
        view = replace(view, pixels=_read_size(style.get("font-size", ""), inherited.pixels))
        if visibility := style.get("visibility"):
            view = replace(view, is_unseen=visibility in ("hidden", "collapse"))
        return replace(view, is_gone=inherited.is_gone or _is_gone(style))


def _read_rules(sheets: str) -> Iterator[tuple[tuple[int, int], str, Style]]:
    """Rules as (weight and order, path of elements, declarations)."""
    sheets = _MEDIA.sub(lambda found: found[2] if _SCREEN.search(found[1]) else "", _COMMENT.sub("", sheets))
    for order, rule in enumerate(_RULE.finditer(sheets)):
        if order >= _RULES_MAX:
            return
        for selector in rule[1].split(","):
            if path := _make_path(selector.strip()):
                weight = 100 * selector.count("#") + 10 * len(re.findall(r"[.\[]", selector))
                yield (
                    (weight + len(re.findall(r"(?:^|[\s>])[a-z]", selector)), order),
                    path,
                    _read_declarations(rule[2]),
                )


def _read_declarations(text: str) -> Style:
    pairs = (declaration.partition(":") for declaration in text.split(";"))
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def _read_attributes(element: html.HtmlElement) -> Style:
    """Old attributes that say what styles say now."""
    style = {"display": "none"} if "hidden" in element.attrib else {}
    for attribute, name in (("color", "color"), ("text", "color"), ("bgcolor", "background-color")):
        if value := element.get(attribute):
            style[name] = value
    return style


def _make_path(selector: str) -> str | None:
    """XPath of a selector, None for one of another kind."""
    path = ""
    axis = "//"
    for step in re.sub(r"\s*>\s*", " > ", selector).split():
        if step == ">":
            axis = "/"
            continue
        found = _COMPOUND.fullmatch(step)
        if found is None:
            return None
        path += (
            f"{axis}{(found['tag'] or '*').lower()}{''.join(map(_make_test, _PART.finditer(found['rest'])))}"
        )
        axis = "//"
    return path or None


def _make_test(part: re.Match[str]) -> str:
    if part["mark"] == ".":
        return f"[contains(concat(' ', normalize-space(@class), ' '), ' {part['name']} ')]"
    if part["mark"] == "#":
        return f"[@id='{part['name']}']"
    return f"[@{part['attribute']}]" if part["value"] is None else f"[@{part['attribute']}='{part['value']}']"


def _find_elements(root: html.HtmlElement, path: str) -> list[Any]:
    try:
        return list(root.xpath(path))
    except etree.XPathError:
        return []


def _take_colours(view: View, style: Style) -> View:
    fill = style.get("background-color") or style.get("background") or ""
    if _MANY_COLOURED.search(style.get("background", "") + style.get("background-image", "")):
        view = replace(view, background=None)
    elif fill and not _ALPHA.match(fill) and (found := _first_colour(fill)):
        view = replace(view, background=found)
    ink = style.get("color", "")
    if ink == "transparent" or _ALPHA.match(ink):
        return replace(view, colour=view.background or view.colour, is_gone=True)
    return replace(view, colour=read_colour(ink) or view.colour)


def _first_colour(text: str) -> Colour | None:
    return read_colour(text) or next(filter(None, map(read_colour, text.split())), None)


def _read_size(text: str, inherited: float) -> float:
    found = _LENGTH.match(text)
    if found is None:
        return inherited
    number, unit = _read_number(found[1]), found[2]
    if unit in ("em", "%"):
        return inherited * number / (100 if unit == "%" else 1)
    return number * _PIXELS[unit]


def _is_gone(style: Style) -> bool:
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    opacity = _LENGTH.match(style.get("opacity", ""))
    if opacity and _read_number(opacity[1]) * (0.01 if opacity[2] == "%" else 1) < _FAINT:
        return True
    has_no_room = style.get("overflow", "").startswith(("hidden", "clip")) and any(
        (length := _read_pixels(style.get(name, ""))) is not None and length <= 1
        for name in ("width", "height", "max-width", "max-height")
    )
    return has_no_room or _is_cut_away(style) or _is_far_away(style)


def _is_cut_away(style: Style) -> bool:
    shape = style.get("clip-path", "") + style.get("clip", "") * (
        style.get("position") in ("absolute", "fixed")
    )
    return bool(_FLAT.search(shape) or _SHRUNK.search(style.get("transform", "")))


def _is_far_away(style: Style) -> bool:
    names = ["text-indent", "margin-left", "margin-top"]
    if style.get("position") in ("absolute", "fixed", "relative"):
        names += ["left", "top", "right", "bottom"]
    moved = _MOVED.search(style.get("transform", ""))
    offsets = [style.get(name, "") for name in names] + (moved[1].split(",") if moved else [])
    return any((length := _read_pixels(offset)) is not None and length <= -_FAR_PIXELS for offset in offsets)


def _read_pixels(text: str) -> float | None:
    found = _LENGTH.match(text.strip())
    return None if found is None or found[2] == "%" else _read_number(found[1]) * _PIXELS[found[2]]


def _read_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:  # such as '1.2.3'
        return 1.0
