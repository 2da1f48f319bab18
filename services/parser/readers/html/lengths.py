"""Numbers and lengths of CSS in pixels, its arithmetic worked out, and the functions in a value."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import tinycss2

WIDTH, HEIGHT = 1440.0, 900.0
"""Of the window that a page is judged in, pixels."""

_PIXELS = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54,
    "rem": 16.0, "vw": WIDTH / 100, "vh": HEIGHT / 100, "vi": WIDTH / 100, "vb": HEIGHT / 100,
    "vmin": HEIGHT / 100, "vmax": WIDTH / 100, "svw": WIDTH / 100, "svh": HEIGHT / 100, "lvw": WIDTH / 100,
    "lvh": HEIGHT / 100, "dvw": WIDTH / 100, "dvh": HEIGHT / 100, "cqw": WIDTH / 100, "cqh": HEIGHT / 100,
    "rlh": 19.0, "rex": 8.0, "rch": 8.0,
}  # fmt: skip
_EMS = {"em": 1.0, "ex": 0.5, "ch": 0.5, "lh": 1.2, "ic": 1.0, "cap": 0.7}
_DEGREES = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}
_CONSTANTS = {"infinity": 1e9, "-infinity": -1e9, "pi": math.pi, "e": math.e, "nan": 0.0}
_ARITHMETIC: dict[str, Callable[..., float]] = {
    "calc": lambda value: value,
    "-webkit-calc": lambda value: value,
    "-moz-calc": lambda value: value,
    "min": min,
    "max": max,
    "clamp": lambda low, value, high: max(low, min(value, high)),
    "abs": abs,
    "round": lambda value, step=1.0: round(value / step) * step if step else value,
    "sign": lambda value: math.copysign(1, value) if value else 0.0,
    "sqrt": lambda value: math.sqrt(max(value, 0.0)),
    "hypot": math.hypot,
}
_ARITHMETIC = {**_ARITHMETIC, "-webkit-min": min, "-webkit-max": max}


class _NotANumberError(Exception):
    """What stands there is no number that this module knows."""


def read_length(text: str, em: float = 16.0, whole: float | None = WIDTH) -> float | None:
    """Pixels of a length, or the number of a plain one; None for another kind of value.

    Args:
        text: such as '2em', '0' or 'calc(100% - 20px)'.
        em: size of the font, pixels.
        whole: what 100% are, pixels; None where only a laid out page would tell.
    """
    try:
        return _add_up(split_tokens(tinycss2.parse_component_value_list(text)), em, whole)
    except (_NotANumberError, TypeError, ValueError, OverflowError):
        return None


def read_lengths(text: str, em: float = 16.0, whole: float | None = WIDTH) -> list[float | None]:
    """Pixels of each of the values between blanks."""
    values = split_tokens(tinycss2.parse_component_value_list(text))
    return [read_length(value.serialize(), em, whole) for value in values]


def split_tokens(tokens: Sequence[Any] | None) -> list[Any]:
    """The tokens without blanks and comments."""
    return [token for token in tokens or () if token.type not in ("whitespace", "comment")]


def split_list(tokens: Sequence[Any]) -> list[list[Any]]:
    """The tokens between commas."""
    groups: list[list[Any]] = [[]]
    for part in tokens:
        if part == ",":
            groups.append([])
        else:
            groups[-1].append(part)
    return groups


def find_functions(text: str) -> Iterator[tuple[str, list[str]]]:
    """Name and arguments of each function in a value; what stands between blanks counts as arguments too."""
    for token in tinycss2.parse_component_value_list(text):
        if token.type == "function":
            given = [part.serialize() for part in split_tokens(token.arguments) if part not in (",", "/")]
            yield token.lower_name, given


def _add_up(tokens: Sequence[Any], em: float, whole: float | None) -> float:
    total, sign = 0.0, 1.0
    term: list[Any] = []
    for part in (*tokens, None):
        if part is None or (term and part in ("+", "-")):
            total += sign * _multiply(term, em, whole)
            sign, term = -1.0 if part == "-" else 1.0, []
        else:
            term.append(part)
    return total


def _multiply(tokens: Sequence[Any], em: float, whole: float | None) -> float:
    if len(tokens) % 2 == 0:
        raise _NotANumberError
    product = _number_of(tokens[0], em, whole)
    for sign, token in zip(tokens[1::2], tokens[2::2], strict=True):
        number = _number_of(token, em, whole)
        if sign == "*":
            product *= number
        elif sign == "/":
            product = product / number if number else 1e9
        else:
            raise _NotANumberError
    return product


def _number_of(token: Any, em: float, whole: float | None) -> float:
    if token.type == "number":
        return float(token.value)
    if token.type == "percentage" and whole is not None:
        return float(token.value) / 100 * whole
    if token.type == "dimension":
        return _pixels_of(token, em)
    if token.type == "ident" and token.lower_value in _CONSTANTS:
        return _CONSTANTS[token.lower_value]
    if token.type == "() block":
        return _add_up(split_tokens(token.content), em, whole)
    if token.type == "function" and token.lower_name in _ARITHMETIC:
        return float(_ARITHMETIC[token.lower_name](*_arguments(token, em, whole)))
    raise _NotANumberError


def _pixels_of(token: Any, em: float) -> float:
    unit = token.lower_unit
    factor = _EMS[unit] * em if unit in _EMS else _PIXELS.get(unit) or _DEGREES.get(unit)
    if factor is None:
        raise _NotANumberError
    return float(token.value) * factor


def _arguments(function: Any, em: float, whole: float | None) -> list[float]:
    return [_add_up(split_tokens(group), em, whole) for group in split_list(function.arguments)]
