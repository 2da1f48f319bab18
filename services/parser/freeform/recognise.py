"""Is it a resume at all?"""

from collections.abc import Sequence

from services.parser.contacts import find_emails, find_phones
from services.parser.freeform.sections import FreeSection
from services.parser.tables.dates import find_range
from services.parser.tables.section_titles import VACANCY_TITLES, Section, fold_title
from services.parser.tables.words import GREETING, JOB_WORD, PAPER_TITLE, RESUME_WORD
from shared.errors import InvalidInput
from shared.reference.problems import problem

_TELLING = (
    Section.EXPERIENCE,
    Section.EDUCATION,
    Section.SKILLS,
    Section.LANGUAGES,
    Section.COURSES,
    Section.WANTED,
)
_SIGNS_MIN = 3
_VACANCY_TITLES_MIN = 2
_HEAD_LINES = 15
_FIRST_LINES = 5


def check_is_resume(sections: Sequence[FreeSection]) -> None:
    """Refuse a text that shows too few signs of a resume, or the titles of a vacancy.

    Raises:
        InvalidInput: `not_a_resume`.
    """
    if _count_signs(sections) < _SIGNS_MIN or _is_vacancy(sections) or _is_other_paper(sections):
        raise InvalidInput(problem("not_a_resume"))


def _count_signs(sections: Sequence[FreeSection]) -> int:
    lines = [line for found in sections for line in found.lines]
    text = "\n".join(line.text for line in lines)
    head = "\n".join(line.text for line in lines[:_HEAD_LINES])
    signs = (
        bool(find_phones(text) or find_emails(text)),
        bool(RESUME_WORD.search(head)),
        bool(JOB_WORD.search(head)),
        any(find_range(line.text) for line in lines if len(line.text) < 120),
    )
    return sum(signs) + len({found.section for found in sections} & set(_TELLING))


def _is_vacancy(sections: Sequence[FreeSection]) -> bool:
    lines = [line.text for found in sections for line in found.lines]
    titles = {fold_title(text) for text in lines if len(text) < 60}
    has_jobs = any(found.section is Section.EXPERIENCE and found.lines for found in sections)
    return len(titles & VACANCY_TITLES) >= _VACANCY_TITLES_MIN and not has_jobs


def _is_other_paper(sections: Sequence[FreeSection]) -> bool:
    """True for papers of a trade, which say what they are, and for letters, which begin with a greeting."""
    first = [line.text for found in sections for line in found.lines][:_FIRST_LINES]
    if any(PAPER_TITLE.match(text) for text in first):
        return True
    has_jobs = any(found.section is Section.EXPERIENCE for found in sections)
    return not has_jobs and any(GREETING.match(text) for text in first)
