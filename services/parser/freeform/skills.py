"""Skills and languages of a free-form resume."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from services.parser.contacts import find_emails, find_links, find_phones
from services.parser.freeform.wrapping import is_full, is_next_line
from services.parser.lines import Line
from services.parser.tables.languages import LANGUAGE_LEVEL, LANGUAGE_NAME
from services.parser.tables.words import BULLETS
from shared.contracts.resume import Language
from shared.reference.skill_names.find import is_skill_name
from shared.reference.text import fold

_BULLET = re.compile(rf"^\s*[-{BULLETS}]\s*")
_LABEL = re.compile(r"^[^:,;]{2,45}:\s*")
_MARKS = re.compile(
    r"[;|•·▪●■]|,(?![^(]*\))|\.\s+(?=[А-ЯA-Z])(?![^(]*\))|\s+[-–—]\s+(?=(?:базов|средн|начальн|уверен|продвин|basic|advanced))"
)
_HEAD_AND_BRACKET = re.compile(r"^([^()]+?)\s*\(([^()]+)\)$")
_LEVEL_IN_BRACKET = re.compile(
    r"\s*\((?:базов\w*|база|начальн|средн|уверенн|продвинут|основы|basic|beginner|intermediate|advanced)\w*(?:\s+\w+)?\)$",
    re.IGNORECASE,
)
_LEVEL_WORDS = re.compile(
    r"^(?:начальный|средний|продвинутый|базовый|эксперт|база|основы|beginner|basic|intermediate|advanced|expert)$",
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
# 'Работа с Linux' names Linux.
_WORK_WITH = re.compile(
    r"^(?:(?:опыт|навыки|умение)\s+)?(?:работ[аыу]|работать)\s+(?:с|со|в|на)\s+"
    r"(?=[\x21-\x7e]+(?: [\x21-\x7e]+){0,2}$)",
    re.IGNORECASE,
)
# 'Разрабатываю боты': what somebody does is prose.
_FIRST_PERSON = re.compile(
    r"^(?:[а-яё]{2,}(?:юсь|усь|[аеиоуя]ю|лю)|умею|знаю|могу|хочу|пишу|веду|i(?:\s+am|\s+can|['’]m)?)\s",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"//|@\w|www\.|\w\.(?:com|ru|me|org)/", re.IGNORECASE)
_HAS_LETTER = re.compile(r"[^\W\d]")
_EDGES = " ,;:—–-•·*"
_LONGEST = 60
_MOST_WORDS = 6
_LANGUAGES_LABEL = re.compile(
    r"(?:^|\|\s*)(?:(?:foreign\s+)?languages?|(?:знание\s+|владение\s+)?(?:иностранн\w+\s+)?язык(?:и|ов|ами)?)\s*:",
    re.I,
)
_LANGUAGE_LINE = 90
_RUSSIAN_SMALL = re.compile(
    r"[а-яё]{2}|[а-яё]\s"
)  # a name of a technology may begin small, but in Latin letters
_RUSSIAN_AND = re.compile(r"^([\x21-\x7e]+(?: [\x21-\x7e]+)?)\s+и\s+([\x21-\x7e]+(?: [\x21-\x7e]+)?)$")
_SAME_START = 6.0
_LIST_MIN = 3
_TAG_GAP = 0.75  # of the size: wider than a space, even in justified text


def read_free_skills(lines: Sequence[Line], right: float = 0.0) -> tuple[str, ...]:
    """Split lists of skills into skills; sentences and bare levels are none.

    'head (a, b)' gives head, a and b, and a label before a colon is dropped.

    Args:
        lines: the lines of the section.
        right: the right end of its column in points, which tells lines that go on; 0 without places.
    """
    skills: list[str] = []
    for text in _join_wrapped(_split_columns(_drop_subtitles(lines)), right):
        listed = _LABEL.sub("", _BULLET.sub("", _without_addresses(text)))
        for part in _MARKS.split(listed):
            whole = _TRAIL.sub("", _JOINT.sub("", part.strip(_EDGES)).rstrip(".")).strip(_EDGES)
            whole = _WORK_WITH.sub("", whole)
            is_other = LANGUAGE_NAME.match(whole) or _LEVEL_WORDS.match(whole)
            skills += [] if is_other else _split_brackets(whole)
    return drop_repeated(skill for skill in skills if _is_skill(skill))


def drop_repeated(skills: Iterable[str]) -> tuple[str, ...]:
    """Each skill once, as it is written first."""
    kept: dict[str, str] = {}
    for skill in skills:
        kept.setdefault(fold(skill), skill)
    return tuple(kept.values())


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
    """Two lists side by side, one below the other; other lines as they are."""
    cells = [cell for line in lines for cell in _split_at_bars(line)]
    split = _find_split(cells)
    if split is None:
        return list(lines)
    return [cell for is_left in (True, False) for cell in cells if (cell.x0 < split) is is_left]


def _split_at_bars(line: Line) -> list[Line]:
    runs = (
        [*words] for is_bar, words in groupby(line.words, key=lambda word: word.text == "|") if not is_bar
    )
    return [Line(tuple(run)) for run in runs]


def _find_split(cells: Sequence[Line]) -> float | None:
    """Where the right one of two lists begins: several cells start there and none reaches over it."""
    starts = sorted({cell.x0 for cell in cells if cell.x0 > 0})
    for below, start in pairwise(starts):
        left = [cell for cell in cells if cell.x0 <= below]
        right = [cell for cell in cells if cell.x0 >= start]
        is_list = len({round(cell.x0 / _SAME_START) for cell in right}) == 1
        if is_list and min(len(left), len(right)) >= _LIST_MIN and all(cell.x1 < start for cell in left):
            return start
    return None


def _without_addresses(text: str) -> str:
    for address in (*find_links(text), *find_emails(text), *find_phones(text)):
        text = text.replace(address, "|")
    return text


def _join_wrapped(lines: Sequence[Line], right: float) -> list[str]:
    """Texts of lines; what a line's end has cut goes on: in a list with commas, in a bracket, in a phrase."""
    joined: list[str] = []
    above: Line | None = None
    for line in lines:
        text = _mark_gaps(line)
        if (
            above is not None
            and not _BULLET.match(text)
            and _goes_on(joined[-1].rstrip(), above, line, right)
        ):
            joined[-1] += text if re.search(r"\w-$", joined[-1]) else f" {text}"
        else:
            joined.append(text)
        above = line
    return joined


