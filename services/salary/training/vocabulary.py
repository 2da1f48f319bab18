"""Vocabulary: which columns the models get, and what is stored of each family of titles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from services.salary.artefact import ComparableGroup, FamilySkill, Market
from services.salary.columns import NUMBER_COLUMNS, list_facts
from services.salary.profile import BUCKET_RUSSIAN, PayProfile
from services.salary.reading import read_profile
from services.salary.topics import TOPIC_PHRASES
from shared.reference.skill_names.find import find_skill

MOST_TERMS = {"title": 400, "skill": 350}
FEWEST_EMPLOYERS = {
    "title": 10,
    "skill": 12,
    "region": 5,
    "family": 5,
    "format": 5,
    "experience": 5,
}

LEFT_OUT_KINDS = frozenset({"soft", "noise"})
"""Listed as skills, yet no column and no advice is made of them: which vacancies ask for such traits tells
the employer, and a person who lists one would be priced down for it."""

LEFT_OUT_SKILLS = frozenset(
    {"Информационные технологии", "Web-разработка", "Backend", "Frontend", "Fullstack", "Разработка ПО", "QA"}
    | {"Android", "Администрирование", "Программирование", "Аналитика", "Тестирование ПО", "middle+"}
)
"""Words of a job and not of a skill; the title says them."""

FEWEST_SKILL_VACANCIES = 10
MOST_FAMILY_SKILLS = 60
FEWEST_BUCKET_VACANCIES = 40
FEWEST_COMPARABLES = 25
COMPARABLE_YEARS = 2


def _count_employers(terms: Iterable[Iterable[str]], employers: npt.NDArray[np.str_]) -> dict[str, int]:
    """How many employers use each term: one that posts a hundred times counts once."""
    users: defaultdict[str, set[str]] = defaultdict(set)
    for row_terms, employer in zip(terms, employers, strict=True):
        for term in row_terms:
            users[term].add(employer)
    return {term: len(names) for term, names in users.items()}


def choose_columns(profiles: Sequence[PayProfile], employers: npt.NDArray[np.str_]) -> tuple[str, ...]:
    """The columns, from training rows alone: the numbers, the topics, then the facts that most employers use.

    A skill gets its column by being listed as one; mentions in text then count for it too.
    """
    counts = _count_employers((set(list_facts(read_profile(profile))) for profile in profiles), employers)
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for fact in sorted(counts, key=lambda name: (-counts[name], name)):
        kind, _, term = fact.partition(":")
        if counts[fact] >= FEWEST_EMPLOYERS[kind] and not (kind == "skill" and _is_left_out(term)):
            by_kind[kind].append(fact)
    chosen = [fact for kind in sorted(by_kind) for fact in by_kind[kind][: MOST_TERMS.get(kind)]]
    return (*NUMBER_COLUMNS, *(f"topic:{topic}" for topic in TOPIC_PHRASES), *chosen)


def _is_left_out(skill: str) -> bool:
    return skill in LEFT_OUT_SKILLS or find_skill(skill).kind in LEFT_OUT_KINDS


def build_market(
    profiles: Sequence[PayProfile], pay_rub: npt.NDArray[np.float64], columns: Sequence[str], as_of: date
) -> Market:
    """The tables that the service reads beside the models."""
    names = {column.removeprefix("skill:") for column in columns if column.startswith("skill:")}
    first_month = (as_of.year - COMPARABLE_YEARS) * 12
    recent = [(p, pay) for p, pay in zip(profiles, pay_rub, strict=True) if (p.month or 0) >= first_month]
    return Market(
        family_skills=_list_family_skills(profiles, names),
        comparables=_group_comparables(recent),
        comparable_years=f"{as_of.year - COMPARABLE_YEARS}–{as_of.year}",
    )


def _list_family_skills(
    profiles: Sequence[PayProfile], names: set[str]
) -> dict[str, tuple[FamilySkill, ...]]:
    """The skills that vacancies of each family list most, where enough of them do."""
    listed: defaultdict[str, list[tuple[int | None, set[str]]]] = defaultdict(list)
    for profile in profiles:
        if profile.family is not None and profile.skills:
            listed[profile.family].append((profile.experience_bucket, names.intersection(profile.skills)))
    return {family: _list_skills(rows) for family, rows in sorted(listed.items())}


def _list_skills(rows: Sequence[tuple[int | None, set[str]]]) -> tuple[FamilySkill, ...]:
    """The skills of one family's vacancies, each given by its bucket of experience and its skills.

    A bucket of few vacancies takes the shares of the whole family.
    """
    of_buckets = [
        [names for bucket, names in rows if bucket == wanted] for wanted in range(len(BUCKET_RUSSIAN))
    ]
    everything = [names for _, names in rows]
    asked = [names if len(names) >= FEWEST_BUCKET_VACANCIES else everything for names in of_buckets]
    counts = Counter(name for names in everything for name in names)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_FAMILY_SKILLS]
    return tuple(
        FamilySkill(
            name=name,
            count=count,
            bucket_shares=tuple(round(sum(name in names for names in some) / len(some), 4) for some in asked),
        )
        for name, count in most
        if count >= FEWEST_SKILL_VACANCIES
    )


def _group_comparables(rows: Sequence[tuple[PayProfile, float]]) -> tuple[ComparableGroup, ...]:
    """Counts and pay of each family and of all: with each grade, with each bucket, and as a whole."""
    pays: defaultdict[tuple[str, str, int], list[float]] = defaultdict(list)
    for profile, pay in rows:
        for family in {"", profile.family or ""}:
            pays[family, "", -1].append(pay)
            if profile.grade is not None:
                pays[family, profile.grade.value, -1].append(pay)
            if profile.experience_bucket is not None:
                pays[family, "", profile.experience_bucket].append(pay)
    return tuple(
        ComparableGroup.model_validate(
            {
                "family": family or None,
                "grade": grade or None,
                "experience_bucket": None if bucket < 0 else bucket,
                "count": len(values),
                "p10": round(float(np.quantile(values, 0.1))),
                "p90": round(float(np.quantile(values, 0.9))),
            }
        )
        for (family, grade, bucket), values in sorted(pays.items())
        if len(values) >= FEWEST_COMPARABLES
    )
