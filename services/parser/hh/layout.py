"""The hh.ru layout: its styles, its two columns, its sections.

The export tells everything by size, weight and colour of the text. Sizes have a tolerance, and the columns
are taken from the document, for people save the export again in a word processor, which moves both.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.parser.lines import Line, Word
from services.parser.tables.section_titles import SECTION_BY_TITLE, Section, find_section, fold_title
from shared.reference.text import fold

_SIZE_TOLERANCE = 0.7
_ROW_TOLERANCE = 1.2  # cells of one row can stand 2 points apart, and then they are cells of two columns
_HEADING_SIZE = 11.0
_HEADING_GREYS = (0.2, 0.75)
_TITLE_SIZE = 12.0
_FOOTER_GREY = 0.71
_FOOTER_SIZE = 8.0
_FOOTER_STARTS_AT = 800.0
_COLUMN_STEP = 85.1  # from the left column to the right one where the document does not show it
_COLUMN_STEP_MIN = 40.0
_WANTED_TITLES = ("желаемая должность и зарплата", "desired position and salary")
_FIRST_WORDS = frozenset(title.split()[0] for title in _WANTED_TITLES)
_FOOTER_TEXT = re.compile(r"^(?:.{0,80}•\s*)?(?:Резюме обновлено|Resume updated)\s+\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HhSection:
    """One section of the export: what it is, its heading as printed, its lines without column."""

    section: Section
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class HhLayout:
    """The export, cut into header, sections and footer. `split_x` divides the two columns."""

    header: tuple[Line, ...]
    sections: tuple[HhSection, ...]
    footer: tuple[Line, ...]
    split_x: float

    def find(self, section: Section) -> tuple[HhSection, ...]:
        """All sections of one kind, in order."""
        return tuple(found for found in self.sections if found.section is section)


def lay_out_hh(words: Sequence[Word]) -> HhLayout | None:
    """Cut an hh.ru export into its parts; None where the text is no hh.ru export."""
    if not any(word.text.casefold() in _FIRST_WORDS for word in words):
        return None
    lines = join_rows(words)
    body = [line for line in lines if not _is_footer(line)]
    headings = [line for line in body if _is_heading(line)]
    wanted = [line for line in headings if fold_title(line.text) in _WANTED_TITLES]
    if not wanted:
        return None
    left_x = wanted[0].x0
    headings = [line for line in headings if abs(line.x0 - left_x) < 3]
    header, sections = _cut_sections(body, headings)
    footer = tuple(line for line in lines if _is_footer(line))
    return HhLayout(header, sections, footer, _find_split(body, left_x))


def join_rows(words: Iterable[Word]) -> list[Line]:
    """Words of one baseline as one line, from the top of the first page on."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.page, word.y)):
        row = rows[-1] if rows else None
        if row and row[0].page == word.page and word.y - row[0].y <= _ROW_TOLERANCE:
            row.append(word)
        else:
            rows.append([word])
    return [Line(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]


def is_size(line: Line, size: float) -> bool:
    """True where the line has about this size in points."""
    return abs(line.size - size) <= _SIZE_TOLERANCE


def is_title(line: Line) -> bool:
    """True for the bold 12 of the wanted position, a company, an institution or a course."""
    return line.bold and is_size(line, _TITLE_SIZE)


def _is_heading(line: Line) -> bool:
    first = Line(line.words[:1])  # a row of tags may stand beside a label of the same words
    if not is_size(first, _HEADING_SIZE) or line.bold:
        return False
    darkest, palest = _HEADING_GREYS
    return darkest < line.grey < palest or find_section(line.text) is not None


def _is_footer(line: Line) -> bool:
    is_pale = line.grey > _FOOTER_GREY and is_size(line, _FOOTER_SIZE)
    return (is_pale and line.y > _FOOTER_STARTS_AT) or _FOOTER_TEXT.match(line.text) is not None


def _cut_sections(
    body: Sequence[Line], headings: Sequence[Line]
) -> tuple[tuple[Line, ...], tuple[HhSection, ...]]:
    starts = [number for number, line in enumerate(body) if line in headings]
    sections = tuple(
        HhSection(_name_section(body[start].text), body[start].text, tuple(body[start + 1 : end]))
        for start, end in pairwise([*starts, len(body)])
    )
    return tuple(body[: starts[0]]), sections


def _name_section(heading: str) -> Section:
    return SECTION_BY_TITLE.get(fold_title(heading), Section.OTHER)


def _find_split(body: Sequence[Line], left_x: float) -> float:
    """Just left of the right column: where the most titles begin, left margin aside."""
    starts = Counter(round(word.x0) for line in body if (word := _find_right_title(line, left_x)))
    right_x = starts.most_common(1)[0][0] if starts else left_x + _COLUMN_STEP
    return right_x - 6


def _find_right_title(line: Line, left_x: float) -> Word | None:
    """The first word right of the left column, if it is a title."""
    word = next((word for word in line.words if word.x0 > left_x + _COLUMN_STEP_MIN), None)
    return word if word and word.bold and abs(word.size - _TITLE_SIZE) <= _SIZE_TOLERANCE else None


def split_columns(lines: Iterable[Line], split_x: float) -> tuple[list[Line], list[Line]]:
    """The cells of the left column and of the right one."""
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        for column, words in zip((left, right), _split_words(line, split_x), strict=True):
            if words:
                column.append(Line(words))
    return left, right


def _split_words(line: Line, split_x: float) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    left = tuple(word for word in line.words if word.x0 < split_x)
    return left, line.words[len(left) :]


def fold_label(line: Line) -> str:
    """The text of a label, for looking it up."""
    return fold(line.text).strip(" :")
