"""The head of a job: which of its parts is the position, and which the company."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.parser.tables.dates import read_length_months
from services.parser.tables.education_words import SCHOOL_WORD
from services.parser.tables.labels import COMPANY_LABEL, ROLE_LABEL
from services.parser.tables.places import CITIES, COUNTRIES
from services.parser.tables.words import JOB_WORD, LEGAL_FORM, OWN_WORK, WORK_TERMS
from shared.reference.professions import is_outside_it, title_profession
from shared.reference.skill_names.find import is_skill_name
from shared.reference.text import fold

_STRONG_MARK = re.compile(r"\s*\|\s*|\s+[-–—]{1,2}\s+|\s*:\s+|:$|\s+@\s+|\s*[•·]\s+")
_COMMA = re.compile(r",\s+(?![^(]*\))")
_AT = re.compile(
    r"\s+(?:at|в\s+компании|в\s+отделе|в)\s+(?=[A-ZА-ЯЁ\"«“])(?!(?:Python|Java|IT|C\+\+|PHP|Go|SQL)(?!\w))"
)
_IN = re.compile(
    r"^(?:[а-яё]\S*\s+){0,4}?(?:в|во|at|in)\s+(?:\S+\s+){0,3}?(?=(?:ООО|OOO|ОАО|АО|ПАО|ИП)?\s*[\"«“])"
)
_IN_BRACKET = re.compile(r"^[а-яё][^()]*\(([A-ZА-ЯЁ][^()]*)\)$")
_SENTENCE_END = re.compile(r"(?<=\w{3})\.\s+(?=[A-ZА-ЯЁ]).*$")
_TERMS_IN_BRACKETS = re.compile(rf"\s*\((?:{WORK_TERMS.pattern})[^()]*\)\s*$", re.IGNORECASE)
_TOWN = re.compile(r",?\s*(?<!\w)г\.\s*[А-ЯЁ][\w-]+\s*$", re.IGNORECASE)
_SITE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-zа-я]{2,}(?:/\S*)?", re.IGNORECASE)
_LAST_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_EDGES = " |,;:.-–—•■▪●◦"
_QUOTED = re.compile(r"^[\"«“]([^\"«»“”]+)[\"»”](?:\s+(?:company|компания))?$", re.IGNORECASE)
_TEAM = re.compile(
    r"(?<!\w)(?:team|department|отдел\w*|команд\w+|департамент\w*|управлени\w+|division|unit)(?!\w)", re.I
)
_COMMA_PARTS_MAX = 3
_COMPANY_WORDS_MAX = 12


@dataclass(frozen=True, slots=True)
class JobHead:
    """What the lines of a head name."""

    company: str | None
    position: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line of a head; `kind` is role, legal, name (none of the others) or place."""

    text: str
    kind: str


def split_head(text: str) -> list[str]:
    """Parts of a line of a head: cut at bars, dashes, colons and bullets; terms of work are none."""
    parts = (part.strip(_EDGES) for part in _STRONG_MARK.split(_SENTENCE_END.sub("", text)))
    return [part for part in parts if re.search(r"\w{2}", part) and not _says_nothing(part)]


def _says_nothing(part: str) -> bool:
    is_length = part[0].isdigit() and len(part) < 20 and read_length_months(part) is not None
    return bool(WORK_TERMS.match(part)) or is_length


def read_parts(text: str) -> list[Part]:
    """Parts of a line with what each can be; a line of a position and a company gives both."""
    if COMPANY_LABEL.match(text):
        return [Part(text, "legal")]
    if ROLE_LABEL.match(text):
        return [Part(text, "role")]
    return [Part(piece, _kind_of(piece)) for part in split_head(text) for piece in _pieces_of(part)]


def _pieces_of(part: str) -> list[str]:
    pair = split_role(part)
    return pair if len(pair) > 1 else [part]


def _kind_of(text: str) -> str:
    if names_role(text):
        return "role"
    if LEGAL_FORM.search(text) or OWN_WORK.match(text):
        return "legal"
    return "place" if _is_place(text) else "name"


def read_job_head(lines: Sequence[str]) -> JobHead:
    """Find the position by its words for a role, and the company beside it.

    A part that names a role is never the company, and a place is neither.
    """
    labelled = _read_labels(lines)
    if labelled.company and labelled.position:
        return labelled
    telling = [_drop_empty_cells(line) for line in lines if not _is_labelled(line)]
    head = _read_rows([parts for line in telling if (parts := split_head(line))], telling)
    return JobHead(labelled.company or head.company, labelled.position or head.position)


def _drop_empty_cells(line: str) -> str:
    """A row without the cells that say nothing of the job, such as how long it lasted."""
    cells = [cell.strip() for cell in line.split("|")]
    return " | ".join(cell for cell in cells if cell and not _says_nothing(cell)) if len(cells) > 1 else line


