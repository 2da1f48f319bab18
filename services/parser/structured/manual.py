"""The fields of a Resume, typed in by hand."""

from typing import Any

from services.parser.readers.limits import ParseLimits
from services.parser.structured.load import fit_fields, load_object
from shared.contracts.document import DocumentKind
from shared.contracts.resume import Resume


def read_manual_resume(content: bytes, limits: ParseLimits) -> Resume:
    """Read JSON of the Resume fields; `source` is ours, whatever it says.

    Raises:
        InvalidInput: `invalid_resume_fields` for unknown fields and values that don't fit, and what
            `load_object` raises.
    """
    return fit_own_fields(load_object(content, limits), DocumentKind.MANUAL)


def fit_own_fields(fields: dict[str, Any], kind: DocumentKind) -> Resume:
    """Fit our own fields into a Resume that comes from a document of `kind`."""
    return fit_fields(Resume, {**fields, "source": {"kind": kind}})
