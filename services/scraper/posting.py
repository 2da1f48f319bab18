"""A posting: what the API of hh.ru, a board and a channel have in common. And how it is stored."""

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.scraper.contacts import mask_contacts, mask_document
from services.scraper.runs import RunNotes
from shared.db.session import transaction
from shared.db.tables import VacancyRow
from shared.reference.text import fold

FindKnown = Callable[[list[str]], Mapping[str, datetime | None]]
"""Ids of a source -> those that are stored, and when they were published."""

_WORDS = re.compile(r"\W+")


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

    def masked(self) -> "Posting":
        """Itself without contacts."""
        raw = mask_document(self.raw)
        assert isinstance(raw, dict)  # noqa: S101 - a document stays one
        fields = self.__dict__ | {
            "title": mask_contacts(self.title),
            "text": mask_contacts(self.text),
            "raw": raw,
        }
        return Posting(**fields)

    def content_hash(self) -> bytes:
        """The same for who posts the same text again, however it is spaced."""
        words = _WORDS.sub(" ", fold(f"{self.employer or ''} {self.title} {self.text}"))
        return hashlib.sha256(words.encode()).digest()

    def to_row(self) -> dict[str, object]:
        """The line of `--out`."""
        row = {name: value for name, value in self.__dict__.items() if name != "raw"}
        return row | {"published_at": self.published_at and self.published_at.isoformat()}


@dataclass(frozen=True)
class Stored:
    """What storing postings has changed."""

    new: int = 0
    changed: int = 0
    reposted: int = 0


def store_postings(session: Session, postings: Iterable[Posting]) -> Stored:
    """Insert or update postings. One whose text is known under another id points to that one."""
    new = changed = reposted = 0
    for posting in postings:
        values = _to_values(posting)
        key = (VacancyRow.source == posting.source, VacancyRow.external_id == posting.external_id)
        known = session.execute(select(VacancyRow.id, VacancyRow.content_hash).where(*key)).one_or_none()
        original = session.scalar(
            select(func.min(VacancyRow.id)).where(
                VacancyRow.content_hash == values["content_hash"],
                *((VacancyRow.id < known.id,) if known else ()),
            )
        )
        statement = insert(VacancyRow).values(values | {"duplicate_of": original})
        update = values | {"duplicate_of": original, "last_seen_at": func.now()}
        session.execute(
            statement.on_conflict_do_update(index_elements=["source", "external_id"], set_=update)
        )
        new += known is None
        changed += known is not None and known.content_hash != values["content_hash"]
        reposted += known is None and original is not None
    return Stored(new, changed, reposted)


def find_known(session: Session, source: str, ids: Collection[str]) -> dict[str, datetime | None]:
    """Which of these are stored, and when they were published. They are noted as seen again."""
    rows = session.scalars(
        select(VacancyRow).where(VacancyRow.source == source, VacancyRow.external_id.in_(ids))
    ).all()
    for row in rows:
        row.last_seen_at = datetime.now().astimezone()
    return {row.external_id: row.published_at for row in rows}


def known_postings(engine: Engine, source: str) -> FindKnown:
    """`find_known` of one source, in a transaction of its own."""

    def find(ids: list[str]) -> Mapping[str, datetime | None]:
        with transaction(engine) as session:
            return find_known(session, source, ids)

    return find


def store_pages(engine: Engine, pages: Iterable[Sequence[Posting]], notes: RunNotes) -> Iterator[Posting]:
    """Store each page of postings as it comes, count it, and hand its postings on."""
    for postings in pages:
        with transaction(engine) as session:
            stored = store_postings(session, postings)
        notes.new += stored.new
        notes.changed += stored.changed
        yield from postings


def read_raw(row: VacancyRow) -> dict[str, object]:
    """The source's own document, masked."""
    document = json.loads(zlib.decompress(row.raw))
    assert isinstance(document, dict)  # noqa: S101 - as it was written
    return document


def _to_values(posting: Posting) -> dict[str, object]:
    values = {name: value for name, value in posting.__dict__.items() if name not in ("raw", "text")}
    raw = json.dumps(posting.raw, ensure_ascii=False, separators=(",", ":"), default=str)
    return values | {
        "role_ids": list(posting.role_ids),
        "content_hash": posting.content_hash(),
        "raw": zlib.compress(raw.encode(), 9),
    }
