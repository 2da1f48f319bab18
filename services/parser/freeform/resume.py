"""A resume of unknown layout: the order in which its fields are found."""

from collections.abc import Sequence
from itertools import chain

from services.parser.contacts import find_emails, find_handles, find_links, find_phones, join_cut_links
from services.parser.freeform.columns import order_columns
from services.parser.freeform.courses import read_free_courses
from services.parser.freeform.education import read_free_education
from services.parser.freeform.experience import read_free_experience
from services.parser.freeform.person import (
    find_age,
    find_birth_date,
    find_city,
    find_gender,
    find_name,
    find_position,
    find_salary,
    find_total_months,
)
from services.parser.freeform.recognise import check_is_resume
from services.parser.freeform.sections import FreeSection, cut_free_sections
from services.parser.freeform.skills import (
    drop_repeated,
    find_languages_in,
    read_free_languages,
    read_free_skills,
)
from services.parser.freeform.unsure import find_unread, find_unsure, list_titles
from services.parser.lines import Line, ReadText
from services.parser.parsed import ParsedDocument
from services.parser.tables.dates import read_length_months
from services.parser.tables.section_titles import Section
from shared.contracts.problem import Problem
from shared.contracts.resume import Contacts, Education, Language, Resume, ResumeSource
from shared.reference.problems import problem

_HEAD_SECTIONS = (None, Section.CONTACTS, Section.PERSONAL, Section.WANTED)
_NO_CONTACTS = (Section.EXPERIENCE, Section.OTHER, Section.COURSES, Section.EDUCATION, Section.ABOUT)
_HEAD_LINES = 25
_KNOWN_FIELDS_MIN = 4
_MARGIN_REACH = 0.6  # of the size: a letter that would not have fitted into the line


def read_freeform_resume(text: ReadText, source: ResumeSource) -> ParsedDocument:
    """Read what general rules find; a field that they are not sure of stays empty.

    Raises:
        InvalidInput: `not_a_resume`.
    """
    streams = order_columns(text.words) if text.words else [list(text.lines)]
    sections = cut_free_sections(streams)
    check_is_resume(sections)
    resume = _read_fields(sections, source)
    unread = find_unread(sections, resume)
    problems = [problem("section_unreadable", section=title) for title in list_titles(unread)]
    if _count_known(resume) < _KNOWN_FIELDS_MIN:
        problems.append(problem("layout_unknown"))
    return ParsedDocument(resume=_with_problems(resume, problems), unsure=find_unsure(sections, resume))


def _read_fields(sections: Sequence[FreeSection], source: ResumeSource) -> Resume:
    head = _lines_of(sections, *_HEAD_SECTIONS)
    name = find_name(head)
    skills = _lines_of(sections, Section.SKILLS)
    return Resume(
        full_name=name,
        gender=find_gender(head),
        birth_date=find_birth_date(head),
        age=find_age(head[:_HEAD_LINES]),
        city=find_city(head[:_HEAD_LINES]),
        contacts=_read_contacts(sections),
        position=_find_wanted(sections, head, name),
        salary_expectation=find_salary(head),
        total_experience_months=_find_total(sections, head),
        experience=read_free_experience(_lines_of(sections, Section.EXPERIENCE)),
        education=_read_education(sections),
        courses=read_free_courses(_lines_of(sections, Section.COURSES)),
        skills=_read_skills(sections),
        languages=_read_languages(sections, skills),
        about="\n".join(line.text for line in _lines_of(sections, Section.ABOUT)) or None,
        source=source,
    )


def _read_education(sections: Sequence[FreeSection]) -> tuple[Education, ...]:
    found = (
        read_free_education(one.lines, one.right) for one in sections if one.section is Section.EDUCATION
    )
    return tuple(chain.from_iterable(found))


def _read_skills(sections: Sequence[FreeSection]) -> tuple[str, ...]:
    found = (read_free_skills(one.lines, one.right) for one in sections if one.section is Section.SKILLS)
    return drop_repeated(chain.from_iterable(found))


def _lines_of(sections: Sequence[FreeSection], *kinds: Section | None) -> list[Line]:
    return list(chain.from_iterable(found.lines for found in sections if found.section in kinds))


def _find_wanted(sections: Sequence[FreeSection], head: Sequence[Line], name: str | None) -> str | None:
    wanted = _lines_of(sections, Section.WANTED)
    return find_position(wanted, name) or find_position(head, name)


def _find_total(sections: Sequence[FreeSection], head: Sequence[Line]) -> int | None:
    titles = (found.title for found in sections if found.section is Section.EXPERIENCE)
    stated = next((months for title in titles if (months := read_length_months(title))), None)
    return stated or find_total_months(head[:_HEAD_LINES])


def _read_contacts(sections: Sequence[FreeSection]) -> Contacts:
    """Contacts of the head; from other lists where the head has none, but never from prose and jobs."""
    text = "\n".join(_text_for_contacts(found) for found in sections if found.section in _HEAD_SECTIONS)
    elsewhere = "\n".join(
        _text_for_contacts(found) for found in sections if found.section not in _NO_CONTACTS
    )
    return Contacts(
        phones=find_phones(text) or find_phones(elsewhere),
        emails=find_emails(text) or find_emails(elsewhere),
        links=(*find_links(text), *find_handles(text)) or find_links(elsewhere),
    )


def _text_for_contacts(section: FreeSection) -> str:
    """Lines of a section; only a PDF's lines have places that show which of them are full."""
    right = max((line.x1 for line in section.lines), default=0.0)
    full = [right > 0 and line.x1 >= right - _MARGIN_REACH * line.size for line in section.lines]
    return "\n".join(join_cut_links([line.text for line in section.lines], full))


def _read_languages(sections: Sequence[FreeSection], skills: Sequence[Line]) -> tuple[Language, ...]:
    own = read_free_languages(_lines_of(sections, Section.LANGUAGES))
    return own or find_languages_in([*skills, *_lines_of(sections, Section.MORE, Section.PERSONAL, None)])


def _count_known(resume: Resume) -> int:
    fields = (resume.full_name, resume.position, resume.experience, resume.education, resume.skills)
    return sum(1 for found in (*fields, resume.contacts.phones or resume.contacts.emails) if found)


def _with_problems(resume: Resume, problems: Sequence[Problem]) -> Resume:
    source = resume.source.model_copy(update={"problems": (*resume.source.problems, *problems)})
    return resume.model_copy(update={"source": source})
