"""Sections of a free-form resume: a line that is a known title opens one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from services.parser.freeform.person import reads_as_name
from services.parser.lines import Line, Word
from services.parser.tables.dates import find_range
from services.parser.tables.languages import LANGUAGE_NAME
from services.parser.tables.section_titles import Section, find_section, guess_section
from services.parser.tables.words import JOB_WORD, LEGAL_FORM

_TITLE_AND_TEXT = re.compile(r"^([^:|]{3,45})(?::|\s\|)\s*(\S.*)$")
_BAR = "|"
# These may stand before a value on one line. Others do so in prose and in jobs.
_OPENED_BY_VALUE = frozenset(
    {Section.SKILLS, Section.LANGUAGES, Section.ABOUT, Section.EDUCATION, Section.COURSES}
)
# A title within one of these has to look like the title that opened it.
_NEVER_OF_A_JOB = frozenset({Section.EDUCATION, Section.LANGUAGES})
# What a job may have a label for.
_JOB_LABELS = frozenset({Section.SKILLS, Section.OTHER, Section.COURSES, Section.CONTACTS})
_WITH_SMALL_TITLES = frozenset({Section.EXPERIENCE, Section.OTHER})
_LARGER_THAN_BODY = 1.0
_PALER_THAN_BODY = 0.15
_NAME_LARGER = 3.0
_TITLE_WORDS = 5
_LOOK_BELOW = 3
_TITLE_CHARS = 45
_UPPER_TITLE_MIN = 6


@dataclass(frozen=True, slots=True)
class FreeSection:
    """Lines below one title; `section` is None for what stands above the first one.

    `right` is the right end of the column that the lines stand in, 0 where there are no places.
    """

    section: Section | None
    title: str
    lines: tuple[Line, ...]
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class _Looks:
    """How the lines of the whole document look."""

    body_size: float
    body_grey: float
    largest: float
    title_styles: frozenset[tuple[float, bool, bool]]

    def stands_out(self, line: Line) -> bool:
        """True for what is larger, bolder or paler than the text, in capitals, or ends in a colon."""
        is_louder = line.bold or line.size > self.body_size + _LARGER_THAN_BODY
        is_paler = abs(line.grey - self.body_grey) > _PALER_THAN_BODY
        return is_louder or is_paler or line.text.isupper() or line.text.endswith(":")


def cut_free_sections(streams: Sequence[Sequence[Line]]) -> list[FreeSection]:
    """Cut streams of lines at their titles. A section never goes on from one stream into another."""
    looks = _find_looks([line for stream in streams for line in stream])
    return [section for stream in streams for section in _cut_stream(stream, looks)]


def _find_looks(lines: Sequence[Line]) -> _Looks:
    if not lines:
        return _Looks(0.0, 0.0, 0.0, frozenset())
    body_size = median(line.size for line in lines)
    largest = max(line.size for line in lines)
    return _Looks(
        body_size, median(line.grey for line in lines), largest, _find_title_styles(lines, body_size)
    )


def _find_title_styles(lines: Sequence[Line], body_size: float) -> frozenset[tuple[float, bool, bool]]:
    """Styles in which known titles are written, and hardly anything else: other titles are so too."""
    known = Counter(_style_of(line) for line in lines if find_section(line.text))
    others = Counter(_style_of(line) for line in lines if not find_section(line.text))
    plain = {_style_of(line) for line in lines if abs(line.size - body_size) < 0.6 and not line.bold}
    return frozenset(
        style
        for style, count in known.items()
        if count > 1 and others[style] <= count / 2 and (style not in plain or style[2])
    )


def _style_of(line: Line) -> tuple[float, bool, bool]:
    return round(2 * line.size) / 2, line.bold, line.text.isupper()


def _cut_stream(lines: Sequence[Line], looks: _Looks) -> list[FreeSection]:
    sections: list[FreeSection] = []
    current, title, body = None, None, list[Line]()
    main: Line | None = None  # the first title of several on skills
    right = max((line.x1 for line in lines), default=0.0)
    for number, line in enumerate(lines):
        found = _find_title(line, current, title, looks)
        below = lines[number + 1 : number + 1 + _LOOK_BELOW]
        is_group = current is Section.SKILLS and found and _names_group(found, below, line, main)
        if found is None or is_group:
            body.append(line)
            continue
        sections.append(FreeSection(current, title.text if title else "", tuple(body), right))
        main = main if current is found[0] is Section.SKILLS else line
        current, first = found
        title, body = (line if current else None), [first] if first else []
    sections.append(FreeSection(current, title.text if title else "", tuple(body), right))
    return [section for section in sections if section.lines or section.section]


def _names_group(
    found: tuple[Section | None, Line | None], below: Sequence[Line], line: Line, main: Line | None
) -> bool:
    """True for 'Languages' above languages of programming, and for a small 'Additionally' among skills."""
    if found[0] is Section.MORE:
        return main is not None and not _looks_alike(line, main)
    lines = [found[1], *below] if found[1] else below
    return found[0] is Section.LANGUAGES and not any(LANGUAGE_NAME.search(line.text) for line in lines)


def _find_title(
    line: Line, current: Section | None, title: Line | None, looks: _Looks
) -> tuple[Section | None, Line | None] | None:
    """The section that a line opens, and the rest of the line where a value follows the title."""
    text = line.text.strip(" |")
    if text[:2].islower() and not looks.stands_out(line):
        return None
    # Documents without places lose the style of their headings.
    may_guess = looks.stands_out(line) or (line.x0 <= 0 and len(text.split()) == 1)
    if section := find_section(text) or (guess_section(text) if may_guess else None):
        is_small = current in _WITH_SMALL_TITLES and title is not None and _is_smaller(line, title, section)
        return None if is_small else (section, None)
    if (
        current is not None
        and line.size == looks.largest > looks.body_size + _NAME_LARGER
        and reads_as_name(line)
    ):
        return None, line
    if current is not None and _is_unknown_title(line, current, looks):
        return Section.OTHER, None
    return _find_title_before_text(line, text, current)


def _find_title_before_text(
    line: Line, text: str, current: Section | None
) -> tuple[Section | None, Line | None] | None:
    pair = _TITLE_AND_TEXT.match(text)
    section = find_section(pair[1]) if pair else None
    if pair is None or section not in _OPENED_BY_VALUE:
        return None
    if current in _WITH_SMALL_TITLES and section not in _NEVER_OF_A_JOB:
        return None
    if section is Section.LANGUAGES and not LANGUAGE_NAME.search(text):
        return None  # of programming
    if section is Section.SKILLS and current is Section.SKILLS:
        return None  # a group of skills
    return section, _behind_title(line, len(pair[1].split()))


def _is_unknown_title(line: Line, current: Section, looks: _Looks) -> bool:
    """A short line in the style of the titles that no table knows, and that can be nothing of a job."""
    text = line.text
    if (
        _style_of(line) not in looks.title_styles
        or len(text) > _TITLE_CHARS
        or len(text.split()) > _TITLE_WORDS
    ):
        return False
    is_only_upper = not line.bold and line.size < looks.body_size + _LARGER_THAN_BODY
    if is_only_upper and (current is Section.SKILLS or len(text) < _UPPER_TITLE_MIN):
        return False  # 'SQL' among skills, 'ВШЭ' among schools
    is_other = JOB_WORD.search(text) or LEGAL_FORM.search(text) or find_range(text) or _BAR in text
    return not is_other and not any(letter.isdigit() or letter in "@,;" for letter in text)


def _is_smaller(line: Line, title: Line, section: Section) -> bool:
    """True for what stands out less than the title above: a label within a job, such as 'Технологии:'."""
    is_label = line.text.endswith(":") and not title.text.endswith(":") and section in _JOB_LABELS
    return is_label or not _looks_alike(line, title)


def _looks_alike(line: Line, title: Line) -> bool:
    is_larger = line.size > title.size + 0.6
    is_same = abs(line.size - title.size) <= 0.6 and line.bold == title.bold
    return is_larger or (is_same and line.text.isupper() == title.text.isupper())


def _behind_title(line: Line, title_words: int) -> Line:
    words: list[Word] = list(line.words)
    while words and words[0].text == _BAR:
        words.pop(0)
    words = words[title_words:]
    while words and words[0].text in (_BAR, ":"):
        words.pop(0)
    return Line(tuple(words or line.words[-1:]))
