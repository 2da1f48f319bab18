"""A resume's page on hh.ru, by the marks of both of its designs, as the document that the API would give.

What a mark means was taken from pages: hh.ru documents none of them. Where the marks are gone, nothing is
read here and the page is read like any other HTML.
"""

import json
import re
from collections.abc import Callable, Sequence
from typing import TypedDict

from lxml import html

from services.parser.contacts import find_emails, find_phones
from services.parser.link.history import Entry, read_courses, read_jobs, read_studies
from services.parser.link.markup import find_first, find_marked, load_page, marks_of, read_heading, read_lines
from services.parser.link.markup import read_text as read
from services.parser.tables.dates import find_day, read_length_months
from services.parser.tables.labels import GENDERS, find_currency
from services.parser.tables.section_titles import Section, find_section

_POSITION = ("resume-block-title-position", "resume-position")
_SALARY = ("resume-block-salary", "resume-salary-expectation")
_ROLES = ("resume-block-position-specialization", "resume-specialization-professional-role-value")
_NEXT_ROLE = re.compile(r",\s+(?=[A-ZА-ЯЁ])")  # 'Аналитик, BI-аналитик, аналитик данных' are two roles
_EXPERIENCE = ("resume-block-experience", "resume-experience-block")
_EDUCATION = ("resume-block-education", "resume-education-block")
_COURSES = ("resume-block-additional-education", "resume-education-courses-block")
_TESTS = ("resume-block-attestation-education", "resume-education-tests-block")
_ABOUT = ("resume-block-skills-content", "resume-about-content", "resume-about-card", "resume-about-block")
_SKILLS = ("skills-table", "resume-skills-block")
_SKILL = ("bloko-tag__text", "resume-skill-name", "skill-tag")
_SKILL_CLASS = re.compile(r"(?:^|\s)magritte-tag__label")
_LANGUAGE = ("resume-block-language-item", "resume-language-item")
_TOTAL = re.compile(r"(?:опыт\s+работы|work\s+experience|experience)(?!\w)", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d\s]*")
_LANGUAGE_DASH = re.compile(r"\s+[-–—]\s+")


class Named(TypedDict, total=False):
    """A value with its id in hh.ru's dictionaries, where we know it."""

    id: str
    name: str


def read_page(content: bytes) -> bytes | None:
    """Read a page into the JSON of `GET /resumes/{id}`; None where no mark shows a resume."""
    page = load_page(content)
    if page is None:
        return None
    fields: dict[str, object] = {
        **_read_person(page),
        **_read_wanted(page),
        **_read_history(page),
        "skill_set": _read_skills(page),
        "language": _read_languages(page),
        "skills": _read_about(page),
    }
    has_head = bool(fields["title"] or fields["last_name"])
    has_body = any(fields[name] for name in ("experience", "skill_set", "skills"))
    return json.dumps(fields, ensure_ascii=False).encode() if has_head and has_body else None


def _read_person(page: html.HtmlElement) -> dict[str, object]:
    names = (read(page, "resume-personal-name") or "").split(maxsplit=2)
    gender = next(iter((read(page, "resume-personal-gender") or "").split()), "").strip(",").casefold()
    age = _DIGITS.search(read(page, "resume-personal-age") or "")
    city = (read(page, "resume-personal-address") or "").split(",")[0].strip()
    contacts = "\n".join(
        line for one in page.iterdescendants() if _is_contact(one) for line in read_lines(one)
    )
    return {
        **dict(zip(("last_name", "first_name", "middle_name"), [*names, None, None, None], strict=False)),
        "gender": Named(id=GENDERS[gender]) if gender in GENDERS else None,
        "age": int(age.group()) if age else None,
        "birth_date": find_day(read(page, "resume-personal-birthday") or ""),
        "area": Named(name=city) if city else None,
        "contact": [
            *({"type": Named(id="cell"), "value": {"formatted": phone}} for phone in find_phones(contacts)),
            *({"type": Named(id="email"), "value": email} for email in find_emails(contacts)),
        ],
        "updated_at": find_day(read(page, "resume-update-date", "resume-updatedAt") or ""),
    }


def _is_contact(element: html.HtmlElement) -> bool:
    return any(mark.startswith(("resume-contact", "resume-block-contacts")) for mark in marks_of(element))


def _read_wanted(page: html.HtmlElement) -> dict[str, object]:
    pay = read_heading(page, *_SALARY) or ""
    amount = _DIGITS.search(pay)
    currency = find_currency(pay[amount.end() :]) if amount else None
    roles = [
        role for one in find_marked(page, *_ROLES) for role in _NEXT_ROLE.split(" ".join(read_lines(one)))
    ]
    return {
        "title": read_heading(page, *_POSITION),
        "salary": {"amount": int(re.sub(r"\s", "", amount.group())), "currency": currency}
        if amount and currency
        else None,
        "professional_roles": [Named(name=role) for role in roles],
    }


def _read_history(page: html.HtmlElement) -> dict[str, object]:
    experience = find_first(page, *_EXPERIENCE)
    total = (
        read_heading(page, "resume-experience-block-title", *_EXPERIENCE) if experience is not None else None
    )
    months = read_length_months(total or "")
    return {
        "experience": read_jobs(experience) if experience is not None else [],
        "total_experience": {"months": months} if months else None,
        "education": {
            "primary": _read_block(page, _EDUCATION, read_studies),
            "additional": _read_block(page, _COURSES, read_courses),
            "attestation": _read_block(page, _TESTS, read_courses),
        },
    }


def _read_block(
    page: html.HtmlElement, marks: Sequence[str], read_entries: Callable[[html.HtmlElement], list[Entry]]
) -> list[Entry]:
    block = find_first(page, *marks)
    return read_entries(block) if block is not None else []


def _read_skills(page: html.HtmlElement) -> list[str]:
    block = find_first(page, *_SKILLS)
    if block is None:
        return []
    tags = [one for one in block.iterdescendants() if _is_skill(one)]
    skills = (" ".join(read_lines(tag)) for tag in tags)
    return list(dict.fromkeys(skill for skill in skills if skill))


def _is_skill(element: html.HtmlElement) -> bool:
    marks = marks_of(element)
    is_marked = any(mark in _SKILL or mark.startswith("skill-tag-") for mark in marks)
    return is_marked or bool(_SKILL_CLASS.search(element.get("class") or ""))


def _read_languages(page: html.HtmlElement) -> list[dict[str, object]]:
    known: list[dict[str, object]] = []
    for item in find_marked(page, *_LANGUAGE):
        name = read(item, "resume-language-name")
        level = read(item, "resume-language-level")
        if name is None:
            name, _, level = _LANGUAGE_DASH.sub("\0", " ".join(read_lines(item)), count=1).partition("\0")
        known.append({"name": name, "level": Named(name=level) if level else None})
    return known


def _read_about(page: html.HtmlElement) -> str | None:
    lines = read_lines(find_first(page, *_ABOUT))
    if lines and find_section(lines[0]) is Section.ABOUT:
        lines = lines[1:]
    return "\n".join(lines) or None
