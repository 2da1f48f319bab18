"""Who the person is: name, wanted position, city, age, gender, birth date."""

import re
from collections.abc import Sequence

from services.parser.lines import Line
from services.parser.tables.dates import find_day
from services.parser.tables.labels import (
    AGE,
    BIRTH_LABEL,
    CITY_LABEL,
    GENDER_LABEL,
    GENDER_WORDS,
    GENDERS,
    NAME_LABEL,
    POSITION_LABEL,
    find_currency,
)
from services.parser.tables.places import CITIES
from services.parser.tables.section_titles import find_section
from services.parser.tables.words import JOB_WORD, NO_NAME
from shared.contracts.resume import SalaryExpectation
from shared.reference.text import fold

_NAME_WORD = re.compile(r"^[^\W\d_a-zа-яё](?:[^\W\d_]|['’-])+$")
_INITIALS = re.compile(r"^(?:[^\W\d_a-zа-яё]\.){1,2}$")
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "la", "da", "di", "dos", "del", "bin", "ibn", "al"}
    | {"оглы", "кызы", "оглу", "де", "ла", "ван", "фон", "ибн"}
)
# Marks and words that stand before a name on its line.
_BEFORE_NAME = re.compile(
    r"^(?:[^\w]+|(?:резюме|resume|curriculum\s+vitae|cv)\s*[:—–-]?\s+|(?:dr|mr|mrs|ms)\.\s+)+", re.IGNORECASE
)
# A label behind another value of its line: 'Phone: 000 Residence: Haifa'.
_INNER_CITY = re.compile(
    r"(?<=\s)(?:город|residence|location|city|г\.\s?проживания)\s*:\s*([A-ZА-ЯЁ][\w -]+)", re.IGNORECASE
)
_PATRONYMIC = re.compile(
    r"[А-ЯЁ][а-яё]+(?:вич|вна|ич|ична)|[А-ЯЁ]+(?:ВИЧ|ВНА|ИЧ|ИЧНА)|[А-ЯЁ][а-яё]+\s+(?:оглы|кызы)"
)
# A first line whose small letters were made large by the style of the document.
_SMALL_NAME = re.compile(
    r"^(?:[а-яё]+(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ский|ская|цкий|цкая|ко|ук|юк|ян|дзе|швили|ых|их)\s+[А-ЯЁ][а-яё]+"
    r"|[А-ЯЁ][а-яё]+\s+[а-яё]+(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ский|ская|цкий|цкая|ко|ук|юк|ян|дзе|швили|ых|их))$"
)
_PARTS = re.compile(r"\s*[|•·,;]\s*")
_BEHIND_NAME = re.compile(r"\s+[-–—]\s+")
_SPACED = re.compile(r"\w(?: \w){3,}")
_OPEN_END = re.compile(r"(?:[,&/+–—-]|(?<!\w)(?:и|в|по|с|для|на|and|of|for|in|with))$", re.IGNORECASE)
_NAME_BEFORE_ROLE = re.compile(
    r"^(?:[A-ZА-ЯЁ][\w'’-]+\s+){1,2}[A-ZА-ЯЁ][\w'’-]+\s*(?:\s[-–—]|[|,:])\s+(?=\S)"
)
_NAME_LINES = 8
_POSITION_REACH = 5  # lines from the name on
_HOW_LONG = re.compile(r"\s+(?:with|с опытом)\s.*$", re.IGNORECASE)
_POSITION_WORDS = 12
_SALARY = re.compile(
    r"(?:зарплат\w*(?:\s+ожидани\w+)?|(?<!\w)з/?п(?!\w)|доход\w*|оклад\w*|salary(?:\s+expectations?)?|compensation)"
    r"\s*[:—–-]?\s*(?:от|from)?\s*(?P<sign>[$€£]?)\s*(?P<amount>\d[\d\s.,]*\d)"
    r"(?P<thousands>\s*(?:тыс|т\.?\s?р|[кk](?!\w)))?(?P<behind>.{0,40})",
    re.IGNORECASE,
)
_YEARS_OF_WORK = re.compile(
    r"(?<!\d)(\d{1,2})\+?\s+years?\s+of\s+(?:[\w-]+\s+){0,3}experience|опыт\w*(?:\s+работы)?\s*[:—–-]?\s*(\d{1,2})\s+(?:год|лет)",
    re.IGNORECASE,
)


