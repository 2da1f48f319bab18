"""Answers of the language model become entries of the resume: only what the section's text holds is kept."""

import re

from services.parser.llm.answers import Job, KnownLanguage, Study, Training
from services.parser.llm.printed import PrintedText
from shared.contracts.resume import Course, Education, Experience, Language

_LIST_MARK = re.compile(r"[,;|•\n]")
_NAME_MAX = 200  # characters of a company, a position, a school
_SKILL_MAX = 60


def verify_job(said: Job, text: PrintedText) -> Experience | None:
    """A job, if the text holds its company, or its position together with its dates."""
    dates = text.find_dates(said.start, said.end, said.current)
    company, position = text.find(said.company, _NAME_MAX), text.find(said.position, _NAME_MAX)
    if company is None and (position is None or dates is None):
        return None
    return Experience(
        company=company,
        position=position,
        start=dates.start if dates else None,
        end=dates.end if dates else None,
        current=dates is not None and dates.current,
        description=text.find_lines(said.description),
        city=text.find(said.city, _NAME_MAX),
    )


def verify_study(said: Study, text: PrintedText) -> Education | None:
    """A place of study, if the text holds its name."""
    institution = text.find(said.institution, _NAME_MAX)
    if institution is None:
        return None
    speciality = text.find(said.speciality, _NAME_MAX)
    return Education(institution=institution, speciality=speciality, year=text.find_year(said.year))


def verify_training(said: Training, text: PrintedText) -> Course | None:
    """A course, if the text holds its name."""
    name = text.find(said.name, _NAME_MAX)
    if name is None:
        return None
    organization = text.find(said.organization, _NAME_MAX)
    return Course(name=name, organization=organization, year=text.find_year(said.year))


def verify_skill(said: str, text: PrintedText) -> str | None:
    """A skill, if the text holds it; two of a list are none."""
    return None if _LIST_MARK.search(said) else text.find(said, _SKILL_MAX)


def verify_language(said: KnownLanguage, text: PrintedText) -> Language | None:
    """A language, if the text holds its name."""
    name = text.find(said.name, _NAME_MAX)
    return Language(name=name, level=text.find(said.level, _NAME_MAX)) if name else None
