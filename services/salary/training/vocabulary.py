"""Vocabulary: which columns the models get, and what is stored of each family of titles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from services.salary.artefact import ComparableGroup, FamilySkill, Market
from services.salary.columns import NUMBER_COLUMNS, list_facts
from services.salary.profile import BUCKET_RUSSIAN, PayProfile
from shared.reference.skills import skill_key

MOST_TERMS = {"title": 400, "skill": 350}
FEWEST_EMPLOYERS = {
    "title": 10,
    "skill": 12,
    "region": 5,
    "family": 5,
    "format": 5,
    "topic": 5,
    "experience": 5,
}

_NOT_SKILLS = """не указаны; it; web; backend; frontend; fullstack; developer; senior; middle; junior;
middle+; qa; android; удаленная работа; информационные технологии; разработка по; пользователь пк;
опытный пользователь пк; администрирование; программирование; аналитика; менеджмент; тестирование;
высшее образование; автоматизация; консультирование; техническое обслуживание; обучение и развитие;
поиск информации в интернет"""
_SOFT_SKILLS = """аналитический склад ума; аналитическое мышление; системное мышление; внимательность;
точность и внимательность к деталям; грамотная речь; грамотность; деловая коммуникация; деловая переписка;
деловое общение; исполнительность; клиентоориентированность; коммуникабельность; многозадачность;
работа в условиях многозадачности; обучаемость; организаторские навыки; ориентация на результат;
ответственность; работа в команде; командная работа; умение работать в коллективе; стрессоустойчивость;
работа с большим объемом информации; сбор и анализ информации; телефонные переговоры; пунктуальность;
целеустремленность; самостоятельность; инициативность; тайм-менеджмент; навыки межличностного общения;
активная жизненная позиция; креативность; дисциплинированность; эмпатия; soft skills"""
LEFT_OUT_SKILLS = frozenset(skill_key(name) for name in f"{_NOT_SKILLS};{_SOFT_SKILLS}".split(";"))
"""Listed as skills, yet no column and no advice is made of them.

Words of a job and not of a skill; and traits: which vacancies ask for them tells the employer, and a
person who lists one would be priced down for it.
"""

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
    """The columns, from training rows alone: the numbers, then the terms that most employers use.

    A skill gets its column by being listed as one; mentions in text then count for it too.
    """
    facts = [
        {fact for fact in list_facts(profile) if not fact.startswith("skill:")}
        | {f"skill:{skill_key(name)}" for name in profile.skills}
        for profile in profiles
    ]
    counts = _count_employers(facts, employers)
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for fact in sorted(counts, key=lambda name: (-counts[name], name)):
        kind, _, term = fact.partition(":")
        if counts[fact] >= FEWEST_EMPLOYERS[kind] and not (kind == "skill" and term in LEFT_OUT_SKILLS):
            by_kind[kind].append(fact)
    chosen = [fact for kind in sorted(by_kind) for fact in by_kind[kind][: MOST_TERMS.get(kind)]]
    return (*NUMBER_COLUMNS, *chosen)


def build_market(
    profiles: Sequence[PayProfile], pay_rub: npt.NDArray[np.float64], columns: Sequence[str], as_of: date
) -> Market:
    """The tables that the service reads beside the models."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for profile in profiles:
        for name in profile.skills:
            spellings[skill_key(name)][name] += 1
    keys = [column.removeprefix("skill:") for column in columns if column.startswith("skill:")]
    names = {key: spellings[key].most_common(1)[0][0] for key in keys}
    first_month = (as_of.year - COMPARABLE_YEARS) * 12
    recent = [(p, pay) for p, pay in zip(profiles, pay_rub, strict=True) if (p.month or 0) >= first_month]
    return Market(
        skill_names=names,
        family_skills=_list_family_skills(profiles, names),
        comparables=_group_comparables(recent),
        comparable_years=f"{as_of.year - COMPARABLE_YEARS}–{as_of.year}",
    )


def _list_family_skills(
    profiles: Sequence[PayProfile], names: dict[str, str]
) -> dict[str, tuple[FamilySkill, ...]]:
    """The skills that vacancies of each family list most, where enough of them do."""
    listed: defaultdict[str, list[tuple[int | None, set[str]]]] = defaultdict(list)
    for profile in profiles:
        if profile.family is not None and profile.skills:
            keys = {skill_key(name) for name in profile.skills} & names.keys()
            listed[profile.family].append((profile.experience_bucket, keys))
    return {family: _list_skills(rows, names) for family, rows in sorted(listed.items())}


def _list_skills(
    rows: Sequence[tuple[int | None, set[str]]], names: dict[str, str]
) -> tuple[FamilySkill, ...]:
    """The skills of one family's vacancies, each given by its bucket of experience and its skills.

    A bucket of few vacancies takes the shares of the whole family.
    """
    of_buckets = [
        [keys for bucket, keys in rows if bucket == wanted] for wanted in range(len(BUCKET_RUSSIAN))
    ]
    everything = [keys for _, keys in rows]
    asked = [keys if len(keys) >= FEWEST_BUCKET_VACANCIES else everything for keys in of_buckets]
    counts = Counter(key for keys in everything for key in keys)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_FAMILY_SKILLS]
    return tuple(
        FamilySkill(
            key=key,
            name=names[key],
            count=count,
            bucket_shares=tuple(round(sum(key in keys for keys in some) / len(some), 4) for some in asked),
        )
        for key, count in most
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