def find_name(lines: Sequence[Line]) -> str | None:
    """The name: behind its label, or the largest of the first lines that are 2-3 capitalised words.

    Two words alone on the largest lines are a name too.
    """
    for line in lines:
        if label := NAME_LABEL.match(line.text):
            return line.text[label.end() :].strip(" |") or None
    largest = max((line.size for line in lines), default=0.0)
    heads = (
        (number, line) for number, line in enumerate(lines) if number < _NAME_LINES or line.size == largest
    )
    found = [(line.size, -number, name) for number, line in heads if (name := _as_name(line))]
    if found:
        _, number, name = max(found)
        return _with_third_word(name, lines[-number : 2 - number])
    joined = _join_name([line for line in lines if line.size == largest])
    return joined or next((line.text for line in lines[:1] if _SMALL_NAME.match(line.text)), None)


def _with_third_word(name: str, lines: Sequence[Line]) -> str:
    """A name of two words and the patronymic that did not fit into its line."""
    if len(lines) < 2 or len(name.split()) > 2 or lines[0].text.strip() != name:
        return name
    first, below = lines
    is_same = abs(first.size - below.size) < 0.6 and first.bold == below.bold
    third = below.text.strip()
    is_patronymic = _PATRONYMIC.fullmatch(third) or (
        _PATRONYMIC.fullmatch(name.split()[1]) and _NAME_WORD.match(third)
    )
    return f"{name} {third}" if is_same and is_patronymic else name


def _join_name(lines: Sequence[Line]) -> str | None:
    firsts = [_PARTS.split(line.text.strip(" |"))[0] for line in lines]
    is_pair = len(firsts) == 2 and all(_NAME_WORD.match(word) for word in firsts)
    return _check_name(" ".join(firsts)) if is_pair and lines[0].x0 > 0 else None


def reads_as_name(line: Line) -> bool:
    """True for a line that is nothing but two or three capitalised words, or begins with them."""
    return _as_name(line) is not None


def _as_name(line: Line) -> str | None:
    text = _BEFORE_NAME.sub("", line.text.strip(" |"))
    return _check_name(_BEHIND_NAME.split(_PARTS.split(text)[0])[0])


def _check_name(first: str) -> str | None:
    if (
        not _is_made_of_names(first.split())
        or NO_NAME.search(first)
        or JOB_WORD.search(first)
        or find_section(first)
    ):
        return None
    return first if fold(first) not in CITIES else None


def _is_made_of_names(words: Sequence[str]) -> bool:
    """Two or three capitalised words, particles beside them, or one with initials."""
    full = sum(1 for word in words if _NAME_WORD.match(word))
    initials = sum(1 for word in words if _INITIALS.match(word))
    particles = sum(1 for word in words[1:] if word in _PARTICLES)
    is_whole = full + initials + particles == len(words)
    return is_whole and (2 <= full <= 3 or (full == 1 and 1 <= initials <= 2))


def find_position(lines: Sequence[Line], name: str | None) -> str | None:
    """The wanted position: behind its label, or a short line of the head that names a job."""
    for line in lines:
        label = POSITION_LABEL.match(line.text)
        if label and (value := line.text[label.end() :].strip(" |")):
            return value
    at = _find_last_of_name(lines, name)
    for number in (*range(at, min(at + _POSITION_REACH, len(lines))), *range(max(0, at - 2), at)):
        text = _HOW_LONG.sub("", _without_name(_whole_text(lines, number), name))
        is_short = len(text.split()) <= _POSITION_WORDS and len(text) < 90
        if is_short and JOB_WORD.search(text) and not re.search(r"[@:]|\d{4}|\.\s", text):
            return text
    return None


def _find_last_of_name(lines: Sequence[Line], name: str | None) -> int:
    if not name:
        return 0
    whole = next((number for number, line in enumerate(lines) if name in line.text), None)
    last = (number for number, line in enumerate(lines) if name.split()[-1] in line.text.split())
    return whole if whole is not None else next(last, 0)


