"""JSON fields: loading them, and telling a person which ones do not fit."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from services.parser.lines import clean_text
from services.parser.readers.limits import ParseLimits
from services.parser.readers.text import require_text
from services.parser.tables.dates import drop_false_day
from shared.errors import InvalidInput
from shared.reference.problems import problem

_Model = TypeVar("_Model", bound=BaseModel)
_NAMED_FIELDS = 8


def load_json(text: str) -> Any:
    """Load JSON of any shape, its strings cleaned.

    Raises:
        InvalidInput: `damaged_document`.
    """
    try:
        return clean_strings(json.loads(text))
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise InvalidInput(problem("damaged_document")) from error


def check_text_length(text: str, limits: ParseLimits) -> None:
    """Refuse a text that is too long.

    Raises:
        InvalidInput: `too_much_text`.
    """
    if len(text) > limits.max_chars:
        raise InvalidInput(problem("too_much_text", limit=limits.max_chars))


def load_object(content: bytes, limits: ParseLimits) -> dict[str, Any]:
    """Load a JSON object, or the only one of a list.

    Raises:
        InvalidInput: `too_much_text`, `damaged_document` and what `require_object` raises.
    """
    text = require_text(content)
    check_text_length(text, limits)
    return require_object(load_json(text))


def require_object(loaded: Any) -> dict[str, Any]:
    """The object that was loaded, or the only one of a list.

    Raises:
        InvalidInput: `several_resumes`, `not_a_resume`, or `empty_document` for an object without fields.
    """
    if isinstance(loaded, list) and loaded and all(isinstance(one, dict) for one in loaded):
        if len(loaded) > 1:
            raise InvalidInput(problem("several_resumes", count=len(loaded)))
        loaded = loaded[0]
    if not isinstance(loaded, dict):
        raise InvalidInput(problem("not_a_resume"))
    if not loaded:
        raise InvalidInput(problem("empty_document"))
    return loaded


def clean_strings(value: Any) -> Any:
    """A loaded value with `clean_text` done to every string in it, and no date that does not exist."""
    if isinstance(value, str):
        return drop_false_day(clean_text(value))
    if isinstance(value, list):
        return [clean_strings(inner) for inner in value]
    if isinstance(value, dict):
        return {clean_text(name): clean_strings(inner) for name, inner in value.items()}
    return value


def fit_fields(model: type[_Model], fields: dict[str, Any]) -> _Model:
    """Fit loaded fields into a model.

    Raises:
        InvalidInput: `invalid_resume_fields`, which names the fields and never their values.
    """
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        places = dict.fromkeys(_name_place(found["loc"]) for found in error.errors(include_input=False))
        where = ", ".join(list(places)[:_NAMED_FIELDS])
        raise InvalidInput(problem("invalid_resume_fields", where=where)) from error


def _name_place(place: tuple[int | str, ...]) -> str:
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return name.lstrip(".")[:80]
