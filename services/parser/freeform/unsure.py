"""Sections that the rules read in part or not at all: a person hears of them, a model may read them."""

import re
from collections.abc import Sequence
from types import MappingProxyType

from services.parser.freeform.sections import FreeSection
from services.parser.freeform.skills import read_free_skills
from services.parser.parsed import UnsureSection
from services.parser.tables.dates import find_range
from services.parser.tables.section_titles import Section
from shared.contracts.resume import Experience, Resume

# Sections of which something must have been read where the document has them.
_READ_SECTIONS = MappingProxyType(
    {
        Section.EXPERIENCE: "experience",
        Section.EDUCATION: "education",
        Section.COURSES: "courses",
        Section.SKILLS: "skills",
        Section.LANGUAGES: "languages",
    }
)
_NOTHING = re.compile(r"^\W*(?:нет|без|отсутству\w+|не имею|no|none|n/a|not yet)(?!\w)", re.IGNORECASE)
_TITLE_MAX = 40
_FEW_SKILLS = 2


def find_unread(sections: Sequence[FreeSection], resume: Resume) -> list[FreeSection]:
    """Sections that the document has and that gave nothing: nobody shall hear they are missing."""
    fields = {section for section, field in _READ_SECTIONS.items() if not getattr(resume, field)}
    unread = [found for found in sections if found.section in fields]
    said_none = {found.section for found in unread if _says_nothing(found)}
    return [found for found in unread if found.section not in said_none]


def find_unsure(sections: Sequence[FreeSection], resume: Resume) -> tuple[UnsureSection, ...]:
    """Sections that gave nothing, or less than they seem to say; with their whole text."""
    unread = find_unread(sections, resume)
    doubtful = [found for found in sections if found in unread or _is_doubtful(found, sections, resume)]
    return tuple(
        UnsureSection(
            section=found.section,
            text="\n".join(line.text for line in found.lines),
            title=tidy_title(found.title),
        )
        for found in doubtful
        if found.section and found.lines
    )


def _is_doubtful(found: FreeSection, sections: Sequence[FreeSection], resume: Resume) -> bool:
    if not found.lines or _says_nothing(found):
        return False
    if found.section is Section.EXPERIENCE:
        return any(map(_lacks_something, resume.experience))
    if found.section is Section.EDUCATION:
        return _count_ranges(sections, Section.EDUCATION) > len(resume.education)
    if found.section is Section.SKILLS:
        return len(read_free_skills(found.lines, found.right)) < _FEW_SKILLS
    return False


def _lacks_something(job: Experience) -> bool:
    return job.company is None or job.position is None or job.start is None


def _count_ranges(sections: Sequence[FreeSection], kind: Section) -> int:
    """Lines with a range of dates: each is likely an entry."""
    lines = (line for found in sections if found.section is kind for line in found.lines)
    return sum(1 for line in lines if find_range(line.text))


def _says_nothing(found: FreeSection) -> bool:
    return bool(found.lines) and _NOTHING.match(found.lines[0].text) is not None


def list_titles(sections: Sequence[FreeSection]) -> list[str]:
    """Titles of sections for a person to read, each once."""
    return list(dict.fromkeys(tidy_title(found.title) for found in sections))


def tidy_title(title: str) -> str:
    """A printed title without what follows it on its line."""
    title = re.split(r"[:|]", title)[0].strip(" •-–—*■●#")[:_TITLE_MAX]
    return title.replace(" ", "") if re.fullmatch(r"(?:\w )+\w", title) else title
