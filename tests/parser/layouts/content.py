"""Turns a person into rows of text: the same facts in one of many manners of writing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tests.parser.layouts.forms import CONTACT_LABELS, HEADS, JOINED, LABELS, MARKED, STUDIES
from tests.parser.layouts.person import Job, Person, SkillGroup, Study
from tests.parser.layouts.wording import TITLES, print_range


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph. `left` and `right` stand on its first line, at the ends of the page or in columns."""

    style: str  # name, position, contact, head, text, small, item, tags, columns
    text: str = ""
    left: str = ""
    right: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its title; the head of the resume has none."""

    kind: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody writes: a key of the tables below for each field."""

    heads: str = "company position dates"
    dates: str = "words"
    skills: str = "commas"
    languages: str = "lines"
    studies: str = "school speciality dates"
    contacts: str = "lines"
    titles: int = 0
    has_dates: bool = True
    has_duties: bool = False  # a label above what was done, and a line of tools below it
    bullet: str = "•"
    order: tuple[str, ...] = (
        "about",
        "experience",
        "education",
        "courses",
        "skills",
        "languages",
        "projects",
    )


def write_parts(person: Person, manner: Manner) -> list[Part]:
    """The resume as parts, in the manner's order; a part of which nothing is known is left out."""
    writers: dict[str, Callable[[], tuple[Row, ...]]] = {
        "about": lambda: (Row("text", person.about),),
        "experience": lambda: tuple(_write_jobs(person, manner)),
        "education": lambda: tuple(_write_studies(person, manner)),
        "courses": lambda: tuple(_write_courses(person)),
        "skills": lambda: tuple(write_skills(person.skills, manner)),
        "languages": lambda: tuple(_write_languages(person.languages, manner.languages)),
        "projects": lambda: tuple(_write_projects(person, manner)),
    }
    parts = [Part("head", "", tuple(_write_head(person, manner)))]
    for kind in manner.order:
        if rows := writers[kind]():
            parts.append(Part(kind, TITLES[person.language, kind][manner.titles], rows))
    return parts


def _write_head(person: Person, manner: Manner) -> Iterator[Row]:
    yield Row("name", person.name)
    yield Row("position", person.position)
    values = (person.city, person.phone, person.email, person.link)
    if manner.contacts == "labels":
        for label, value in zip(CONTACT_LABELS[person.language], values, strict=True):
            yield Row("contact", f"{label}: {value}")
    elif manner.contacts == "dots":
        yield Row("contact", " · ".join(values[:3]))
        yield Row("contact", values[3])
    elif manner.contacts == "bars":
        yield Row("contact", " | ".join(values[:3]))
        yield Row("contact", values[3])
    elif manner.contacts == "icons":
        yield from (Row("contact", f"\uf095 {value}") for value in values)
    else:
        yield from (Row("contact", value) for value in values)


def _write_jobs(person: Person, manner: Manner) -> Iterator[Row]:
    if manner.heads == "grouped":
        for company, jobs in groupby(person.jobs, key=lambda job: job.company):
            yield Row("head", company)
            for job in jobs:
                yield Row("position line", job.position, right=_period(job, person, manner))
                yield from _write_duties(job, person, manner)
        return
    for job in person.jobs:
        facts = {
            "company": job.company,
            "position": job.position,
            "period": _period(job, person, manner),
            "city": person.city,
            **LABELS[person.language],
        }
        for style, *texts in HEADS[manner.heads]:
            left, text, right = (part.format(**facts) for part in texts)
            if left or text or right:
                yield Row(style, text, left, right)
        yield from _write_duties(job, person, manner)


def _write_duties(job: Job, person: Person, manner: Manner) -> Iterator[Row]:
    labels = LABELS[person.language]
    if manner.has_duties:
        yield Row("text", labels["duties"])
    yield from (Row("item", f"{manner.bullet} {line}".strip()) for line in job.lines)
    if manner.has_duties:
        yield Row("text", labels["stack"])


def _period(job: Job, person: Person, manner: Manner) -> str:
    if not manner.has_dates:
        return ""
    return print_range(job.start, job.end, job.current, manner.dates, person.language)


def _write_studies(person: Person, manner: Manner) -> Iterator[Row]:
    for study in person.studies:
        facts = {**_study_facts(study), **LABELS[person.language]}
        for style, text in STUDIES[manner.studies]:
            yield Row(style, text.format(**facts))


def _study_facts(study: Study) -> dict[str, str]:
    return {
        "school": study.institution,
        "speciality": study.speciality,
        "degree": study.degree,
        "year": str(study.year),
        "years": f"{study.start} – {study.year}",
    }


def _write_courses(person: Person) -> Iterator[Row]:
    yield from (Row("text", f"{name}, {organization}, {year}") for name, organization, year in person.courses)


def _write_projects(person: Person, manner: Manner) -> Iterator[Row]:
    for name, text in person.projects:
        yield Row("head", name)
        yield Row("item", f"{manner.bullet} {text}")


def write_skills(groups: tuple[SkillGroup, ...], manner: Manner) -> Iterator[Row]:
    """Skills in one of the ways that people list them."""
    flat = [skill for group in groups for skill in group.skills]
    form = manner.skills
    if form in JOINED:
        yield Row("text", JOINED[form].join(flat))
    elif form in MARKED:
        yield from (Row("item", MARKED[form].format(skill, bullet=manner.bullet)) for skill in flat)
    elif form == "groups":
        yield from (Row("text", f"{group.name}: {', '.join(group.skills)}") for group in groups)
    elif form == "groups below":
        for group in groups:
            yield Row("head", group.name)
            yield Row("text", ", ".join(group.skills))
    elif form == "brackets":
        heads = (f"{group.skills[0]} ({', '.join(group.skills[1:])})" for group in groups)
        yield Row("text", ", ".join(heads))
    elif form == "stars":
        marks = ("★★★★☆", "●●●○○", "90%", "4/5")
        yield from (Row("text", skill, right=marks[n % len(marks)]) for n, skill in enumerate(flat))
    else:  # tags or columns
        yield Row(form, cells=tuple(flat))


def _write_languages(languages: tuple[tuple[str, str], ...], form: str) -> Iterator[Row]:
    if form == "commas":
        yield Row("text", ", ".join(f"{name} ({level})" for name, level in languages))
    else:
        mark = {"lines": " — ", "colons": ": ", "blanks": " "}[form]
        yield from (Row("text", f"{name}{mark}{level}") for name, level in languages)
