"""Experience that a vacancy asks for: out of its field, and out of its text."""

import re
from dataclasses import dataclass
from types import MappingProxyType

from services.salary.training.ingest.facts.lines import fold_lines
from shared.reference.text import fold

BUCKETS = ("noExperience", "between1And3", "between3And6", "moreThan6")
_STARTS_MONTHS = (0, 6, 36, 72)  # half a year asked for is no "no experience"
_MOST_MONTHS = 240

_OF_ID = MappingProxyType(dict(zip(map(str.casefold, BUCKETS), (0.0, 12.0, 36.0, 72.0), strict=True)))
_NONE = re.compile(
    r"нет опыта|без (?:требований к )?опыт[ау]|опыт\w* (?:работы ?:? ?)?не (?:требуется"
    r"|нужен|обязателен|важен)"
    r"|^не требуется|no experience"
)
_ENDING = r"(?:-? ?(?:х|x|ух|ти|го|ми|и)(?!\w))?"  # of a number: "3-х", "2x"
_YEARS_WORD = r"(?: и (?:более|больше))? ?(?:лет|год(?:а|ов)?|г(?!\w)|years?|yrs?)"
_AMOUNT = re.compile(
    rf"(?P<up>до |up to )?(?P<low>\d{{1,2}}(?:[.,]\d)?){_ENDING} ?\+? ?"
    rf"(?:(?:-|–|—|до|to) ?(?P<high>\d{{1,2}}){_ENDING})? ?\+?(?:{_YEARS_WORD}|(?P<months> ?(?:мес|month)))"
)
_BARE = re.compile(r"^(?P<low>\d{1,2}(?:[.,]\d)?) ?\+?$|^(?P<first>\d{1,2}) ?[-–—] ?\d{1,2}$")
_ONE_YEAR = re.compile(
    r"(?:от|более|не менее|больше) (?:одного |полутора )?(?:года|лет)|at least (?:a|one) year"
)
_WORDS = MappingProxyType(
    {"двух": "2", "трех": "3", "четырех": "4", "пяти": "5", "шести": "6", "одного": "1"}
)
_IN_WORDS = re.compile(rf"(?<!\w)({'|'.join(_WORDS)})(?= ?(?:-?х)? (?:лет|года|год))")

_ASKED = re.compile(r"опыт\w*|стаж\w*|experience")
_LABELLED = re.compile(
    r"(?:^|[\n•\-—*⭐✅📌💼🔹▪️ ])(?:требуемый |необходимый )?(?:опыт(?: работы)?|стаж|experience) ?[:\-–—]"
    r" ?(?P<value>[^\n]{1,60})"
)
# The whole of a career ("опыт работы аналитиком от 3 лет"), not of one tool ("опыт работы с Kafka от года").
_OF_CAREER = (
    r"работы|разработки|тестирования|программирования|коммерческой разработки|\w+(?:ом|ем|иком|истом|ологом)"
    r"|в (?:должности|роли|качестве|позиции|аналогичной|разработке|it|ит|сфере|области)"
)
_GENERAL = re.compile(
    rf"(?:опыт\w*|стаж\w*)(?: \w+){{0,3}}? (?:{_OF_CAREER})|стаж\w*"
    r"|(?:commercial|professional|work)? ?experience as"
)
_OF_A_TOOL = re.compile(r"опыт\w* (?:работы|разработки|использования)? ?(?:с|на|со) ")
_OF_LEADING = re.compile(r"руковод|управлени|лидерств|менторств|leading|managing")
_SENTENCE = re.compile(r"[\n;•✅✔🔹]|[.!?]\s")
_GAP_BEFORE, _GAP_BEHIND = 30, 60  # letters between the word for experience and its length


@dataclass(frozen=True, slots=True)
class AskedExperience:
    """The least experience asked for, in months; `is_sure` where the text says it of the whole career."""

    months: float
    is_sure: bool


def name_bucket(months: float) -> str:
    """The id of hh.ru's bucket that a number of months begins.

    Example:
        >>> name_bucket(24)
        'between1And3'
    """
    return BUCKETS[sum(months >= start for start in _STARTS_MONTHS) - 1]


def read_field(raw: str | None) -> float | None:
    """The least months that a field for experience asks for: an id, a label, "от 3-х лет", "5+"."""
    folded = fold(raw or "")
    if folded in _OF_ID:
        return _OF_ID[folded]
    if _NONE.search(folded):
        return 0.0
    bare = _BARE.match(folded)
    if bare:
        return _limit(float((bare["low"] or bare["first"]).replace(",", ".")) * 12)
    return _read_amount(folded)


def find_experience(text: str) -> AskedExperience | None:
    """The experience that the text asks for; None where it asks for none that can be read."""
    folded = fold_lines(text)
    labelled = _LABELLED.search(folded)
    if labelled:
        months = read_field(labelled["value"])
        if months is not None:
            return AskedExperience(months, is_sure=True)
    for sentence in _SENTENCE.split(folded):
        found = _find_in_sentence(sentence)
        if found:
            return found
    return AskedExperience(0.0, is_sure=False) if _NONE.search(folded) else None


def _find_in_sentence(sentence: str) -> AskedExperience | None:
    for asked in _ASKED.finditer(sentence):
        around = sentence[max(0, asked.start() - _GAP_BEFORE) : asked.end() + _GAP_BEHIND]
        months = _read_amount(around)
        if months is not None:
            is_narrow = _OF_A_TOOL.search(around) or _OF_LEADING.search(around)
            is_general = bool(_GENERAL.search(around)) and not is_narrow
            return AskedExperience(months, is_sure=is_general)
    return None


def _read_amount(folded: str) -> float | None:
    spelled = _IN_WORDS.sub(_spell_number, folded)
    match = _AMOUNT.search(spelled)
    if match is None:
        return 12.0 if _ONE_YEAR.search(spelled) else None
    if match["up"]:
        return 12.0 if float(match["low"].replace(",", ".")) > 1 else 0.0
    return _limit(float(match["low"].replace(",", ".")) * (1 if match["months"] else 12))


def _spell_number(match: re.Match[str]) -> str:
    return _WORDS[match[1]]


def _limit(months: float) -> float | None:
    return months if months <= _MOST_MONTHS else None
