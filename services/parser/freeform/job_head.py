"""The head of a job: which of its parts is the position, and which the company."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.parser.tables.words import CITIES, COUNTRIES, JOB_WORD, LEGAL_FORM, SCHOOL_WORD, WORK_TERMS
from shared.reference.professions import is_outside_it, title_profession
from shared.reference.text import fold

_STRONG_MARK = re.compile(r"\s*\|\s*|\s+[-–—]{1,2}\s+|\s*:\s+|:$|\s+@\s+|\s*[•·]\s+")
_COMMA = re.compile(r",\s+(?![^(]*\))")
_AT = re.compile(r"\s+at\s+(?=[A-ZА-ЯЁ\"«“])")
_SENTENCE_END = re.compile(r"(?<=\w{3})\.\s+(?=[A-ZА-ЯЁ]).*$")
_TERMS_IN_BRACKETS = re.compile(rf"\s*\((?:{WORK_TERMS.pattern})[^()]*\)\s*$", re.IGNORECASE)
_TOWN = re.compile(r",?\s*(?<!\w)г\.\s*[А-ЯЁ][\w-]+", re.IGNORECASE)
_LAST_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_EDGES = " |,;:.-–—•■▪●◦"
_QUOTED = re.compile(r"^[\"«“]([^\"«»“”]+)[\"»”](?:\s+(?:company|компания))?$", re.IGNORECASE)
_COMMA_PARTS_MAX = 3
_COMPANY_WORDS_MAX = 12


@dataclass(frozen=True, slots=True)
class JobHead:
    """What the lines of a head name."""

    company: str | None
    position: str | None


def split_head(text: str) -> list[str]:
    """Parts of a line of a head: cut at bars, dashes, colons and bullets; terms of work are none."""
    parts = (part.strip(_EDGES) for part in _STRONG_MARK.split(_SENTENCE_END.sub("", text)))
    return [part for part in parts if re.search(r"\w{2}", part) and not WORK_TERMS.match(part)]


def names_both(text: str) -> bool:
    """True where one line names a position and a company."""
    head = read_job_head([text])
    return head.company is not None and head.position is not None


def read_job_head(lines: Sequence[str]) -> JobHead:
    """Find the position by its words for a role, and the company beside it.

    A part that names a role is never the company, and a place is neither.
    """
    rows = [parts for line in lines if (parts := split_head(line))]
    position = _find_position(rows)
    if position is None:
        return JobHead(_pick_company([part for row in rows for part in row]), None)
    row = next(row for row in rows if position in row)
    elsewhere = _pick_company([part for other in rows if other is not row for part in other])
    pair = split_role(position)
    if len(pair) > 1 and (elsewhere is None or LEGAL_FORM.search(pair[1])):
        return JobHead(elsewhere or _tidy_company(pair[1]), _tidy_position(pair[0]))
    if elsewhere and all(names_role(part) or part[0].islower() for part in row):
        whole = next(line for line in lines if split_head(line) == row)
        return JobHead(elsewhere, _tidy_position(whole.strip(_EDGES)))
    others = [part for part in (part for other in rows for part in other) if part != position]
    return JobHead(_pick_company(others), _tidy_position(position))


def _find_position(rows: Sequence[Sequence[str]]) -> str | None:
    """The first part with a word for a role; else the only one that names a profession."""
    parts = [part for row in rows for part in row]
    roles = [part for part in parts if names_role(part)]
    if not roles and len(parts) > 1:
        known = [part for part in parts if not LEGAL_FORM.search(part) and _names_profession(part)]
        roles = known if len(known) == 1 else []
    return next((part for part in roles if not SCHOOL_WORD.search(part)), roles[0] if roles else None)


def names_role(text: str) -> bool:
    """True for words that people are called by at work, but not for a company that is named after them."""
    found = JOB_WORD.search(text)
    if found is None:
        return False
    legal = LEGAL_FORM.search(text)
    return legal is None or any(
        JOB_WORD.search(part) and not LEGAL_FORM.search(part) for part in _COMMA.split(text)
    )


def _names_profession(text: str) -> bool:
    return title_profession(text) is not None or is_outside_it(text)


def split_role(text: str) -> list[str]:
    """'Job, company', 'company, job' or 'Job at company' as [job, company]; other texts as [text]."""
    if (at := _AT.search(text)) and names_role(text[: at.start()]):
        return [text[: at.start()], text[at.end() :]]
    parts = [part.strip() for part in _COMMA.split(text)]
    roles = [part for part in parts if names_role(part)]
    if not 2 <= len(parts) <= _COMMA_PARTS_MAX or len(roles) != 1:
        return [text]
    if parts[-1] == roles[0]:
        return [roles[0], parts[0]]
    is_company = parts[0] == roles[0] and not parts[1][0].islower()
    return [roles[0], parts[1]] if is_company and _may_be_company(parts[1]) else [text]


def _may_be_company(text: str) -> bool:
    """False for what follows a role and narrows it, such as 'Python'."""
    return bool(LEGAL_FORM.search(text)) or (title_profession(text) is None and not _is_place(text))


def _pick_company(parts: Sequence[str]) -> str | None:
    """The part with a legal form, else the first that is no role, no place and no sentence."""
    legal = next((part for part in parts if LEGAL_FORM.search(part) and not names_role(part)), None)
    rest = (part for part in parts if not names_role(part) and not _is_place(part))
    company = legal or next((part for part in rest if len(part.split()) <= _COMPANY_WORDS_MAX), None)
    return _tidy_company(company) if company else None


def _is_place(text: str) -> bool:
    return all(fold(piece.strip(" .")) in CITIES | COUNTRIES for piece in text.split(","))


def _tidy_company(text: str) -> str | None:
    text = _LAST_BRACKET.sub("", _TOWN.sub("", text)).strip(" ,")
    head, comma, last = text.rpartition(",")
    text = head if comma and _is_place(last) else text
    quoted = _QUOTED.match(text)
    return (quoted[1] if quoted else text).strip(" ,") or None


def _tidy_position(text: str) -> str | None:
    return _TERMS_IN_BRACKETS.sub("", text).strip(" ,;:") or None
