"""Skills and languages of a free-form resume."""

import re
from collections.abc import Sequence
from itertools import pairwise

from services.parser.contacts import find_emails, find_links, find_phones
from services.parser.lines import Line
from services.parser.tables.words import LANGUAGE_LEVEL, LANGUAGE_NAME
from shared.contracts.resume import Language
from shared.reference.text import fold

_BULLET = re.compile(r"^\s*[-–—•·*▪●■+✓➢✔]\s*")
_LABEL = re.compile(r"^[^:,;]{2,45}:\s*")
_MARKS = re.compile(
    r"[;|•·▪●■]|,(?![^(]*\))|\.\s+(?=[А-ЯA-Z])(?![^(]*\))|\s+[-–—]\s+(?=(?:базов|средн|начальн|уверен|продвин|basic|advanced))"
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
_TRAIL = re.compile(
    r"[\s,]+(?:and|и)\s+(?:more|others?|so\s+on|др|другие|другое|прочее|т\.?\s?[дп])\b.*$|[\s,]+etc\b.*$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^(?:and|и|а также)\s+(?=\S)", re.IGNORECASE)
# Cut off at a line's end, a length of time, or how to reach somebody: no skills.
_CUT_OFF = re.compile(r"(?<!\w)(?:и|в|с|на|по|для|от|of|for|and|with|in|the|or|или)$")
_LENGTH = re.compile(r"^\d+\+?\s*(?:лет|год|мес|years?|months?)(?!\w)", re.IGNORECASE)
_ADDRESS = re.compile(r"//|@\w|www\.|\w\.(?:com|ru|me|org)/", re.IGNORECASE)
_EDGES = " ,;:—–-•·*"
_LONGEST = 60
_MOST_WORDS = 6


def read_free_skills(lines: Sequence[Line]) -> tuple[str, ...]:
    """Split lists of skills into skills; sentences and bare levels are none.

    'head (a, b)' gives head, a and b, and a label before a colon is dropped.
    """
    skills: list[str] = []
    for text in _join_wrapped([line.text for line in _split_columns(_drop_subtitles(lines))]):
        listed = _LABEL.sub("", _BULLET.sub("", _without_addresses(text)))
        for part in _MARKS.split(listed):
            whole = _TRAIL.sub("", _JOINT.sub("", part.strip(_EDGES)).rstrip(".")).strip(_EDGES)
            skills += [] if LANGUAGE_NAME.match(whole) else _split_brackets(whole)
    kept = {fold(skill): skill for skill in reversed(skills) if _is_skill(skill)}
    return tuple(reversed(kept.values()))


def _drop_subtitles(lines: Sequence[Line]) -> list[Line]:
    """Leave out bold lines that stand above plain ones: they name groups of skills."""
    if all(line.bold for line in lines):
        return list(lines)
    below = [*lines[1:], None]
    return [
        line
        for line, after in zip(lines, below, strict=True)
        if not (
            line.bold
            and after
            and not after.bold
            and after.size <= line.size
            and not _BULLET.match(line.text)
        )
    ]


def _split_columns(lines: Sequence[Line]) -> list[Line]:
    """Two lists of bullets side by side, one below the other."""
    starts = [
        after.x0
        for line in lines
        for bar, after in pairwise(line.words)
        if bar.text == "|" and _BULLET.match(after.text + " ") and after.x0 > 0
    ]
    if not starts:
        return list(lines)
    sides = [
        [tuple(word for word in line.words if word.text != "|" and (word.x0 < min(starts) - 3) is is_left)]
        for is_left in (True, False)
        for line in lines
    ]
    return [Line(words) for side in sides for words in side if words]


def _without_addresses(text: str) -> str:
    for address in (*find_links(text), *find_emails(text), *find_phones(text)):
        text = text.replace(address, "|")
    return text


def _join_wrapped(texts: Sequence[str]) -> list[str]:
    """A line that ends in a comma, or the next of which begins small, goes on."""
    joined: list[str] = []
    for text in texts:
        above = joined[-1].rstrip() if joined else ""
        opened = above.count("(") > above.count(")")
        if above and (above.endswith(",") or opened or text[:1].islower()) and not _BULLET.match(text):
            joined[-1] += text if re.search(r"\w-$", above) else f" {text}"
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
    is_other = _LEVEL_WORDS.match(text) or LANGUAGE_NAME.match(text) or LANGUAGE_LEVEL.fullmatch(text)
    is_piece = _CUT_OFF.search(text) or _LENGTH.match(text) or text.count("(") != text.count(")")
    is_contact = _ADDRESS.search(text) or find_phones(text) or find_emails(text)
    return is_short and not (is_other or is_piece or is_contact) and re.search(r"[^\W\d]", text) is not None


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
