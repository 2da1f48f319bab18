"""A posting: what the API of hh.ru, a board and a channel have in common. Pure."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.scraper.contacts import mask_document
from shared.reference.contacts import mask_contacts
from shared.reference.text import fold

_WORDS = re.compile(r"\W+")


_AMOUNT = re.compile(r"\d{1,3}(?:[\s,]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?")


def read_amount(value: object) -> float | None:
    """A sum of money as a source states it; what is none, or nothing, is unknown.

    Example:
        >>> read_amount("100 000"), read_amount("по договорённости"), read_amount(0)
        (100000.0, None, None)
    """
    text = str(value).strip()
    if isinstance(value, bool) or not _AMOUNT.fullmatch(text):
        return None
    grouped = re.sub(r"[\s,](?=\d{3}(?:\D|$))", "", text)
    return float(grouped.replace(",", ".")) or None


@dataclass(frozen=True)
class Posting:
    """A vacancy, or a post that may hold one, with contacts masked."""

    source: str
    external_id: str
    url: str
    title: str
    text: str
    published_at: datetime | None
    raw: Mapping[str, object]
    employer: str | None = None
    area: str | None = None
    role_ids: tuple[str, ...] = ()
    salary_from: float | None = None
    salary_to: float | None = None
    currency: str | None = None
    gross: bool | None = None
    salary_period: str | None = None  # "month", "hour" ...; None: not said

    def masked(self) -> "Posting":
        """Itself without contacts."""
        raw = mask_document(self.raw)
        assert isinstance(raw, dict)  # noqa: S101 - a document stays one
        fields: dict[str, Any] = {
            name: _make_storable(value) if isinstance(value, str) else value
            for name, value in self.__dict__.items()
        }
        fields |= {name: mask_contacts(fields[name]) for name in ("title", "text")}
        return Posting(**fields | {"raw": raw})

    def content_hash(self) -> bytes:
        """The same for who posts the same text again, however it is spaced."""
        words = _WORDS.sub(" ", fold(f"{self.employer or ''} {self.title} {self.text}"))
        return hashlib.sha256(words.encode()).digest()

    def to_row(self) -> dict[str, object]:
        """The line of `--out`."""
        row = {name: value for name, value in self.__dict__.items() if name != "raw"}
        return row | {"published_at": self.published_at and self.published_at.isoformat()}


def _make_storable(text: str) -> str:
    """Without what Postgres stores in no text: zeros, and halves of letters."""
    return text.encode(errors="replace").decode().replace("\0", "")
