"""Columns: the numbers that the models read off a profile."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from services.salary.profile import PayProfile
from services.salary.statements import read_statements
from services.salary.topics import list_topics
from shared.reference.grades import ORDER
from shared.reference.places import RegionGroup
from shared.reference.skills import skill_key
from shared.reference.text import fold, fold_lookalikes

Matrix = npt.NDArray[np.float32]

NUMBER_COLUMNS = ("experience", "grade", "year", "skills")
"""Hold numbers; every other column is 1 where the profile has what its name says, else 0."""

UNKNOWN_BUCKET = 1.0
"""Stands in for unknown experience: the most common bucket. `experience:unknown` tells the two apart."""

RUSSIAN_REGIONS = tuple(
    f"region:{group}"
    for group in (
        RegionGroup.MOSCOW,
        RegionGroup.PETERSBURG,
        RegionGroup.MILLION_CITY,
        RegionGroup.OTHER_RUSSIA,
    )
)
MOST_COUNTED_SKILLS = 10
"""Without the number of skills, no list at all passed for another kind of list."""

_UNSTATED_GRADE = -1.0
_WORD = re.compile(r"[a-zа-я0-9+#.]*[a-zа-я0-9+#]")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC_NAMES = frozenset({"1с", "с++", "с#"})
_LONGEST_SKILL_WORDS = 3
_SCANNED_CHARACTERS = 2_500  # about a long vacancy; without a limit a long resume would mention everything
_ENDING = re.compile(r"(?<=[а-я]{5})(?:[аеиоуыэюяьй]{1,3}|ами|ями|ов|ев|ах|ях|ам|ям|ом|ем|им|ых|их)$")


@lru_cache(maxsize=100_000)
def _latinise(word: str) -> str:
    """Latin spelling of a word that mixes alphabets, and of "1с", "с++", "с#", which hold no Latin letter."""
    return word.replace("с", "c") if word in _CYRILLIC_NAMES else fold_lookalikes(word)


def list_words(text: str) -> list[str]:
    """The words of a text, folded, Russian endings cut off, bare numbers left out (they may be pay)."""
    words = _WORD.findall(fold(text))
    return [_ENDING.sub("", _latinise(word)) for word in words if not word.isdigit()]


def list_title_terms(title: str) -> set[str]:
    """Words and pairs of neighbouring words of a title."""
    words = list_words(title)
    return {*words, *(f"{first} {second}" for first, second in pairwise(words))}


def list_skill_mentions(text: str) -> Iterator[str]:
    """Keys of everything in a text that may be a skill: runs of up to three words with a Latin letter.

    Single letters are left out: "R" is more often a part of "R&D" than the language.
    """
    words = [_latinise(word) for word in _WORD.findall(fold(text))]
    has_latin = [_LATIN.search(word) is not None for word in words]
    for start in range(len(words)):
        for length in range(1, _LONGEST_SKILL_WORDS + 1):
            if any(has_latin[start : start + length]):
                run = " ".join(words[start : start + length])
                if len(run) > 1:
                    yield _mention_key(run)


@lru_cache(maxsize=50_000)
def _mention_key(run: str) -> str:
    """`skill_key`, remembered: vacancies say the same things over and over."""
    return skill_key(run)


def list_facts(profile: PayProfile) -> Iterator[str]:
    """The names of all 0/1 columns, known to a model or not, that the profile has a 1 in."""
    if profile.region is not RegionGroup.UNKNOWN:
        yield f"region:{profile.region}"
    # No title says nothing; a title of no family says that it is of another trade.
    if list_words(profile.title):
        yield f"family:{profile.family}"
    yield f"format:{profile.work_format}"
    if profile.experience_bucket is None:
        yield "experience:unknown"
    for term in list_title_terms(profile.title):
        yield f"title:{term}"
    for name in profile.skills:
        yield f"skill:{skill_key(name)}"
    statements = read_statements(profile.text[:_SCANNED_CHARACTERS])
    for key in list_skill_mentions(f"{profile.title}\n{statements}"):
        yield f"skill:{key}"
    for topic in list_topics(statements):
        yield f"topic:{topic}"


def build_matrix(profiles: Sequence[PayProfile], names: Sequence[str]) -> Matrix:
    """One row for each profile, one column for each name.

    Returns:
        float32, shape (profiles, names). `year` is NaN where the profile has no month. An unknown place
        has 0 in every column of regions.
    """
    index = {name: column for column, name in enumerate(names)}
    matrix = np.zeros((len(profiles), len(names)), dtype=np.float32)
    for row, profile in enumerate(profiles):
        bucket = profile.experience_bucket
        matrix[row, index["experience"]] = UNKNOWN_BUCKET if bucket is None else bucket
        matrix[row, index["grade"]] = _UNSTATED_GRADE if profile.grade is None else ORDER.index(profile.grade)
        matrix[row, index["year"]] = np.nan if profile.month is None else profile.month // 12
        for fact in list_facts(profile):
            column = index.get(fact)
            if column is not None:
                matrix[row, column] = 1.0
    count_skills(matrix, names)
    return matrix


def count_skills(matrix: Matrix, names: Sequence[str]) -> None:
    """Fill the column `skills`: how many columns of skills are set, up to `MOST_COUNTED_SKILLS`."""
    of_skills = [column for column, name in enumerate(names) if name.startswith("skill:")]
    counts = matrix[:, of_skills].sum(axis=1)
    matrix[:, list(names).index("skills")] = np.minimum(counts, MOST_COUNTED_SKILLS)


@dataclass(frozen=True, slots=True)
class Spread:
    """Rows of known places: one of an unknown place became one for each region of Russia.

    Attributes:
        matrix: shape (spread rows, columns).
        origins: the row that each was made from.
        weights: of each; those of one origin add up to 1.
    """

    matrix: Matrix
    origins: npt.NDArray[np.intp]
    weights: npt.NDArray[np.float64]


def spread_places(matrix: Matrix, names: Sequence[str], shares: Mapping[str, float]) -> Spread:
    """Put every row without a place into each region of Russia, weighted by the region's share.

    Whole sources of vacancies name no place and pay unlike the others: a column for "unknown" would price
    a person by the source.
    """
    index = list(names)
    is_region = [column for column, name in enumerate(index) if name.startswith("region:")]
    unknown = matrix[:, is_region].sum(axis=1) == 0
    known_rows, unknown_rows = np.flatnonzero(~unknown), np.flatnonzero(unknown)
    parts, origins, weights = [matrix[known_rows]], [known_rows], [np.ones(len(known_rows))]
    for region, share in shares.items():
        placed = matrix[unknown_rows]
        placed[:, index.index(region)] = 1.0
        parts.append(placed)
        origins.append(unknown_rows)
        weights.append(np.full(len(unknown_rows), share))
    return Spread(np.concatenate(parts), np.concatenate(origins), np.concatenate(weights))
