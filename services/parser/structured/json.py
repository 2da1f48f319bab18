"""JSON documents: which format it is, told by the keys."""

from collections.abc import Callable
from typing import Any

from services.parser.readers.limits import ParseLimits
from services.parser.structured.hh_api import read_hh_api_resume
from services.parser.structured.json_resume import read_open_resume
from services.parser.structured.load import load_object
from services.parser.structured.manual import fit_own_fields
from shared.contracts.document import DocumentKind
from shared.contracts.resume import Resume
from shared.errors import InvalidInput
from shared.reference.problems import problem

_OWN_FIELDS = frozenset(Resume.model_fields)
# The first row whose keys the document shares decides, so the most particular keys come first.
_FORMATS: tuple[tuple[frozenset[str], Callable[[dict[str, Any]], Resume]], ...] = (
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
    (_OWN_FIELDS, lambda fields: fit_own_fields(fields, DocumentKind.JSON)),
)


def read_json_resume(content: bytes, limits: ParseLimits) -> Resume:
    """Read the hh.ru API's document, JSON Resume or our own fields.

    Raises:
        InvalidInput: `not_a_resume` for keys of none of them, `invalid_resume_fields`, and what
            `load_object` raises.
    """
    fields = load_object(content, limits)
    for keys, read_format in _FORMATS:
        if keys & fields.keys():
            return read_format(fields)
    raise InvalidInput(problem("not_a_resume"))
