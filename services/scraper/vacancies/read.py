"""A vacancy of the API of hh.ru, as a posting. Pure."""

from collections.abc import Mapping
from datetime import datetime

from services.scraper.markup import strip_tags
from services.scraper.posting import Posting, read_amount

SOURCE = "hh"


_PERIODS = {"SHIFT": "day"}

Document = Mapping[str, object]


def read_vacancy(document: Document) -> Posting:
    """A posting out of `GET /vacancies/{id}`, masked.

    Raises:
        ValueError: its id or name is missing, or its date is none.
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
        salary_from=read_amount(salary.get("from")),
        salary_to=read_amount(salary.get("to")),
        currency=_text(salary, "currency"),
        gross=gross if isinstance(gross, bool) else None,
        salary_period=_read_period(document),
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


def _read_period(document: Document) -> str | None:
    """What the pay is for: https://api.hh.ru/openapi/redoc, `salary_range.mode`."""
    mode = _text(_part(_part(document, "salary_range"), "mode"), "id")
    return mode and _PERIODS.get(mode, mode.lower())


def _part(document: Document, name: str) -> Document:
    part = document.get(name)
    return part if isinstance(part, dict) else {}


def _text(document: Document, name: str) -> str | None:
    value = document.get(name)
    return str(value) if value else None


def _role_ids(document: Document) -> list[str]:
    roles = document.get("professional_roles")
    return (
        [str(role["id"]) for role in roles if isinstance(role, dict) and "id" in role]
        if isinstance(roles, list)
        else []
    )
