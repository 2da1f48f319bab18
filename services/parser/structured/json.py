"""Resumes as JSON: which format it is, told by the keys."""

from collections.abc import Callable
from typing import Any

from services.parser.readers.limits import ParseLimits
from services.parser.readers.text import require_text
from services.parser.structured.hh_api import read_hh_api_resume
from services.parser.structured.json_resume import read_open_resume
from services.parser.structured.load import (
    check_text_length,
    fit_fields,
    load_json,
    load_object,
    require_object,
)
from services.parser.structured.training_rows import find_rows, read_row
from shared.contracts.document import DocumentKind
from shared.contracts.resume import Resume
from shared.errors import InvalidInput
from shared.reference.problems import problem

_OWN_FIELDS = frozenset(Resume.model_fields)
# The first row whose keys the document shares decides, so the most particular keys come first.
_FOREIGN_FORMATS: tuple[tuple[frozenset[str], Callable[[dict[str, Any]], Resume]], ...] = (
    (frozenset({"basics", "work"}), read_open_resume),
    (
        frozenset(
            {
                "skill_set",
                "first_name",
                "last_name",
                "professional_roles",
                "total_experience",
                "can_view_full_info",
            }
        ),
        read_hh_api_resume,
    ),
)


def read_json_resume(content: bytes, limits: ParseLimits) -> Resume:
    """Read a JSON file: the hh.ru API's document, JSON Resume, one training row or our own fields.

    Raises:
        InvalidInput: `not_a_resume` for keys of none of them, `several_resumes`, `invalid_resume_fields`,
            and what `load_object` raises.
    """
    text = require_text(content)
    loaded = load_json(text)
    rows = find_rows(loaded)
    if rows and len(rows) > 1:
        raise InvalidInput(problem("several_resumes", count=len(rows)))
    check_text_length(text, limits)
    if rows:
        return read_row(rows[0]).resume
    fields = require_object(loaded)
    read_foreign = _foreign_format(fields)
    if read_foreign:
        return read_foreign(fields)
    if not _OWN_FIELDS & fields.keys():
        raise InvalidInput(problem("not_a_resume"))
    return _fit_own_fields(fields, DocumentKind.JSON)


def read_manual_resume(content: bytes, limits: ParseLimits) -> Resume:
    """Read the fields that a client has given: those of `Resume`, or of one of the formats above.

    Raises:
        InvalidInput: `invalid_resume_fields` for unknown fields and values that don't fit, and what
            `load_object` raises.
    """
    fields = load_object(content, limits)
    read_foreign = _foreign_format(fields)
    return read_foreign(fields) if read_foreign else _fit_own_fields(fields, DocumentKind.MANUAL)


def _foreign_format(fields: dict[str, Any]) -> Callable[[dict[str, Any]], Resume] | None:
    return next((read for keys, read in _FOREIGN_FORMATS if keys & fields.keys()), None)


def _fit_own_fields(fields: dict[str, Any], kind: DocumentKind) -> Resume:
    return fit_fields(Resume, {**fields, "source": {"kind": kind}})
