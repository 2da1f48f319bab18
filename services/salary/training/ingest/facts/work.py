"""Schedule, employment and format of work, in one word each, however they are spelled."""

import re
from types import MappingProxyType

from services.salary.training.ingest.facts.lines import fold_lines
from shared.reference.text import fold

_REMOTE = (
    r"удал[её]н\w*|дистанц\w*|(?<!\w)remote\w*|full[ -]remote|из дома|home ?office|из любой точки|надомн\w*"
)
_HYBRID = r"гибрид\w*|hybrid\w*|смешанн\w+ формат"
_OFFICE = r"(?<!\w)офис(?!\w)|в офисе|on_?site|office|работа на месте|офисн\w+ формат"

# The first word of each table that matches counts.
_FORMATS = MappingProxyType(
    {"hybrid": re.compile(_HYBRID), "remote": re.compile(_REMOTE), "office": re.compile(_OFFICE)}
)
_SCHEDULES = MappingProxyType(
    {
        "flyInFlyOut": re.compile(r"flyinflyout|вахт\w*"),
        "shift": re.compile(r"(?<!\w)shift(?!\w)|сменн\w*|посменн\w*|2/2|сутки через"),
        "flexible": re.compile(r"flexible|гибк\w*|свободн\w+ график"),
        "fullDay": re.compile(r"fullday|полный (?:рабочий )?день|полного дня|5/2|пятидневк\w*"),
    }
)
_EMPLOYMENTS = MappingProxyType(
    {
        "probation": re.compile(r"probation|стажировк\w*|internship"),
        "project": re.compile(
            r"(?<!\w)project(?!\w)|проектн\w*|контракт\w*|подряд\w*|freelance|фриланс\w*|разов\w+"
        ),
        "part": re.compile(r"(?<!\w)part(?:[ _-]?time)?(?!\w)|парт-?тайм|частичн\w*|неполн\w*|подработк\w*"),
        "full": re.compile(r"(?<!\w)full(?:[ _-]?time)?(?!\w)|ф[уа]лл?-?тайм|полн\w+|постоянн\w*|в штат"),
    }
)
# In a text: a statement about this job, and not about what the company also has.
_LABELLED = re.compile(
    r"(?:формат(?: работы)?|график(?: работы)?|тип работы|локация|место работы|location|format|work ?format"
    r"|город|занятость|условия работы|режим работы) ?[:\-–—] ?([^\n]{1,90})"
)
_PLAIN_REMOTE = re.compile(
    r"полностью удал[её]нн\w*|100 ?% (?:удал[её]нк\w*|remote)|full(?:y)?[ -]remote|#удал[её]н\w*"
    r"|#remote|удал[её]нн\w+ (?:формат|работ)\w*|работ\w+ удал[её]нно"
    r"|формат\w* удал[её]нн\w*|можно (?:работать )?удал[её]нно"
)
_NOT_THIS_JOB = re.compile(
    r"не (?:предполагает\w*|рассматрива\w*)? ?(?:удал[её]н|remote)|удал[её]нк\w* нет|no remote"
)
_PLAIN_HYBRID = re.compile(
    r"гибридн\w+ (?:формат|график|режим|работ)\w*|#гибрид|#hybrid|hybrid (?:work|format|mode)"
)
_PLAIN_OFFICE = re.compile(r"работа (?:только )?в офисе|#офис(?!\w)|офисный формат|строго офис|офис в ")


def read_format(terms: str) -> str | None:
    """remote, hybrid or office out of a field; several allowed formats give the freest that has an office."""
    folded = fold(terms)
    named = [name for name, words in _FORMATS.items() if words.search(folded)]
    if {"remote", "office"} <= set(named):
        return "hybrid"
    return named[0] if named else None


def read_schedule(terms: str) -> str | None:
    """hh.ru's id of the schedule that words name; remote work has no other."""
    return _read(_SCHEDULES, terms)


def read_employment(terms: str) -> str | None:
    """hh.ru's id of the employment that words name; of several the fullest."""
    folded = fold(terms)
    named = [name for name, words in _EMPLOYMENTS.items() if words.search(folded)]
    return "full" if "full" in named else named[0] if named else None


def find_format(text: str) -> tuple[str, bool] | None:
    """The format that a text states, and whether surely: behind a label, or by plain words."""
    folded = fold_lines(text)
    for labelled in _LABELLED.finditer(folded):
        told = read_format(labelled[1])
        if told:
            return told, True
    if _NOT_THIS_JOB.search(folded):
        return None
    for name, words in (("hybrid", _PLAIN_HYBRID), ("remote", _PLAIN_REMOTE), ("office", _PLAIN_OFFICE)):
        if words.search(folded):
            return name, name != "office"
    return None


def _read(table: MappingProxyType[str, re.Pattern[str]], terms: str) -> str | None:
    folded = fold(terms)
    return next((name for name, words in table.items() if words.search(folded)), None)
