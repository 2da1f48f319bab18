"""Checks the stated fields against the text, and fills from it what is missing."""

from dataclasses import replace

from services.salary.training.ingest.facts.experience import find_experience, name_bucket, read_field
from services.salary.training.ingest.facts.grade import find_grade
from services.salary.training.ingest.facts.place import find_city
from services.salary.training.ingest.facts.work import (
    find_format,
    read_employment,
    read_format,
    read_schedule,
)
from services.salary.training.ingest.outcome import Outcome
from services.salary.training.ingest.vacancy import Vacancy
from shared.reference.grades import stated_grade
from shared.reference.places import RegionGroup, region_group
from shared.reference.professions import title_profession
from shared.reference.skill_names.mentions import find_mentions

_FEWEST_SKILLS = 3  # a vacancy that lists fewer did not try


def check_experience(vacancy: Vacancy) -> Outcome:
    """The bucket of experience: the field's, unless the text surely asks for more.

    A text that asks for less ("от 5 лет" beside "more than 6") states a least, and contradicts nothing.
    """
    stated = read_field(vacancy.experience)
    told = find_experience(vacancy.description)
    if stated is None:
        if told is None:
            return Outcome(replace(vacancy, experience=None), ("missing: experience",))
        filled = replace(vacancy, experience=name_bucket(told.months), experience_months=told.months)
        return _fill(filled, "experience")
    kept = replace(vacancy, experience=name_bucket(stated), experience_months=stated)
    if told is None or name_bucket(told.months) == kept.experience:
        return Outcome(kept, () if told is None else ("checked: experience agrees with text",))
    change = (("checked: experience differs from text", f"{kept.experience} / {name_bucket(told.months)}"),)
    if not told.is_sure or told.months < stated:
        return Outcome(kept, ("checked: experience differs from text",), change)
    taken = replace(kept, experience=name_bucket(told.months), experience_months=told.months)
    return _correct(taken, "experience", change)


def check_grade(vacancy: Vacancy) -> Outcome:
    """The grade of the title; where it states none, that of the text."""
    titled = stated_grade(vacancy.title)
    told = find_grade("", vacancy.description)
    if titled is None:
        grade = vacancy.grade or (told[0] if told else None)
        if grade is None:
            return Outcome(vacancy, ("missing: grade",))
        return _fill(replace(vacancy, grade=grade), "grade")
    kept = replace(vacancy, grade=titled)
    if told is None:
        return Outcome(kept)
    if told[0] == titled:
        return Outcome(kept, ("checked: grade agrees with text",))
    note = "checked: grade differs from text"
    return Outcome(kept, (note,), ((note, f"{titled} / {told[0]}"),))


def check_work(vacancy: Vacancy) -> Outcome:
    """Schedule, employment and format of the fields; the text's format where it says it surely."""
    terms = " ; ".join(vacancy.work_terms)
    stated = read_format(" ; ".join((terms, vacancy.city, vacancy.title)))
    kept = replace(
        vacancy, schedule=read_schedule(terms), employment=read_employment(terms), work_format=stated
    )
    told = find_format(vacancy.description)
    if told is None:
        return Outcome(kept)
    if stated is None:
        return _fill(replace(kept, work_format=told[0]), "format")
    if stated == told[0]:
        return Outcome(kept, ("checked: format agrees with text",))
    change = (("checked: format differs from text", f"{stated} / {told[0]}"),)
    if not told[1]:
        return Outcome(kept, ("checked: format differs from text",), change)
    return _correct(replace(kept, work_format=told[0]), "format", change)


def check_city(vacancy: Vacancy) -> Outcome:
    """The city of the field; where it names none, that of the text."""
    told = find_city(vacancy.description)
    stated = region_group(vacancy.city)
    if stated == RegionGroup.UNKNOWN:
        if told is None:
            return Outcome(vacancy, ("missing: city",))
        return _fill(replace(vacancy, city=told[0]), "city")
    if told is None or not told[1]:
        return Outcome(vacancy)
    agrees = region_group(told[0]) == stated
    return Outcome(vacancy, (f"checked: city {'agrees with' if agrees else 'differs from'} text",))


def fill_skills(vacancy: Vacancy) -> Outcome:
    """The listed skills; where hardly any are listed, those that the text names."""
    if len(vacancy.skills) >= _FEWEST_SKILLS:
        return Outcome(vacancy)
    told = find_mentions(f"{vacancy.title}\n{vacancy.description}")
    skills = tuple(dict.fromkeys((*vacancy.skills, *told)))
    if len(skills) == len(vacancy.skills):
        return Outcome(vacancy, () if skills else ("missing: skills",))
    return _fill(replace(vacancy, skills=skills), "skills")


def name_profession(vacancy: Vacancy) -> Outcome:
    """The profession that the title names, else that of the source's own role."""
    titled = title_profession(vacancy.title)
    if titled is not None:
        return Outcome(replace(vacancy, profession=titled))
    of_role = title_profession(vacancy.role) if vacancy.role else None
    if of_role is None:
        return Outcome(vacancy, ("missing: profession",))
    return _fill(replace(vacancy, profession=of_role), "profession")


def _fill(vacancy: Vacancy, field: str) -> Outcome:
    return Outcome(replace(vacancy, filled=(*vacancy.filled, field)), (f"filled: {field}",))


def _correct(vacancy: Vacancy, field: str, change: tuple[tuple[str, str], ...]) -> Outcome:
    note = f"{field} from text"
    corrected = replace(vacancy, corrected=(*vacancy.corrected, note))
    return Outcome(corrected, (f"checked: {field} differs from text", f"corrected: {note}"), change)
