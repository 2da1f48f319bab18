"""Vacancies of the API of hh.ru: the answers of `GET /vacancies/{id}`."""

import html
import re
from collections.abc import Mapping

from services.salary.training.ingest.vacancy import Vacancy, read_month, tidy
from shared.reference.pay import StatedPay

SOURCE = "hh"

_TAG = re.compile(r"<[^>]+>")
_LINE_END = re.compile(r"</(?:p|li|ul|ol|div|h\d)>|<br ?/?>", re.IGNORECASE)

Record = Mapping[str, object]


def is_hh(record: Record) -> bool:
    """Whether a record looks like a vacancy of the API."""
    return "name" in record and ("area" in record or "employer" in record) and "id" in record


def read_hh(record: Record) -> Vacancy:
    """A vacancy out of an answer of the API; what is missing or of another type is unknown."""
    published = _text(record.get("published_at"))
    return Vacancy(
        vac_id=f"{SOURCE}:{_text(record.get('id'))}",
        source=SOURCE,
        title=_text(record.get("name")),
        description=strip_markup(_text(record.get("description"))),
        employer=_name(record.get("employer")),
        city=_name(record.get("area")),
        role=next(iter(_names(record.get("professional_roles"))), ""),
        experience=_id(record.get("experience")),
        work_terms=tuple(
            term
            for term in (
                _id(record.get("schedule")),
                _id(record.get("employment")),
                *_names(record.get("work_format")),
                *_names(record.get("working_days")),
            )
            if term
        ),
        skills=tuple(_names(record.get("key_skills"))),
        published_at=published or None,
        month=read_month(published),
        stated=_read_pay(record.get("salary") or record.get("salary_range")),
    )


def strip_markup(markup: str) -> str:
    """The text of a piece of HTML, a line for each paragraph and item."""
    text = html.unescape(_TAG.sub(" ", _LINE_END.sub("\n", markup)))
    return "\n".join(line for line in map(tidy, text.split("\n")) if line)


def _read_pay(salary: object) -> StatedPay | None:
    if not isinstance(salary, Mapping):
        return None
    gross = salary.get("gross")
    return StatedPay(
        low=_number(salary.get("from")),
        high=_number(salary.get("to")),
        currency=_text(salary.get("currency")) or None,
        gross=gross if isinstance(gross, bool) else None,
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _part(value: object, name: str) -> str:
    return _text(value.get(name)) if isinstance(value, Mapping) else ""


def _id(value: object) -> str | None:
    return _part(value, "id") or None


def _name(value: object) -> str:
    return _part(value, "name")


def _names(value: object) -> list[str]:
    return [name for one in value if (name := _name(one))] if isinstance(value, list) else []
