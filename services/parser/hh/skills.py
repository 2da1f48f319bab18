"""Languages and skill tags of an hh.ru export."""

import re
from collections.abc import Iterable, Sequence

from services.parser.hh.layout import fold_label, split_columns
from services.parser.lines import Line, Word
from services.parser.tables.section_titles import Section, find_section
from shared.contracts.resume import Language

_TAG_GAP = 0.5  # of the size: 0.26 within a tag, 1.56 between two tags
_LABEL_RISE = 4.0  # a label may stand a little lower than the first line of its row
_LEVEL_MARK = re.compile(r"\s+[—–-]\s+")


def read_skills(lines: Sequence[Line], split_x: float) -> tuple[tuple[Language, ...], tuple[str, ...]]:
    """Read the rows 'Знание языков' and 'Навыки'; without such labels all rows are tags."""
    left, right = split_columns(lines, split_x)
    languages: list[Language] = []
    tags: list[str] = []
    for line in right:
        if find_label(line, left) is Section.LANGUAGES:
            languages.append(_read_language(line.text))
        else:
            tags += split_tags(line)
    return tuple(languages), tuple(dict.fromkeys(tags))


def find_label(line: Line, labels: Iterable[Line]) -> Section | None:
    """The last known label of the left column at or above a line."""
    above = [label for label in labels if (label.page, label.y - _LABEL_RISE) <= line.place]
    known = (find_section(fold_label(label)) for label in reversed(above))
    return next((section for section in known if section), None)


def split_tags(line: Line) -> list[str]:
    """Tags of one row: each is drawn in a box of its own, so the gap between two tags is wide."""
    tags: list[list[Word]] = []
    for word in line.words:
        if not tags or word.x0 - tags[-1][-1].x1 > _TAG_GAP * word.size:
            tags.append([])
        tags[-1].append(word)
    return [" ".join(word.text for word in tag) for tag in tags]


def _read_language(text: str) -> Language:
    name, *level = _LEVEL_MARK.split(text, maxsplit=1)
    return Language(name=name.strip(), level=level[0].strip() if level else None)
