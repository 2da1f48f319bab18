"""How the elements of a page are seen: whether at all, where, how large, in which colour and on what.

The page's own style sheets are read as a browser on a desktop reads them; what needs a layout is left out: a
box that covers another, a text that its box cuts off because it is long.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import html

from services.parser.readers.colours import BLACK_INK, FAINT, WHITE, Colour, Ink, is_seen, lay_over
from services.parser.readers.html.boxes import (
    find_motion,
    find_opacity,
    has_no_room,
    is_cut_away,
    is_inline,
    is_squeezed,
    offset_of,
)
from services.parser.readers.html.colours import find_inks, read_ink
from services.parser.readers.html.lengths import HEIGHT, WIDTH, find_functions, read_length, read_lengths
from services.parser.readers.html.properties import Style, settle, size_of
from services.parser.readers.html.sheets import Declared, PageSheets

_TINY_PIXELS = 4.0
_NARROW = 0.1  # of the letters' usual width
_OPAQUE = 0.9
_FAR_BACK = -500.0  # pixels to the left of the page or above it
_FAR_RIGHT = 2000.0  # beyond the window
_FAR_DOWN = {False: 50_000.0, True: 2000.0}  # in a page, which is scrolled, and in the window
_NEAR_SHADOW = 6.0
_ROWS = ("flex", "grid", "-webkit-box", "-webkit-flex")
_PLACED = ("absolute", "fixed", "relative", "sticky", "-webkit-sticky")


@dataclass(frozen=True, slots=True)
class View:
    """What an element inherits."""

    ink: Ink = BLACK_INK
    fill: Ink | None = None  # of the letters, where it is not the ink
    outlines: tuple[Ink, ...] = ()  # of the letters' edges and shadows
    cut_out: tuple[Colour, ...] | None = ()  # the letters are holes to it; None: to a picture
    backgrounds: tuple[Colour, ...] | None = (WHITE,)  # one of them; None: a picture
    opacity: float = 1.0
    pixels: float = 16.0
    wide: float = 1.0
    high: float = 1.0
    right: float = 0.0
    down: float = 0.0
    indent: float = 0.0
    line: float = 19.0
    spacing: str = "normal"
    in_window: bool = False  # its place does not scroll
    is_anchored: bool = False  # something around it is what it is placed in
    in_row: bool = False  # the box around it gives it room
    is_gone: bool = False
    is_unseen: bool = False  # by its visibility, which an element inside may switch on again
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_hidden(self) -> bool:
        """True where nobody sees a text of the element."""
        if self.is_gone or self.is_unseen or self.is_far or self.opacity < FAINT:
            return True
        if self.pixels * abs(self.high) < _TINY_PIXELS or abs(self.wide) < _NARROW:
            return True
        return is_squeezed(self.spacing, self.pixels) or not self.has_seen_colour

    @property
    def is_far(self) -> bool:
        """True for a text beyond the page."""
        first = self.right + self.indent
        return (
            min(self.right, first, self.down) <= _FAR_BACK
            or max(self.right, first) >= _FAR_RIGHT
            or self.down >= _FAR_DOWN[self.in_window]
        )

    @property
    def has_seen_colour(self) -> bool:
        """True where the letters are told apart from what is behind them."""
        fill = self.fill or self.ink
        if fill.opacity < _OPAQUE:
            if self.cut_out is None:
                return True
            if is_seen([Ink(colour) for colour in self.cut_out], self.backgrounds, self.opacity):
                return True
        return is_seen((fill, *self.outlines), self.backgrounds, self.opacity)


class PageStyles:
    """The styles of a page's elements.

    Args:
        root: the parsed page; its style sheets are read at once.
    """

    def __init__(self, root: html.HtmlElement) -> None:
        self._sheets = PageSheets(root)

    def look(self, element: html.HtmlElement, inherited: View) -> View:
        """How an element is seen inside of one that is seen like `inherited`."""
        declared = [*_read_attributes(element), *self._sheets.declarations_of(element)]
        if not declared and not inherited.in_row:
            return inherited
        style, variables = settle(declared, inherited.variables)
        if frame := self._last_frame(style):
            style, variables = settle([*declared, *frame], inherited.variables)
        view = replace(inherited, variables=variables, pixels=size_of(style, inherited.pixels))
        return _take_place(_take_colours(_take_words(view, style), style), element.tag, style)

    def _last_frame(self, style: Style) -> tuple[Declared, ...]:
        """What an animation ends in, if it stays so."""
        words = f"{style.get('animation', '')} {style.get('animation-name', '')}".split()
        stays = f"{style.get('animation', '')} {style.get('animation-fill-mode', '')}"
        if not any(word in stays for word in ("forwards", "both")):
            return ()
        frames = {name.lower(): frame for name, frame in self._sheets.keyframes.items()}
        return next((frames[word] for word in words if word in frames), ())


def _read_attributes(element: html.HtmlElement) -> list[Declared]:
    """What a browser makes of tags and of old attributes before it reads any style."""
    tag, found = element.tag, []
    is_closed = tag == "dialog" and "open" not in element.attrib
    if is_closed or "hidden" in element.attrib or "popover" in element.attrib or _is_folded(element):
        found.append(Declared("display", "none"))
    if tag in ("small", "sub", "sup"):
        found.append(Declared("font-size", "smaller"))
    for attribute, name in (("color", "color"), ("text", "color"), ("bgcolor", "background-color")):
        if value := element.get(attribute):
            found.append(Declared(name, value))
    if tag == "body" and (picture := element.get("background")):
        found.append(Declared("background-image", f"url({picture!r})"))
    return found


def _is_folded(element: Any) -> bool:
    """True for what is in `details` that nobody has opened, but not for their summary."""
    around = element.getparent()
    if around is None or around.tag != "details" or "open" in around.attrib:
        return False
    return bool(element is not around.find("summary"))


def _take_words(view: View, style: Style) -> View:
    """What is inherited of lines and letters, and whether the element is shown."""
    em = view.pixels
    if visibility := style.get("visibility"):
        view = replace(view, is_unseen=visibility != "visible")
    if "text-indent" in style:
        view = replace(view, indent=read_length(style["text-indent"].split()[0], em) or 0.0)
    if "letter-spacing" in style:
        view = replace(view, spacing=style["letter-spacing"])
    height = style.get("line-height", "normal")
    if (line := read_length(height, em, whole=em)) is not None:
        is_factor = read_length(height, 2 * em, whole=2 * em) == line and height.replace(".", "").isdigit()
        view = replace(view, line=line * em if is_factor else line)
    elif "font-size" in style:
        view = replace(view, line=1.2 * em)
    is_gone = (
        style.get("display") == "none"
        or style.get("content-visibility") == "hidden"
        or style.get("content", "").startswith("url(")
    )
    return replace(view, is_gone=view.is_gone or is_gone, opacity=view.opacity * find_opacity(style))


def _take_colours(view: View, style: Style) -> View:
    ink = read_ink(style.get("color", ""), view.ink) or view.ink
    view = replace(view, ink=ink)
    if "-webkit-text-fill-color" in style:
        view = replace(view, fill=read_ink(style["-webkit-text-fill-color"], ink))
    if any(name in style for name in ("-webkit-text-stroke", "-webkit-text-stroke-width", "text-shadow")):
        view = replace(view, outlines=(*_stroke_of(style, ink), *_shadow_of(style, ink)))
    behind = _backgrounds(view, style, ink)
    if style.get("background-clip", "").strip() == "text":
        return replace(view, cut_out=behind)
    return replace(view, backgrounds=behind)


def _stroke_of(style: Style, ink: Ink) -> list[Ink]:
    words = f"{style.get('-webkit-text-stroke', '')} {style.get('-webkit-text-stroke-width', '')}"
    if not any(length and length > 0 for length in read_lengths(words)):
        return []
    return find_inks(f"{words} {style.get('-webkit-text-stroke-color', '')}", ink) or [ink]


def _shadow_of(style: Style, ink: Ink) -> list[Ink]:
    """The colours of a shadow so near and sharp that the letters are read by it."""
    shadow = style.get("text-shadow", "none")
    lengths = [abs(length) for length in read_lengths(shadow) if length is not None]
    is_sharp = bool(lengths) and max(lengths) <= _NEAR_SHADOW
    return find_inks(shadow, ink) if is_sharp else []


def _backgrounds(view: View, style: Style, ink: Ink) -> tuple[Colour, ...] | None:
    """What may lie behind a text: the colour, with the colours of gradients over it."""
    behind = view.backgrounds
    colour = read_ink(style.get("background-color", ""), ink)
    if colour and colour.opacity >= _OPAQUE:
        behind = (colour.colour,)
    elif colour and behind is not None:
        behind = tuple(dict.fromkeys(lay_over(colour, other) for other in behind))
    sizes = read_lengths(style.get("background-size", ""), view.pixels)
    picture = style.get("background-image", "")
    if not picture or any(size is not None and size < _TINY_PIXELS for size in sizes):
        return behind
    if "url(" in picture or "image" in picture:
        return None
    inks = [
        ink
        for name, given in find_functions(picture)
        if "gradient" in name
        for ink in find_inks(" ".join(given))
    ]
    if not inks or behind is None:
        return behind
    return tuple(dict.fromkeys(lay_over(ink, other) for ink in inks for other in behind))[:50]


def _take_place(view: View, tag: str, style: Style) -> View:
    em, position = view.pixels, style.get("position", "static")
    if is_inline(tag, style, view.in_row):
        style = {
            name: value for name, value in style.items() if name not in ("transform", "scale", "translate")
        }
        no_room = False
    else:
        no_room = has_no_room(tag, style, em, view.in_row, view.line)
    view = _shift(view, style, position)
    motion = find_motion(style, em)
    is_turned = style.get("backface-visibility") == "hidden" and motion.wide * motion.high < 0
    is_gone = no_room or is_turned or is_cut_away(style, em)
    return replace(
        view,
        wide=view.wide * motion.wide,
        high=view.high * motion.high,
        right=view.right + motion.right,
        down=view.down + motion.down,
        is_anchored=view.is_anchored or position in _PLACED,
        in_row=any(word in style.get("display", "") for word in _ROWS),
        is_gone=view.is_gone or is_gone,
    )


def _shift(view: View, style: Style, position: str) -> View:
    """Add the margins, paddings and offsets of an element to where the one around it lies."""
    em = view.pixels
    right, down, in_window = view.right, view.down, view.in_window
    right += sum(read_length(style.get(name, ""), em) or 0.0 for name in ("margin-left", "padding-left"))
    down += sum(read_length(style.get(name, ""), em) or 0.0 for name in ("margin-top", "padding-top"))
    if style.get("float") == "right":
        right -= min(read_length(style.get("margin-right", ""), em) or 0.0, 0.0)
    if position in _PLACED:
        is_free = position == "fixed" or (position == "absolute" and not view.is_anchored)
        if position == "fixed":
            right, down, in_window = 0.0, 0.0, True
        right += offset_of(style, em, ("left", "right"), WIDTH if is_free else None) or 0.0
        down += offset_of(style, em, ("top", "bottom"), HEIGHT if is_free else None) or 0.0
    return replace(view, right=right, down=down, in_window=in_window)
