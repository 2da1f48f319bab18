"""Conditions of style sheets: what holds in the window of a desktop, which a page is judged in."""

import re
from collections.abc import Callable, Sequence
from operator import eq, ge, gt, le, lt
from typing import Any

import tinycss2

from services.parser.readers.html.lengths import HEIGHT, WIDTH, read_length, split_list, split_tokens

_WINDOW = {
    "width": WIDTH, "height": HEIGHT, "device-width": WIDTH, "device-height": HEIGHT,
    "inline-size": WIDTH, "block-size": HEIGHT, "aspect-ratio": WIDTH / HEIGHT,
    "device-aspect-ratio": WIDTH / HEIGHT, "color": 8.0, "color-index": 0.0, "monochrome": 0.0, "grid": 0.0,
}  # fmt: skip
_HABITS = {
    "orientation": "landscape", "hover": "hover", "any-hover": "hover", "pointer": "fine",
    "any-pointer": "fine", "prefers-color-scheme": "light", "prefers-reduced-motion": "no-preference",
    "prefers-contrast": "no-preference", "scripting": "enabled", "update": "fast", "color-gamut": "srgb",
    "display-mode": "browser", "overflow-block": "scroll", "overflow-inline": "scroll",
}  # fmt: skip
_SEEN_ON = ("all", "screen")
_SIGNS: dict[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}
_SIGN = re.compile(r"(<=|>=|<|>|=)")


class _UnknownError(Exception):
    """A feature that is not in the tables: the condition is taken as not met, whatever stands around it."""


def is_met(condition: str) -> bool:
    """True for a list of media queries one of which holds; for an empty one too."""
    groups = split_list(split_tokens(tinycss2.parse_component_value_list(condition)))
    return groups == [[]] or any(_holds(group) for group in groups)


def is_supported(condition: str) -> bool:
    """True unless a browser that knows everything would say no."""
    return not condition.strip().lower().startswith("not")


def _holds(tokens: Sequence[Any]) -> bool:
    try:
        return _all_hold(tokens)
    except _UnknownError:
        return False


def _all_hold(tokens: Sequence[Any]) -> bool:
    words = [token.lower_value if token.type == "ident" else "" for token in tokens]
    if words and words[0] == "not":
        return not _all_hold(tokens[1:])
    parts = [
        _part_holds(token)
        for token, word in zip(tokens, words, strict=True)
        if word not in ("and", "or", "only")
    ]
    return any(parts) if "or" in words else all(parts)


def _part_holds(token: Any) -> bool:
    if token.type == "ident":
        return token.lower_value in _SEEN_ON
    if token.type != "() block":
        raise _UnknownError
    inner = split_tokens(token.content)
    if inner and (
        inner[0].type == "() block" or (inner[0].type == "ident" and inner[0].lower_value == "not")
    ):
        return _all_hold(inner)
    return _feature_holds(tinycss2.serialize(token.content).strip().lower())


def _feature_holds(text: str) -> bool:
    name, colon, value = (part.strip() for part in text.partition(":"))
    if colon and name in _HABITS:
        return _HABITS[name] == value
    if colon:
        sign = {"min-": ">=", "max-": "<="}.get(name[:4], "=")
        return _compare(name[4:] if sign != "=" else name, sign, value)
    parts = [part.strip() for part in _SIGN.split(text)]
    if len(parts) == 1:
        return _HABITS.get(name, "none") != "none" or bool(_side(name))
    return all(
        _SIGNS[parts[place]](_side(parts[place - 1]), _side(parts[place + 1]))
        for place in range(1, len(parts), 2)
    )


def _compare(name: str, sign: str, value: str) -> bool:
    if name not in _WINDOW:
        raise _UnknownError
    return _SIGNS[sign](_WINDOW[name], _side(value))


def _side(text: str) -> float:
    number = _WINDOW.get(text, read_length(text) if text else None)
    if number is None:
        raise _UnknownError
    return number
