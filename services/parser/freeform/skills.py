"""Skills and languages of a free-form resume."""

import re
from collections.abc import Sequence

from services.parser.lines import Line
from services.parser.tables.words import LANGUAGE_LEVEL, LANGUAGE_NAME
from shared.contracts.resume import Language

_BULLET = re.compile(r"^\s*[-–—•·*▪●■+✓➢✔]\s*")
_LABEL = re.compile(r"^[^:,;]{2,45}:\s*")
_MARKS = re.compile(
    r"[;|•·▪●■]|,(?![^(]*\))|\.\s+(?=[А-ЯA-Z])|\s+[-–—]\s+(?=(?:базов|средн|начальн|уверен|продвин|basic|advanced))"
)
_HEAD_AND_BRACKET = re.compile(r"^([^()]+?)\s*\(([^()]*,[^()]*)\)$|^([^()]+?)\s+\((\w[\w.-]+)\)$")
_LEVEL_IN_BRACKET = re.compile(
    r"\s*\((?:базов|начальн|средн|уверенн|продвинут|основы|basic|beginner|intermediate|advanced)\w*(?:\s+\w+)?\)$",
    re.IGNORECASE,
)
_LEVEL_WORDS = re.compile(
    r"^(?:начальный|средний|продвинутый|базовый|эксперт|beginner|basic|intermediate|advanced|expert)$",
    re.IGNORECASE,
)
_EDGES = " ,;:—–-•·*"
_LONGEST = 60
_MOST_WORDS = 6


def read_free_skills(lines: Sequence[Line]) -> tuple[str, ...]:
    """Split lists of skills into skills; sentences and bare levels are none.

    'head (a, b)' gives head, a and b, and a label before a colon is dropped.
    """
    skills: list[str] = []
    for text in _join_wrapped([line.text for line in lines]):
        listed = _LABEL.sub("", _BULLET.sub("", text))
        for part in _MARKS.split(listed):
            skills += _split_brackets(part.strip(_EDGES).rstrip("."))
    kept = (skill for skill in skills if _is_skill(skill))
    return tuple(dict.fromkeys(kept))


def _join_wrapped(texts: Sequence[str]) -> list[str]:
    """A line that ends in a comma, or the next of which begins small, goes on."""
    joined: list[str] = []
    for text in texts:
        above = joined[-1].rstrip() if joined else ""
        opened = above.count("(") > above.count(")")
        if above and (above.endswith(",") or opened or text[:1].islower()) and not _BULLET.match(text):
            joined[-1] += f" {text}"
        else:
            joined.append(text)
    return joined


def _split_brackets(part: str) -> list[str]:
    part = _LEVEL_IN_BRACKET.sub("", part)
    found = _HEAD_AND_BRACKET.match(part)
    if not found:
        return [part]
    head, listed = found[1] or found[3], found[2] or found[4]
    return [head.strip(), *(inner.strip(_EDGES) for inner in listed.split(","))]


def _is_skill(text: str) -> bool:
    is_short = 0 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS
    is_other = _LEVEL_WORDS.match(text) or LANGUAGE_NAME.match(text)
    return is_short and not is_other and re.search(r"[^\W\d]", text) is not None


def read_free_languages(lines: Sequence[Line]) -> tuple[Language, ...]:
    """Find names of languages, each with the level that follows it before the next name."""
    text = " | ".join(line.text for line in lines)
    names = list(LANGUAGE_NAME.finditer(text))
    ends = [*(name.start() for name in names[1:]), len(text)]
    found: dict[str, Language] = {}
    for name, end in zip(names, ends, strict=False):
        level = LANGUAGE_LEVEL.search(text, name.end(), end)
        printed = name[1].capitalize()
        found.setdefault(printed, Language(name=printed, level=level[1].strip() if level else None))
    return tuple(found.values())


def find_languages_in(lines: Sequence[Line]) -> tuple[Language, ...]:
    """Languages of lines that begin with one, for sections that list other things too."""
    named = [
        line for line in lines if LANGUAGE_NAME.match(line.text.lstrip(_EDGES)) and len(line.text) < _LONGEST
    ]
    return read_free_languages(named)
