"""The reference's columns: one-hot words of the table, ordinal experience and level, the usual skills."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.sparse import csr_matrix

from services.salary.profile import PayProfile
from shared.reference.grades import ORDER, without_grade_words
from shared.reference.text import fold

MOST_TERMS = MappingProxyType({"position": 1000, "region": 80, "skill": 1000})
FEWEST_ROWS = 3
UNKNOWN = -1.0

_SCHEDULES = MappingProxyType(
    {
        "remote": r"remote|удал[её]н",
        "hybrid": r"hybrid|гибрид",
        "flexible": r"flexible|гибк",
        "shift": r"shift|сменн",
        "flyInFlyOut": r"flyinflyout|вахт",
        "fullDay": r"fullday|полн|on_site|офис|office|5/2",
    }
)
_EMPLOYMENTS = MappingProxyType(
    {
        "part": r"part|частич|неполн",
        "project": r"project|проект|разов|гпх|подряд",
        "probation": r"probation|intern|стаж",
        "full": r"full|полн|фулл",
    }
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_NOT_WORD = re.compile(r"[^a-zа-я0-9+#.]+")


@dataclass(frozen=True, slots=True)
class RecipeRow:
    """What the reference's columns are made from."""

    position: str
    region: str
    schedule: str
    employment: str
    skills: frozenset[str]
    experience: float  # bucket of hh.ru, 0 to 3
    level: float  # grade, 0 to 5


def normalise_position(title: str) -> str:
    """A title without its grade, what stands in brackets, and punctuation.

    Example:
        >>> normalise_position("Senior Java-разработчик (удалённо)")
        'java разработчик'
    """
    plain = without_grade_words(_ASIDE.sub(" ", fold(title)))
    return _NOT_WORD.sub(" ", plain).strip()


def _name_term(raw: object, terms: MappingProxyType[str, str]) -> str:
    """The first of the dictionary's terms that the words fit; "" where they fit none."""
    folded = fold(raw) if isinstance(raw, str) else ""
    return next((name for name, words in terms.items() if re.search(words, folded)), "")


def make_row(profile: PayProfile, city: object, schedule: object, employment: object) -> RecipeRow:
    """The row of one vacancy: its profile, and the raw columns of the table."""
    bucket = profile.experience_bucket
    return RecipeRow(
        position=normalise_position(profile.title),
        region=fold(city).split(",")[0] if isinstance(city, str) else "",
        schedule=_name_term(schedule, _SCHEDULES),
        employment=_name_term(employment, _EMPLOYMENTS),
        skills=frozenset(fold(skill) for skill in profile.skills),
        experience=UNKNOWN if bucket is None else float(bucket),
        level=UNKNOWN if profile.grade is None else float(ORDER.index(profile.grade)),
    )


def _list_terms(row: RecipeRow) -> Iterable[tuple[str, str]]:
    single = (
        ("position", row.position),
        ("region", row.region),
        ("schedule", row.schedule),
        ("employment", row.employment),
    )
    return (*((kind, term) for kind, term in single if term), *(("skill", name) for name in row.skills))


class RecipeEncoder:
    """Learns the most frequent terms of each kind, then encodes rows by them.

    Attributes:
        columns_: the terms, in the order of the columns, after experience and level.
    """

    columns_: tuple[tuple[str, str], ...]

    def fit(self, rows: Sequence[RecipeRow]) -> "RecipeEncoder":
        """Choose the columns; rarer terms are "other": no column is 1."""
        counts = Counter(term for row in rows for term in _list_terms(row))
        chosen: list[tuple[str, str]] = []
        for kind in sorted({kind for kind, _ in counts}):
            of_kind = [(term, count) for term, count in counts.items() if term[0] == kind]
            of_kind.sort(key=lambda item: (-item[1], item[0]))
            chosen += [term for term, count in of_kind[: MOST_TERMS.get(kind)] if count >= FEWEST_ROWS]
        self.columns_ = tuple(chosen)
        return self

    def transform(self, rows: Sequence[RecipeRow]) -> csr_matrix:
        """float32, shape (rows, 2 + terms)."""
        index = {term: number + 2 for number, term in enumerate(self.columns_)}
        places: list[tuple[int, int]] = []
        values: list[float] = []
        for number, row in enumerate(rows):
            places += [(number, 0), (number, 1)]
            values += [row.experience, row.level]
            known = [(number, index[term]) for term in _list_terms(row) if term in index]
            places += known
            values += [1.0] * len(known)
        at = np.array(places, dtype=np.intp).reshape(-1, 2)
        shape = (len(rows), len(self.columns_) + 2)
        return csr_matrix((np.array(values, dtype=np.float32), (at[:, 0], at[:, 1])), shape=shape)
