"""Sections of a free-form resume: a line that is a known title opens one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from services.parser.lines import Line, Word
from services.parser.tables.section_titles import Section, find_section, guess_section

_TITLE_AND_TEXT = re.compile(r"^([^:]{3,45}):\s*(\S.*)$")
_BAR = "|"
# These may stand before a value on one line. Others do so in prose and in jobs.
_OPENED_BY_VALUE = frozenset(
    {Section.SKILLS, Section.LANGUAGES, Section.ABOUT, Section.EDUCATION, Section.COURSES}
)
# A title within one of these has to look like the title that opened it.
_WITH_SMALL_TITLES = frozenset({Section.EXPERIENCE, Section.OTHER})


@dataclass(frozen=True, slots=True)
class FreeSection:
    """Lines below one title; `section` is None for what stands above the first one."""

    section: Section | None
    title: str
    lines: tuple[Line, ...]


def cut_free_sections(streams: Sequence[Sequence[Line]]) -> list[FreeSection]:
    """Cut streams of lines at their titles. A section never goes on from one stream into another."""
    return [section for stream in streams for section in _cut_stream(stream)]


def _cut_stream(lines: Sequence[Line]) -> list[FreeSection]:
    sections: list[FreeSection] = []
    current, title, body = None, None, list[Line]()
    body_size = median(line.size for line in lines) if lines else 0.0
    for line in lines:
        found = _find_title(line, current, title, body_size)
        if found is None:
            body.append(line)
            continue
        sections.append(FreeSection(current, title.text if title else "", tuple(body)))
        current, first = found
        title, body = line, [first] if first else []
    sections.append(FreeSection(current, title.text if title else "", tuple(body)))
    return [section for section in sections if section.lines or section.section]


def _find_title(
    line: Line, current: Section | None, title: Line | None, body_size: float
) -> tuple[Section, Line | None] | None:
    """The section that a line opens, and the rest of the line where a value follows the title."""
    text = line.text.strip(" |")
    if section := find_section(text) or (guess_section(text) if _stands_out(line, body_size) else None):
        is_small = current in _WITH_SMALL_TITLES and title is not None and not _looks_alike(line, title)
        return None if is_small else (section, None)
    pair = _TITLE_AND_TEXT.match(text)
    section = find_section(pair[1]) if pair else None
    if section in _OPENED_BY_VALUE and current not in _WITH_SMALL_TITLES:
        return section, _behind_colon(line)
    return None


def _stands_out(line: Line, body_size: float) -> bool:
    return line.bold or line.size > body_size + 1 or line.text.isupper() or line.text.endswith(":")


def _looks_alike(line: Line, title: Line) -> bool:
    is_larger = line.size > title.size + 0.6
    is_same = abs(line.size - title.size) <= 0.6 and line.bold == title.bold
    return is_larger or (is_same and line.text.isupper() == title.text.isupper())


def _behind_colon(line: Line) -> Line:
    words: list[Word] = []
    is_behind = False
    for word in line.words:
        if is_behind:
            words.append(word)
        is_behind = is_behind or word.text.endswith(":")
    while words and words[0].text == _BAR:
        words.pop(0)
    return Line(tuple(words or line.words[-1:]))
