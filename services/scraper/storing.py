"""Postings in Postgres: each once, with what the market is asked for."""

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.scraper.market import read_facts
from services.scraper.markup import strip_tags
from services.scraper.posting import Posting
from services.scraper.runs import RunNotes
from shared.db.session import transaction
from shared.db.tables import VacancyRow

FindKnown = Callable[[list[str]], Mapping[str, datetime | None]]
"""Ids of a source -> those that are stored, and when they were published."""

_BATCH = 200


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
    read_unread(engine)
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


def read_unread(engine: Engine) -> None:
    """Let the market know the postings that were stored before it asked for them."""
    is_unread = select(VacancyRow).where(VacancyRow.month.is_(None)).order_by(VacancyRow.id).limit(_BATCH)
    while True:
        with transaction(engine) as session:
            rows = session.scalars(is_unread).all()
            for row in rows:
                for name, value in asdict(read_facts(_to_posting(row), row.first_seen_at)).items():
                    setattr(row, name, value)
        if not rows:
            return


def _to_posting(row: VacancyRow) -> Posting:
    raw = read_raw(row)
    names = {one.name for one in fields(Posting)} - {"raw", "text"}
    text = strip_tags(str(raw.get("description") or "")) or str(raw.get("text") or "")
    return Posting(**{name: getattr(row, name) for name in names}, raw=raw, text=text)


def _to_values(posting: Posting) -> dict[str, object]:
    values = {name: value for name, value in posting.__dict__.items() if name not in ("raw", "text")}
    values |= asdict(read_facts(posting, datetime.now(UTC)))
    raw = json.dumps(posting.raw, ensure_ascii=False, separators=(",", ":"), default=str)
    return values | {
        "role_ids": list(posting.role_ids),
        "content_hash": posting.content_hash(),
        "raw": zlib.compress(raw.encode(errors="replace"), 9),
    }