def _whole_text(lines: Sequence[Line], number: int) -> str:
    """A line, together with the next ones of its style while its last word leaves it open.

    Empty where such a line has no next one: half a position is worse than none.
    """
    text = lines[number].text
    if _SPACED.fullmatch(text):
        return text.replace(" ", "")
    for below in lines[number + 1 : number + 3]:
        if not _OPEN_END.search(text):
            break
        if abs(below.size - lines[number].size) > 0.6 or below.bold != lines[number].bold:
            return ""
        text = f"{text} {below.text}"
    return "" if _OPEN_END.search(text) else text


def _without_name(text: str, name: str | None) -> str:
    """What a line says besides the name; a name that is not known goes too, where a mark divides it off."""
    text = text.replace(name or "\0", "").strip(" |,.—–-")
    before = None if name else _NAME_BEFORE_ROLE.match(text)
    return text[before.end() :] if before and not JOB_WORD.search(before.group()) else text


def find_city(lines: Sequence[Line]) -> str | None:
    """The city: behind its label, or a part of the head that is a city of the table."""
    for line in lines:
        for part in line.text.split("|"):
            if (label := CITY_LABEL.match(part.strip())) and (value := part.strip()[label.end() :]):
                return _pick_city(value)
    if inner := next((found for line in lines if (found := _INNER_CITY.search(line.text))), None):
        return _pick_city(inner[1])
    parts = (part.strip(" .") for line in lines for part in _PARTS.split(line.text))
    return next((_without_mark(part) for part in parts if fold(_without_mark(part)) in CITIES), None)


def _pick_city(value: str) -> str | None:
    """A known city of an address, else its only part."""
    parts = [_without_mark(part.strip(" .")) for part in _PARTS.split(value)]
    known = next((part for part in parts if fold(part) in CITIES), None)
    return known or (parts[0] if len(parts) == 1 and not re.search(r"\d", parts[0]) else None) or None


def _without_mark(part: str) -> str:
    return re.sub(r"^(?:г\.|город|city of)\s*", "", part, flags=re.IGNORECASE)


def find_birth_date(lines: Sequence[Line]) -> str | None:
    """The birth date behind its label."""
    for line in lines:
        if label := BIRTH_LABEL.search(line.text):
            return find_day(line.text[label.end() : label.end() + 40])
    return None


def find_age(lines: Sequence[Line]) -> int | None:
    """The age, where a part of the head is nothing but an age or stands behind 'Возраст:'."""
    for line in lines:
        for part in _PARTS.split(line.text):
            age = AGE.search(part)
            is_labelled = re.match(r"^(?:возраст|age)\b", part, re.IGNORECASE)
            if age and (is_labelled or age.group() == part.strip(" .()")):
                return int(age[1])
    return None


def find_gender(lines: Sequence[Line]) -> str | None:
    """The gender behind its label, or as 'родилась' and 'женат' say it; never from a name."""
    found = (GENDER_LABEL.match(part.strip()) for line in lines for part in line.text.split("|"))
    if stated := next((GENDERS.get(label[1].casefold()) for label in found if label), None):
        return stated
    words = (word for line in lines for word in re.findall(r"[а-яё]+", line.text.casefold()))
    return next((GENDER_WORDS[word] for word in words if word in GENDER_WORDS), None)


def find_salary(lines: Sequence[Line]) -> SalaryExpectation | None:
    """The pay behind a word for pay, with its currency."""
    for found in (found for line in lines for found in _SALARY.finditer(line.text)):
        amount = int(re.sub(r"\D", "", found["amount"])) * (1000 if found["thousands"] else 1)
        code = find_currency(found["sign"] or found["behind"].replace(",", " "))
        if code and amount:
            return SalaryExpectation(amount=amount, currency=code)
    return None


def find_total_months(lines: Sequence[Line]) -> int | None:
    """Months of work that the head states in years."""
    found = next((years for line in lines if (years := _YEARS_OF_WORK.search(line.text))), None)
    return int(found[1] or found[2]) * 12 if found else None
