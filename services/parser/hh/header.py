"""The header of an hh.ru export: name, gender, birth date, contacts, city."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from services.parser.contacts import find_emails, find_handles, find_links, find_phones
from services.parser.lines import Line
from services.parser.tables.dates import find_day
from services.parser.tables.labels import AGE, CITY_LABEL, GENDERS
from shared.contracts.resume import Contacts

_NAME_SIZE_MIN = 18.0
_COMMENT_GREY = 0.3
_GENDER_LINE = re.compile(rf"^({'|'.join(GENDERS)})(?:,|$)", re.IGNORECASE)
_METRO = re.compile(r",\s*(?:м\.|метро|m\.|metro)\s*\S.*$", re.IGNORECASE)
_LINK_LABEL = re.compile(r"^[\w\s.]{2,30}:\s+\S", re.IGNORECASE)
_WRAPPED_LINK_END = 480.0
_BIRTH = re.compile(r"родился|родилась|born", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says."""

    full_name: str | None
    gender: Literal["male", "female"] | None
    birth_date: str | None
    age: int | None
    city: str | None
    contacts: Contacts


def read_header(lines: Sequence[Line]) -> Header:
    """Read the lines above the first section."""
    name_lines = [line for line in lines if line.bold and line.size >= _NAME_SIZE_MIN]
    rest = [line for line in lines if line not in name_lines]
    gender_line = next((line.text for line in rest if _GENDER_LINE.match(line.text)), "")
    gender = _GENDER_LINE.match(gender_line)
    age = AGE.search(gender_line)
    return Header(
        full_name=" ".join(line.text for line in name_lines) or None,
        gender=GENDERS[gender[1].casefold()] if gender else None,
        birth_date=find_day(gender_line) if _BIRTH.search(gender_line) else None,
        age=int(age[1]) if age else None,
        city=_read_city(rest),
        contacts=_read_contacts(rest),
    )


def _read_city(lines: Sequence[Line]) -> str | None:
    for line in lines:
        if label := CITY_LABEL.match(line.text):
            return _METRO.sub("", line.text[label.end() :]).strip(" ,") or None
    return None


def _read_contacts(lines: Sequence[Line]) -> Contacts:
    """Contacts are black; what stands grey behind them is a comment and may name another person's."""
    values = _join_wrapped_links([_without_comment(line) for line in lines], lines)
    text = "\n".join(value for value in values if not CITY_LABEL.match(value))
    links = dict.fromkeys(find_links(text))
    labelled = "\n".join(value for value in values if _LINK_LABEL.match(value))
    return Contacts(
        phones=find_phones(text),
        emails=find_emails(text),
        links=tuple(links | dict.fromkeys(find_handles(labelled))),
    )


def _without_comment(line: Line) -> str:
    return " ".join(word.text for word in line.words if word.grey < _COMMENT_GREY)


def _join_wrapped_links(values: list[str], lines: Sequence[Line]) -> list[str]:
    """A long address is cut at the margin: its rest is the next line, one word without a label."""
    joined: list[str] = []
    for number, value in enumerate(values):
        above = lines[number - 1] if number else None
        is_rest = (
            above is not None
            and "://" in above.text
            and above.x1 > _WRAPPED_LINK_END
            and " " not in value
            and not find_emails(value)
        )
        if is_rest:
            joined[-1] += value
        else:
            joined.append(value)
    return joined