def _goes_on(text: str, above: Line, line: Line, right: float) -> bool:
    if text.endswith(",") or text.count("(") > text.count(")") or line.text.startswith("("):
        return not _LABEL.match(line.text) or text.count("(") > text.count(")")
    if line.x0 <= 0:
        return line.text[:2].islower() and "," in text and len(text) > _LONGEST
    if not is_next_line(above, line) or _LABEL.match(line.text):
        return False
    if _RUSSIAN_SMALL.match(line.text):
        return True
    return is_full(above, line, right) and _is_cut_skill(text, line.text)


def _is_cut_skill(above: str, below: str) -> bool:
    """Whether the end of one line and the start of the next are one skill, rather than two."""
    last, first = _MARKS.split(above)[-1].strip(_EDGES), _MARKS.split(below)[0].strip(_EDGES)
    if all(map(_HAS_LETTER.search, (last, first))) and is_skill_name(f"{last} {first}"):
        return True
    return below[0].islower() and not is_skill_name(last) and not is_skill_name(first)


def _mark_gaps(line: Line) -> str:
    """A line with bars where words stand apart: tags that no mark divides."""
    if line.x0 <= 0 or "," in line.text or ";" in line.text:
        return line.text
    texts = [line.words[0].text]
    for left, word in pairwise(line.words):
        is_gap = word.x0 - left.x1 > _TAG_GAP * word.size
        texts += ["|", word.text] if is_gap and "|" not in (left.text, word.text) else [word.text]
    return " ".join(texts)


def _split_brackets(part: str) -> list[str]:
    part = _LEVEL_IN_BRACKET.sub("", part)
    found = _HEAD_AND_BRACKET.match(part)
    if not found:
        return _split_and(part)
    head, listed = found[1], found[2]
    if "," not in listed and " " in listed and not is_skill_name(listed) and len(_split_and(listed)) == 1:
        return [part]
    inner = (piece.strip(_EDGES) for piece in listed.split(","))
    return [head.strip(), *(skill for piece in inner for skill in _split_and(piece))]


def _split_and(part: str) -> list[str]:
    """'Git и Docker' are two, unlike 'research and development'."""
    return list(pair.groups()) if (pair := _RUSSIAN_AND.match(part)) else [part]


def _is_skill(text: str) -> bool:
    is_short = 0 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS
    is_other = LANGUAGE_NAME.match(text) or LANGUAGE_LEVEL.fullmatch(text)
    is_piece = (
        _FIRST_PERSON.match(text)
        or _CUT_OFF.search(text)
        or _LENGTH.match(text)
        or text.count("(") != text.count(")")
    )
    is_contact = _ADDRESS.search(text) or find_phones(text) or find_emails(text)
    return is_short and not (is_other or is_piece or is_contact) and _HAS_LETTER.search(text) is not None


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
    """Languages of lines that begin with one or with a label, for sections that list other things too."""
    named: list[Line] = []
    for line in lines:
        label = _LANGUAGES_LABEL.search(line.text)
        if label:
            named.append(Line(line.words[len(line.text[: label.end()].split()) :] or line.words))
        elif LANGUAGE_NAME.match(line.text.lstrip(_EDGES)) and len(line.text) < _LANGUAGE_LINE:
            named.append(line)
    return read_free_languages(named)
