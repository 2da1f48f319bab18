"""Jobs and places of study on a resume's page of hh.ru."""

import re
from collections.abc import Sequence
from typing import TypedDict

from lxml import html

from services.parser.hh.education import split_pair
from services.parser.link.markup import (
    cut_entries,
    drop_elements,
    find_first,
    find_marked,
    read_lines,
    read_text,
)
from services.parser.tables.dates import DateRange, find_range, find_years
from services.parser.tables.education_words import FACULTY

_JOB = "resume-block-experience-position"
_COMPANY = (
    "resume-experience-company-title-text",
    "resume-experience-company-title",
    "resume-block-experience-company",
)
_COMPANY_CLASS = re.compile(r"(?:^|\s)(?:bloko-text_strong|resume-block__sub-title)(?:\s|$)")
_AREA = "resume-experience-company-area"
_DESCRIPTION = "resume-block-experience-description"
_FROM, _TO = "resume-experience-period-from", "resume-experience-period-to"
_STUDY = ("resume-block-education-name", "resume-education-institution", "cell")
_FACULTY = ("resume-block-education-organization", "resume-education-faculty")
_SPECIALITY = "resume-education-specialty"
_DOT = re.compile(r"\s*[•·]\s*")
_YEAR_ONLY = re.compile(r"\W*(?:19|20)\d{2}\W*")


class Job(TypedDict):
    """A job as the API gives it."""

    company: str | None
    position: str | None
    start: str | None
    end: str | None
    area: dict[str, str] | None
    description: str | None


class Entry(TypedDict):
    """A place of study or a course as the API gives it."""

    name: str | None
    organization: str | None
    result: str | None
    year: int | None


def read_jobs(block: html.HtmlElement) -> list[Job]:
    """Read the jobs of the block of experience, in the order of the page."""
    return [
        _read_job(position, entry, block) for position, entry in cut_entries(block, find_marked(block, _JOB))
    ]


def _read_job(position: html.HtmlElement, entry: html.HtmlElement, block: html.HtmlElement) -> Job:
    description = "\n".join(read_lines(find_first(entry, _DESCRIPTION))) or None
    drop_elements(find_marked(entry, _DESCRIPTION))
    period = _find_period(entry)
    area = read_text(entry, _AREA) or _read_property(entry, "addressLocality")
    return Job(
        company=_find_company(position, entry, block),
        position=" ".join(read_lines(position)) or None,
        start=_full_date(period.start) if period else None,
        end=_full_date(period.end) if period else None,
        area={"name": area} if area else None,
        description=description,
    )


def _find_company(position: html.HtmlElement, entry: html.HtmlElement, block: html.HtmlElement) -> str | None:
    """The company of the entry; several positions in one company stand below its name, in one part."""
    part: html.HtmlElement | None = entry
    while part is not None and part is not block:
        names = next((found for mark in _COMPANY if (found := find_marked(part, mark))), [])
        if len(names) == 1:
            return " ".join(read_lines(names[0])) or None
        part = part.getparent()
    if company := _read_property(entry, "name"):
        return company
    strong = (one for one in entry.iterdescendants() if _COMPANY_CLASS.search(one.get("class") or ""))
    return next((text for one in strong if one is not position and (text := " ".join(read_lines(one)))), None)


def _read_property(scope: html.HtmlElement, name: str) -> str | None:
    found = next((one for one in scope.iterdescendants() if one.get("itemprop") == name), None)
    return " ".join(read_lines(found)) or None


def _find_period(entry: html.HtmlElement) -> DateRange | None:
    """The dates of a job. The API has no job without an end that is over, so such a date is left out."""
    start, end = read_text(entry, _FROM), read_text(entry, _TO)
    text = f"{start.strip(' -–—')} — {end.strip(' -–—')}" if start and end else " ".join(read_lines(entry))
    period = find_range(text)
    return period if period and (period.end or period.current) else None


def _full_date(date: str | None) -> str | None:
    """A date as the API writes it: with the day where there is a month."""
    return f"{date}-01" if date and len(date) == len("YYYY-MM") else date


def read_studies(block: html.HtmlElement) -> list[Entry]:
    """Read the places of study of a block; what stands alone below a name and is no faculty was studied."""
    return [_tell_speciality(entry) for entry in read_courses(block)]


def _tell_speciality(study: Entry) -> Entry:
    alone = study["organization"] if study["result"] is None else None
    if alone is None or FACULTY.match(alone):
        return study
    return {**study, "organization": None, "result": alone}


def read_courses(block: html.HtmlElement) -> list[Entry]:
    """Read the courses of a block."""
    marked = next((found for mark in _STUDY if (found := find_marked(block, mark))), [])
    return [_read_entry(name, entry) for name, entry in cut_entries(block, marked)]


def _read_entry(marked: html.HtmlElement, entry: html.HtmlElement) -> Entry:
    lines = read_lines(marked)
    faculty, speciality = read_text(entry, *_FACULTY), read_text(entry, _SPECIALITY)
    if faculty is None and len(lines) > 1:  # a cell: the name, and below it the rest with dots between
        faculty = _join_rest(lines[1:])
    if speciality is None:
        faculty, speciality = split_pair(faculty)
    years = find_years(" ".join(read_lines(entry)))
    return Entry(
        name=lines[0] if lines else None,
        organization=faculty,
        result=speciality,
        year=years[-1] if years else None,
    )


def _join_rest(lines: Sequence[str]) -> str | None:
    parts = [part for part in _DOT.split(" • ".join(lines)) if part and not _YEAR_ONLY.fullmatch(part)]
    return ", ".join(parts) or None
