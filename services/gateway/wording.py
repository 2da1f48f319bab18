"""What is wrong with a field, in Russian and in English, without the value: it may be personal."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

_FIELD_NAME = re.compile(r"\w{1,40}", re.ASCII)
_ERRORS_SHOWN = 10
_TEXT = ("нужен текст", "must be a text")
_WHOLE_NUMBER = ("нужно целое число", "must be a whole number")
_OBJECT = ("нужен объект JSON", "must be a JSON object")
_IDENTIFIER = ("нужен идентификатор UUID", "must be a UUID")
_CHOICE = ("допустимо одно из: {expected}", "must be one of: {expected}")
_WORDS = MappingProxyType(
    {
        "missing": ("обязательное поле", "required"),
        "extra_forbidden": ("такого поля нет", "there is no such field"),
        "enum": _CHOICE,
        "literal_error": _CHOICE,
        "string_type": _TEXT,
        "string_unicode": ("в тексте недопустимые знаки", "holds characters that are none"),
        "string_too_long": ("длиннее {max_length} знаков", "longer than {max_length} characters"),
        "string_too_short": ("короче {min_length} знаков", "shorter than {min_length} characters"),
        "int_parsing": _WHOLE_NUMBER,
        "int_parsing_size": _WHOLE_NUMBER,
        "int_type": _WHOLE_NUMBER,
        "int_from_float": _WHOLE_NUMBER,
        "greater_than": ("должно быть больше {gt}", "must be greater than {gt}"),
        "greater_than_equal": ("должно быть не меньше {ge}", "must be at least {ge}"),
        "less_than": ("должно быть меньше {lt}", "must be less than {lt}"),
        "less_than_equal": ("должно быть не больше {le}", "must be at most {le}"),
        "dict_type": _OBJECT,
        "model_type": _OBJECT,
        "model_attributes_type": _OBJECT,
        "uuid_parsing": _IDENTIFIER,
        "uuid_type": _IDENTIFIER,
        "json_invalid": ("неправильный JSON", "not valid JSON"),
    }
)
"""Pydantic's word for an error -> what is wrong, Russian and English, with the facts of the error."""
_OTHER = ("недопустимое значение", "not valid")


def explain_validation(error: ValidationError | RequestValidationError) -> tuple[str, str]:
    """Where a validation failed and why, in Russian and in English, without the values."""
    found = [_explain(one) for one in error.errors()[:_ERRORS_SHOWN]]
    return "; ".join(russian for russian, _ in found), "; ".join(english for _, english in found)


def _explain(error: Mapping[str, Any]) -> tuple[str, str]:
    facts = error.get("ctx", {})
    if error["type"] == "value_error":  # of our own checks, which say it in both languages
        russian, english = facts["error"].args
    else:
        russian, english = _WORDS.get(error["type"], _OTHER)
    in_russian = {name: str(fact).replace(" or ", " или ") for name, fact in facts.items()}
    place = _place(error["loc"])
    return (
        f"{place or 'тело'}: {russian.format(**in_russian)}",
        f"{place or 'body'}: {english.format(**facts)}",
    )


def _place(location: Sequence[str | int]) -> str:
    """The path to a field. A name that is none comes from the client, so it may be personal too."""
    names = (str(part) for part in location)
    return ".".join(name if _FIELD_NAME.fullmatch(name) else "?" for name in names)
