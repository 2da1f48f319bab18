"""A vacancy of the API of hh.ru, as a posting. Pure."""

import html
import re
from collections.abc import Mapping
from datetime import datetime

from services.scraper.posting import Posting

SOURCE = "hh"

_TAG = re.compile(r"<[^>]+>")

Document = Mapping[str, object]


def read_vacancy(document: Document) -> Posting:
    """A posting out of `GET /vacancies/{id}`, masked.

    Raises:
        ValueError: its id or name is missing, or a date or number is none.
    """
    number, name = document.get("id"), document.get("name")
    if not number or not name:
        raise ValueError("a vacancy has no id or no name")
    salary = _part(document, "salary") or _part(document, "salary_range")
    gross = salary.get("gross")
    return Posting(
        source=SOURCE,
        external_id=str(number),
        url=_text(document, "alternate_url") or f"https://hh.ru/vacancy/{number}",
        title=str(name),
        text=strip_tags(_text(document, "description") or ""),
        employer=_text(_part(document, "employer"), "name"),
        area=_text(_part(document, "area"), "name"),
        role_ids=tuple(_role_ids(document)),
        published_at=read_time(_text(document, "published_at")),
        salary_from=_number(salary, "from"),
        salary_to=_number(salary, "to"),
        currency=_text(salary, "currency"),
        gross=gross if isinstance(gross, bool) else None,
        raw=dict(document),
    ).masked()


def read_time(text: str | None) -> datetime | None:
    """A time with its zone.

    Raises:
        ValueError: it is none.
    """
    if not text:
        return None
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"the time '{text}' has no zone")
    return time


def strip_tags(markup: str) -> str:
    """The text of a piece of HTML."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _part(document: Document, name: str) -> Document:
    part = document.get(name)
    return part if isinstance(part, dict) else {}


def _text(document: Document, name: str) -> str | None:
    value = document.get(name)
    return str(value) if value else None


def _number(document: Document, name: str) -> float | None:
    value = document.get(name)
    return None if value is None else float(str(value))


def _role_ids(document: Document) -> list[str]:
    roles = document.get("professional_roles")
    return (
        [str(role["id"]) for role in roles if isinstance(role, dict) and "id" in role]
        if isinstance(roles, list)
        else []
    )