def _is_labelled(line: str) -> bool:
    return bool(COMPANY_LABEL.match(line) or ROLE_LABEL.match(line))


def _read_labels(lines: Sequence[str]) -> JobHead:
    company = next((line[found.end() :] for line in lines if (found := COMPANY_LABEL.match(line))), None)
    position = next((line[found.end() :] for line in lines if (found := ROLE_LABEL.match(line))), None)
    return JobHead(
        _tidy_company(company.strip(_EDGES)) if company else None,
        _tidy_position(position.strip(_EDGES)) if position else None,
    )


def _read_rows(rows: Sequence[Sequence[str]], lines: Sequence[str]) -> JobHead:
    position = _find_position(rows)
    if position is None:
        return JobHead(_pick_company([part for row in rows for part in row]), None)
    row = next(row for row in rows if position in row)
    elsewhere = _pick_company([part for other in rows if other is not row for part in other])
    pair = split_role(position)
    if len(pair) > 1 and (elsewhere is None or LEGAL_FORM.search(pair[1])):
        return JobHead(_tidy_company(pair[1]), _tidy_position(pair[0]))
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
    if JOB_WORD.search(text) is None or OWN_WORK.match(text):
        return False
    if LEGAL_FORM.search(text) is None:
        return True
    at = _AT.search(text)
    return bool(at and JOB_WORD.search(text, 0, at.start())) or any(
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
    if LEGAL_FORM.search(text):
        return True
    narrows = title_profession(text) is not None and len(text.split()) == 1
    return not (narrows or is_skill_name(text) or _is_place(text) or _TEAM.search(text))


def _pick_company(parts: Sequence[str]) -> str | None:
    """The part with a legal form, else the first that is no role, no place and no sentence."""
    legal = next((part for part in parts if LEGAL_FORM.search(part) and not names_role(part)), None)
    rest = (part for part in parts if not names_role(part) and not _is_place(part))
    company = legal or next((part for part in rest if len(part.split()) <= _COMPANY_WORDS_MAX), None)
    return _tidy_company(company) if company else None


def _is_place(text: str) -> bool:
    """True for towns and countries; the employer's site may stand behind them, as hh.ru prints it."""
    pieces = [piece.strip(" .") for piece in text.split(",")]
    towns = [fold(piece) in CITIES or fold(piece) in COUNTRIES for piece in pieces]
    return towns[0] and all(
        is_town or _SITE.fullmatch(piece) for is_town, piece in zip(towns, pieces, strict=True)
    )


def _tidy_company(text: str) -> str | None:
    text = _LAST_BRACKET.sub("", _TOWN.sub("", _without_preposition(text))).strip(" ,")
    head, comma, last = text.rpartition(",")
    text = head if comma and _is_place(last) else text
    quoted = _QUOTED.match(text)
    return (quoted[1] if quoted else text).strip(" ,") or None


def _without_preposition(text: str) -> str:
    """'в IT-отделе «Луч»' and 'практика в центре (Луч)' name 'Луч'."""
    if bracket := _IN_BRACKET.match(text):
        return bracket[1]
    return text[found.end() :] if (found := _IN.match(text)) else text


def _tidy_position(text: str) -> str | None:
    return _TERMS_IN_BRACKETS.sub("", text).strip(" ,;:") or None


def agree_on_order(heads: Sequence[JobHead], lines: Sequence[Sequence[str]]) -> list[JobHead]:
    """Heads that name only one thing, read in the order that the others of the resume keep.

    Args:
        heads: what each head names by its own words.
        lines: the lines of each head, as many as `heads`.
    """
    orders = Counter(
        order for head, texts in zip(heads, lines, strict=True) if (order := _find_order(head, _cells(texts)))
    )
    if not orders:
        return list(heads)
    order = orders.most_common(1)[0][0]
    return [_apply_order(head, _cells(texts), order) for head, texts in zip(heads, lines, strict=True)]


def _cells(lines: Sequence[str]) -> list[str]:
    return [piece.strip() for line in lines for part in split_head(line) for piece in _COMMA.split(part)]


def _find_order(head: JobHead, cells: Sequence[str]) -> tuple[int, int, int] | None:
    """Number of cells, place of the position, place of the company."""
    tidy = [_tidy_company(cell) or "" for cell in cells]
    if head.position in cells and head.company in tidy:
        return len(cells), cells.index(head.position), tidy.index(head.company)
    return None


def _apply_order(head: JobHead, cells: Sequence[str], order: tuple[int, int, int]) -> JobHead:
    count, position, company = order
    if (head.company and head.position) or len(cells) != count:
        return head
    named = cells[company]
    if names_role(named) or _is_place(named) or not _fits(head, cells[position], named):
        return head
    return JobHead(_tidy_company(named), _tidy_position(cells[position]))


def _fits(head: JobHead, position: str, company: str) -> bool:
    """The order must not contradict what the head says by its own words."""
    alone = head.position or head.company or ""
    return not alone or position in alone or company in alone
