"""Posts of Telegram channels: which are vacancies, how many each holds, and who offers what."""

import re
from collections.abc import Mapping

from services.salary.training.ingest.facts.grade import find_grade
from services.salary.training.ingest.facts.place import find_city
from services.salary.training.ingest.readers.post_kinds import name_kind
from services.salary.training.ingest.readers.post_titles import HEAD, find_employer, find_title, is_head
from services.salary.training.ingest.vacancy import Vacancy, read_month, tidy
from shared.reference.pay_text import find_pay

_MARKS = re.compile(r"[*_`~]{1,4}")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")
_FEWEST_HEADS = 2  # as many make a digest of vacancies
_WORK_TERMS = re.compile(
    r"(?:формат\w*(?: работы)?|занятость|график(?: работы)?|тип занятости|тип работы|employment|work format)"
    r" ?[:\-–—] ?([^\n]{2,60})",
    re.IGNORECASE,
)
_TAG_TERMS = re.compile(
    r"#(удал\w+|remote|гибрид\w*|hybrid|офис|office|fulltime|full_time|parttime|part_time|фуллтайм|проект\w*)",
    re.IGNORECASE,
)

Record = Mapping[str, object]


def is_post(record: Record) -> bool:
    """Whether a record is a post of a channel."""
    return {"channel", "id", "text"} <= record.keys()


def read_post_record(record: Record) -> list[Vacancy]:
    """The vacancies of one record."""
    source = f"telegram:{tidy(record['channel'])}"
    text = record["text"] if isinstance(record["text"], str) else ""
    return read_post(f"{source}:{record['id']}", source, text, tidy(record.get("date")))


def read_post(vac_id: str, source: str, text: str, published_at: str) -> list[Vacancy]:
    """The vacancies of one post; a post that is none gives one row that says what it is.

    Args:
        vac_id: of the post; those of a digest get a number behind it.
        source: its channel.
        text: with the marks of Telegram's own style, or without.
        published_at: ISO time; empty where it is unknown.
    """
    parts = _split_digest(text)
    rows = [_read_part(part, source, published_at) for part in parts]
    if len(rows) == 1:
        return [_with_id(rows[0], vac_id)]
    return [_with_id(row, f"{vac_id}/{number}") for number, row in enumerate(rows, start=1)]


def strip_style(text: str) -> str:
    """A post without the marks of bold and slanted words, links by their words."""
    return _MARKS.sub("", _LINK.sub(r"\1", text))


def _split_digest(text: str) -> list[str]:
    heads = [head.start() for head in HEAD.finditer(text) if is_head(head)]
    if len(heads) < _FEWEST_HEADS:
        return [text]
    return [text[start:end] for start, end in zip(heads, [*heads[1:], len(text)], strict=True)]


def _read_part(text: str, source: str, published_at: str) -> Vacancy:
    plain = strip_style(text)
    title = find_title(text)
    found_pay, grade, city = find_pay(text), find_grade(title, plain), find_city(plain)
    return Vacancy(
        vac_id="",
        source=source,
        title=title,
        description=plain.strip(),
        employer=find_employer(text),
        city=city[0] if city else "",
        work_terms=(*_WORK_TERMS.findall(plain), *_TAG_TERMS.findall(plain)),
        grade=grade[0] if grade else None,
        published_at=published_at or None,
        month=read_month(published_at),
        stated=found_pay.stated if found_pay else None,
        kind=name_kind(text, title, found_pay is not None),
    )


def _with_id(row: Vacancy, vac_id: str) -> Vacancy:
    return Vacancy(**{name: getattr(row, name) for name in Vacancy.__slots__} | {"vac_id": vac_id})
