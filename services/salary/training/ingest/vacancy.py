"""The row that every source is read into and every stage gives back."""

import re
from dataclasses import dataclass
from datetime import datetime

from shared.contracts.grade import Grade
from shared.reference.experience import month_of
from shared.reference.pay import NetPay, StatedPay
from shared.reference.text import fold

MOST_TEXT_LETTERS = 20_000
_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ISO_MONTH = re.compile(r"^((?:19|20)\d{2})-(0[1-9]|1[0-2])")
_RUSSIAN_DAY = re.compile(r"^\d{1,2} ([а-я]{3})[а-я]*(?: ((?:19|20)\d{2}))?")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A vacancy. What is unknown is None or empty.

    Attributes:
        experience: one of hh.ru's four ids, "noExperience" to "moreThan6".
        work_terms: schedule and employment as the source words them; `schedule`, `employment` and
            `work_format` are read out of them.
        stated: the pay as the source states it; `pay` is the same in roubles on hand a month.
        month: of publication, in months since year 0.
        corrected: what was put right; `filled` names the fields that came from the text.
        kind: "resume" or "chatter" where a post is no vacancy.
    """

    vac_id: str
    source: str
    title: str
    description: str = ""
    employer: str = ""
    city: str = ""
    role: str = ""
    experience: str | None = None
    experience_months: float | None = None
    work_terms: tuple[str, ...] = ()
    schedule: str | None = None
    employment: str | None = None
    work_format: str | None = None
    skills: tuple[str, ...] = ()
    grade: Grade | None = None
    profession: str | None = None
    published_at: str | None = None
    month: int | None = None
    stated: StatedPay | None = None
    pay: NetPay | None = None
    corrected: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    kind: str = "vacancy"


def read_month(published_at: str | datetime | None, year: int | None = None) -> int | None:
    """The month of "2025-08-08T11:16" or "9 июня 2025", in months since year 0.

    Args:
        published_at: in words or as a time.
        year: where the words name none; its middle is taken where they name no month either.
    """
    if isinstance(published_at, datetime):
        return month_of(published_at)
    iso = _ISO_MONTH.match(published_at or "")
    if iso:
        return int(iso[1]) * 12 + int(iso[2]) - 1
    day = _RUSSIAN_DAY.match(fold(published_at or ""))
    told = int(day[2]) if day and day[2] else year
    if told is None:
        return None
    return told * 12 + (_MONTHS.index(day[1]) if day and day[1] in _MONTHS else 5)


def tidy(text: object) -> str:
    """A text of a source on one line, at most as long as anybody reads; nothing for what is no text."""
    return " ".join(text.split())[:MOST_TEXT_LETTERS] if isinstance(text, str) else ""
