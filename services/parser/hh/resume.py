"""An hh.ru export as a Resume: the order of its parts."""

from collections.abc import Sequence

from services.parser.hh.education import read_courses, read_education
from services.parser.hh.experience import read_experience
from services.parser.hh.header import read_header
from services.parser.hh.layout import HhLayout, HhSection, split_columns
from services.parser.hh.paragraphs import join_paragraphs
from services.parser.hh.skills import find_label, read_skills
from services.parser.hh.wanted import read_wanted
from services.parser.lines import Line
from services.parser.tables.dates import find_day, read_length_months
from services.parser.tables.section_titles import Section
from shared.contracts.resume import Course, Education, Experience, Language, Resume, ResumeSource


def read_hh_resume(layout: HhLayout, source: ResumeSource) -> Resume:
    """Read every field of a laid out export."""
    header = read_header(layout.header)
    wanted = read_wanted(_lines_of(layout, Section.WANTED))
    languages, skills = _read_all_skills(layout)
    return Resume(
        full_name=header.full_name,
        gender=header.gender,
        birth_date=header.birth_date,
        age=header.age,
        city=header.city,
        contacts=header.contacts,
        position=wanted.position,
        specializations=wanted.specializations,
        salary_expectation=wanted.salary,
        total_experience_months=_read_total(layout.find(Section.EXPERIENCE)),
        experience=_read_all_jobs(layout),
        education=_read_all_education(layout),
        courses=_read_all_courses(layout),
        skills=skills,
        languages=languages,
        about=_read_about(layout),
        updated_at=_read_update(layout.footer),
        source=source,
    )


def _lines_of(layout: HhLayout, section: Section) -> tuple[Line, ...]:
    return tuple(line for found in layout.find(section) for line in found.lines)


def _right_end(layout: HhLayout) -> float:
    return max((line.x1 for found in layout.sections for line in found.lines), default=0.0)


def _read_total(sections: Sequence[HhSection]) -> int | None:
    totals = (read_length_months(found.heading) for found in sections)
    return next((total for total in totals if total is not None), None)


def _read_all_jobs(layout: HhLayout) -> tuple[Experience, ...]:
    lines = _lines_of(layout, Section.EXPERIENCE)
    return read_experience(lines, layout.split_x, _right_end(layout))


def _read_all_education(layout: HhLayout) -> tuple[Education, ...]:
    return read_education(_lines_of(layout, Section.EDUCATION), layout.split_x)


def _read_all_courses(layout: HhLayout) -> tuple[Course, ...]:
    return read_courses(_lines_of(layout, Section.COURSES), layout.split_x)


def _read_all_skills(layout: HhLayout) -> tuple[tuple[Language, ...], tuple[str, ...]]:
    return read_skills(_lines_of(layout, Section.SKILLS), layout.split_x)


def _read_about(layout: HhLayout) -> str | None:
    """The row 'Обо мне'; recommendations name other people and are left out."""
    lines = _lines_of(layout, Section.MORE)
    left, right = split_columns(lines, layout.split_x)
    about = [line for line in right if find_label(line, left) in (None, Section.ABOUT)]
    return join_paragraphs(about, _right_end(layout)) or None


def _read_update(footer: Sequence[Line]) -> str | None:
    days = (find_day(line.text) for line in footer)
    return next((day for day in days if day), None)
