"""Raw skills of the data: lists of vacancies, and the noisy mapping of a language model as weak evidence."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

OTHER = "Other"
"""The mapping's word for what it did not recognise."""

NameSkill = Callable[[str], tuple[str, str, bool]]
"""Raw -> canonical name, kind, whether it is known."""


@dataclass(frozen=True, slots=True)
class RawSkills:
    """Skills as written.

    Attributes:
        lists: The skills of each vacancy.
        employers: Who published each vacancy; a vacancy without an employer is its own.
        mapped: Raw skill -> canonical names that the mapping gives it, over all its rows.
    """

    lists: tuple[tuple[str, ...], ...]
    employers: tuple[str, ...]
    mapped: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Usage:
    """How the data uses canonical names: who writes each, in which spellings, beside which others."""

    employers: Mapping[str, frozenset[str]]
    spellings: Mapping[str, Counter[str]]
    lists: tuple[tuple[str, ...], ...]


def read_raw_skills(data: Path) -> RawSkills:
    """Read `vacancies/it_vacancies.parquet` and `skills/llm_mapping_24_roles.csv.gz`."""
    columns = ["vac_id", "employer", "skills"]
    vacancies = pd.read_parquet(data / "vacancies" / "it_vacancies.parquet", columns=columns)
    vacancies = vacancies[vacancies["skills"].map(lambda skills: skills is not None and len(skills) > 0)]
    mapping = pd.read_csv(data / "skills" / "llm_mapping_24_roles.csv.gz", keep_default_na=False)
    mapped: defaultdict[str, list[str]] = defaultdict(list)
    for raw, canonical in zip(mapping["raw"], mapping["canon"], strict=True):
        mapped[str(raw)].append(str(canonical))
    employers = vacancies["employer"].fillna(vacancies["vac_id"]).fillna("")
    return RawSkills(
        lists=tuple(tuple(map(str, skills)) for skills in vacancies["skills"]),
        employers=tuple(map(str, employers)),
        mapped={raw: tuple(names) for raw, names in mapped.items()},
    )


def count_usage(raw: RawSkills, name_skill: NameSkill) -> Usage:
    """Name every skill of the data; the mapping's raw skills count as written by nobody."""
    employers: defaultdict[str, set[str]] = defaultdict(set)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    lists: list[tuple[str, ...]] = []
    for skills, employer in zip(raw.lists, raw.employers, strict=True):
        named = tuple(name_skill(skill)[0] for skill in skills)
        lists.append(named)
        for skill, name in zip(skills, named, strict=True):
            employers[name].add(employer)
            spellings[name][skill] += 1
    for skill, rows in raw.mapped.items():
        spellings[name_skill(skill)[0]][skill] += len(rows)
    return Usage(
        employers={name: frozenset(writers) for name, writers in employers.items()},
        spellings=spellings,
        lists=tuple(lists),
    )
