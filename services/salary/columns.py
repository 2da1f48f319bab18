"""Columns: the numbers that the models read off a profile."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from services.salary.finder import PhraseFinder
from services.salary.profile import PayProfile
from services.salary.reading import ReadProfile, read_profile
from services.salary.scores import BLOCKS, NO_SCORES, Scores, list_terms
from services.salary.topics import TOPIC_PHRASES
from services.salary.words import list_words
from shared.reference.grades import ORDER
from shared.reference.places import RegionGroup
from shared.reference.skill_names.vocabulary import load_vocabulary

Matrix = npt.NDArray[np.float32]

SCORE_COLUMNS = tuple(f"score:{block}" for block in BLOCKS)
REGION_SCORE = "score:region"
NUMBER_COLUMNS = ("experience", "grade", "year", "skills", *SCORE_COLUMNS)
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


def list_facts(read: ReadProfile) -> Iterator[str]:
    """The names of the 0/1 columns, known to a model or not, that a profile has a 1 in, but for its text."""
    profile = read.profile
    if profile.region is not RegionGroup.UNKNOWN:
        yield f"region:{profile.region}"
    # No title says nothing; a title of no family says that it is of another trade.
    if read.title_words:
        yield f"family:{profile.family}"
    yield f"format:{profile.work_format}"
    if profile.experience_bucket is None:
        yield "experience:unknown"
    for term in read.title_terms:
        yield f"title:{term}"
    for name in profile.skills:
        yield f"skill:{name}"


def _list_phrases(column: str) -> tuple[str, ...]:
    """The phrases of a text that set a column to 1."""
    kind, _, detail = column.partition(":")
    if kind == "topic":
        return TOPIC_PHRASES[detail]
    return _spell_skills().get(detail, ()) if kind == "skill" else ()


@cache
def _spell_skills() -> Mapping[str, tuple[str, ...]]:
    """Canonical name -> the spellings that name the skill in running text.

    Single letters are left out: "R" is more often a part of "R&D" than the language. So is a spelling with
    a bare number, which texts are read without.
    """
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for spelling in load_vocabulary().spellings:
        words = spelling.tidy.split()
        if len(spelling.tidy) > 1 and not any(word.isdigit() for word in words):
            spellings[spelling.skill.name].append(spelling.tidy)
    return {name: tuple(found) for name, found in spellings.items()}


class _ColumnFinder:
    """Finds the columns of one kind that a text mentions."""

    def __init__(self, names: Sequence[str], kind: str, *, longest_only: bool) -> None:
        phrases = [
            (phrase, column)
            for column, name in enumerate(names)
            if name.startswith(f"{kind}:")
            for phrase in _list_phrases(name)
        ]
        self._columns = [column for _, column in phrases]
        self._finder = PhraseFinder((phrase for phrase, _ in phrases), longest_only=longest_only)

    def find_columns(self, words: Sequence[str]) -> Iterator[int]:
        """The numbers of the columns."""
        return (self._columns[number] for number in self._finder.find_phrases(words))


class ColumnReader:
    """Reads the columns of a model off profiles. Built once for a model; it keeps nothing of a profile.

    Args:
        names: the columns, in the order of the model.
        scores: the weights behind `SCORE_COLUMNS`.
    """

    def __init__(self, names: Sequence[str], scores: Scores) -> None:
        self.names = tuple(names)
        self._index = {name: column for column, name in enumerate(names)}
        self._scores = scores
        self._finders = (
            _ColumnFinder(self.names, "topic", longest_only=False),
            _ColumnFinder(self.names, "skill", longest_only=True),
        )

    def read_columns(self, reads: Sequence[ReadProfile]) -> Matrix:
        """One row for each profile, one column for each name.

        Returns:
            float32, shape (profiles, names). `year` is NaN where the profile has no month. An unknown place
            has 0 in every column of regions.
        """
        matrix = np.zeros((len(reads), len(self.names)), dtype=np.float32)
        for row, read in enumerate(reads):
            matrix[row, list(self._list_ones(read))] = 1.0
            for name, value in self._list_numbers(read):
                matrix[row, self._index[name]] = value
        count_skills(matrix, self.names)
        return matrix

    def find_mentions(self, text: str) -> set[str]:
        """The names of the columns of skills and topics that a text mentions."""
        return {self.names[column] for column in self._find_columns(list_words(text))}

    def _find_columns(self, words: Sequence[str]) -> Iterator[int]:
        for finder in self._finders:
            yield from finder.find_columns(words)

    def _list_ones(self, read: ReadProfile) -> Iterator[int]:
        """The columns that hold a 1."""
        for fact in list_facts(read):
            column = self._index.get(fact)
            if column is not None:
                yield column
        # The empty word keeps phrases from running over the end of the title.
        yield from self._find_columns([*read.title_words, "", *read.text_words])

    def _list_numbers(self, read: ReadProfile) -> Iterator[tuple[str, float]]:
        """The columns that hold a number, but for `skills`."""
        profile = read.profile
        bucket = profile.experience_bucket
        yield "experience", UNKNOWN_BUCKET if bucket is None else bucket
        yield "grade", _UNSTATED_GRADE if profile.grade is None else ORDER.index(profile.grade)
        yield "year", float("nan") if profile.month is None else profile.month // 12
        for block, terms in list_terms(read).items():
            yield f"score:{block}", self._scores.add_up(block, terms)


def build_matrix(profiles: Iterable[PayProfile], names: Sequence[str], scores: Scores = NO_SCORES) -> Matrix:
    """The columns of profiles, for a single use; without scores their columns hold 0."""
    reader = ColumnReader(names, scores)
    return reader.read_columns([read_profile(profile) for profile in profiles])


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

    def average(self, values: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """The weighted mean of the values of each origin's rows, shape (origins,)."""
        weighted = self.weights * np.asarray(values, dtype=float)
        return np.bincount(self.origins, weights=weighted).astype(float)


def spread_places(
    matrix: Matrix, names: Sequence[str], shares: Mapping[str, float], scores: Scores = NO_SCORES
) -> Spread:
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
        if REGION_SCORE in index:
            placed[:, index.index(REGION_SCORE)] = scores.add_up("region", [region.partition(":")[2]])
        parts.append(placed)
        origins.append(unknown_rows)
        weights.append(np.full(len(unknown_rows), share))
    # Column by column: CatBoost reads such a matrix several times faster.
    matrix = np.asfortranarray(np.concatenate(parts))
    return Spread(matrix, np.concatenate(origins), np.concatenate(weights))
