"""Colours of CSS with their opacity, however browsers write them, and those of a picture in words."""

from collections.abc import Iterator, Sequence
from typing import Any

import tinycss2
from tinycss2 import color5

from services.parser.readers.colours import BLACK_INK, Colour, Ink, lay_over
from services.parser.readers.html.lengths import read_length, split_tokens

# Colours of a browser's own parts.
_SYSTEM = {
    "canvas": "#fff", "field": "#fff", "window": "#fff", "background": "#fff", "canvastext": "#000",
    "fieldtext": "#000", "buttontext": "#000", "windowtext": "#000", "buttonface": "#efefef", "menu": "#fff",
}  # fmt: skip
_TO_LINEAR = {
    "xyz-d65": (
        (3.2409699, -1.5373832, -0.4986108),
        (-0.9692436, 1.8759675, 0.0415551),
        (0.0556301, -0.2039770, 1.0569715),
    ),
    "xyz-d50": (
        (3.1338561, -1.6168667, -0.4906146),
        (-0.9787684, 1.9161415, 0.0334540),
        (0.0719453, -0.2289914, 1.4052427),
    ),
}
_BY_XYZ = {
    "lab": "xyz-d50",
    "lch": "xyz-d50",
    "oklab": "xyz-d65",
    "oklch": "xyz-d65",
    "xyz-d65": "xyz-d65",
    "xyz-d50": "xyz-d50",
    "xyz": "xyz-d65",
}


def read_ink(text: str, current: Ink = BLACK_INK) -> Ink | None:
    """A colour of CSS; None for words that name none, `current` for 'currentcolor'."""
    token = tinycss2.parse_one_component_value(text, skip_comments=True)
    return None if token.type == "error" else _ink_of(token, current)


def find_inks(text: str, current: Ink = BLACK_INK) -> list[Ink]:
    """The colours among the words of a value, those in the functions of a picture too."""
    return list(_all_inks(tinycss2.parse_component_value_list(text), current))


def _all_inks(tokens: Sequence[Any], current: Ink) -> Iterator[Ink]:
    for token in tokens:
        if ink := _ink_of(token, current):
            yield ink
        elif token.type == "function" and token.lower_name not in ("url", "src"):
            yield from _all_inks(token.arguments, current)


def _ink_of(token: Any, current: Ink) -> Ink | None:
    if token.type == "ident" and token.lower_value in _SYSTEM:
        return read_ink(_SYSTEM[token.lower_value])
    if token.type == "function" and token.lower_name == "color-mix":
        return _mix(token.arguments, current)
    parts = split_tokens(token.arguments) if token.type == "function" else []
    if len(parts) > 1 and parts[0].type == "ident" and parts[0].lower_value == "from":
        return _ink_of(parts[1], current)
    return _known_ink(token, parts, current)


def _known_ink(token: Any, parts: Sequence[Any], current: Ink) -> Ink | None:
    if token.type not in ("ident", "hash", "function"):
        return None
    if any(part.type == "function" for part in parts) and token.lower_name != "light-dark":
        token = _work_out(token)
    try:
        found = color5.parse_color(token)
    except (TypeError, ValueError, IndexError, AttributeError):  # a function with other arguments
        return None
    if found == "currentcolor":
        return current
    return None if found is None else Ink(_to_rgb(found), found.alpha)


def _work_out(function: Any) -> Any:
    """The function with the sums among its arguments worked out."""
    numbers = (
        read_length(part.serialize(), whole=None) if part.type == "function" else None
        for part in function.arguments
    )
    words = (
        part.serialize() if number is None else str(number)
        for part, number in zip(function.arguments, numbers, strict=True)
    )
    return tinycss2.parse_one_component_value(f"{function.lower_name}({''.join(words)})")


def _mix(tokens: Sequence[Any], current: Ink) -> Ink | None:
    """The mean of two colours, weighted as told; mixed as screens do, whatever space is named."""
    inks = list(_all_inks(tokens, current))
    if len(inks) != 2:
        return None
    parts: list[float | None] = [None, None]
    number = -1
    for part in split_tokens(tokens):
        number += part == ","
        if part.type == "percentage" and 0 <= number < 2:
            parts[number] = min(max(part.value / 100, 0.0), 1.0)
    first = parts[0] if parts[0] is not None else 0.5 if parts[1] is None else 1 - parts[1]
    second = parts[1] if parts[1] is not None else 1 - first
    share = first / (first + second) if first + second else 0.5
    colour = lay_over(Ink(inks[0].colour, share), inks[1].colour)
    return Ink(colour, share * inks[0].opacity + (1 - share) * inks[1].opacity)


def _to_rgb(colour: Any) -> Colour:
    if colour.space in _BY_XYZ:
        space = _BY_XYZ[colour.space]
        xyz = colour.coordinates if colour.space.startswith("xyz") else colour.to(space).coordinates
        linear = (
            sum(weight * (part or 0) for weight, part in zip(row, xyz, strict=True))
            for row in _TO_LINEAR[space]
        )
        channels = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in linear]
    elif colour.space == "device-cmyk":
        *inks, black = colour.coordinates
        channels = [(1 - ink) * (1 - black) for ink in inks]
    else:
        known = colour.to("srgb") if colour.space in ("hsl", "hwb") else colour
        channels = [channel or 0.0 for channel in known.coordinates[:3]]
    red, green, blue = (round(255 * min(max(channel, 0.0), 1.0)) for channel in (*channels, 1, 1, 1)[:3])
    return red, green, blue
