"""Cursors of paged lists: opaque to the client, a place in the order for us."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from services.gateway.problems import reject_request


def encode_cursor(created_at: datetime, assessment_id: UUID) -> str:
    """The cursor that continues after this assessment."""
    return base64.urlsafe_b64encode(f"{created_at.isoformat()}|{assessment_id}".encode()).decode()


def decode_cursor(cursor: str) -> tuple[datetime, UUID]:
    """The place that a cursor stands for.

    Raises:
        RequestRejected: it was not made by `encode_cursor`.
    """
    try:
        created_at, _, assessment_id = base64.urlsafe_b64decode(cursor).decode().partition("|")
        return datetime.fromisoformat(created_at), UUID(assessment_id)
    except (binascii.Error, ValueError):
        raise reject_request("cursor: недопустимое значение", "cursor: not valid") from None
