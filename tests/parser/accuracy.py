"""How well the parser reads the real resumes, in numbers: a table per field and kind of document.

Run `python tests/parser/accuracy.py [-v] [names...]`; the data is looked for in `../shared/data` beside the
project, or where the variable ATTESTA_DATA points.

The scoring rules:

* Two values are the same where they differ in case, spaces, shapes of quotes and dashes or look-alike Latin
  and Cyrillic letters only.
* Scalars (name, gender, birth date, age, city, position, salary, stated total): 1 for an exact match, which
  includes that both say nothing; else 0. The position is compared as normalised text.
* Lists: F1 of the two lists as multisets, 1 where both are empty. Jobs match on company, start, end and
  'to the present'; 'job positions' on position and start; studies on institution and year, 'speciality' on
  institution and speciality; courses on name, year and organization; languages on name and level; skills
  and contacts on their text.
* A figure is the mean over the documents of a kind. A field that a truth names in `_ambiguous` is left out
  for that document.
* Every third document of a kind, by name, is put aside while rules are written; both parts are reported.
* Beside the scores the values are counted: right, wrong (read, but not in the truth) and missing.
"""

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from services.parser.parse import parse_document
from shared.contracts.document import Document, DocumentKind
from shared.errors import InvalidInput
from shared.reference.text import fold

ROOT = Path(__file__).resolve().parents[2]
RESUMES = Path(os.environ.get("ATTESTA_DATA", ROOT.parent / "shared" / "data")) / "resumes"
_KINDS = {".pdf": DocumentKind.PDF, ".docx": DocumentKind.DOCX}
_LOOKALIKES = str.maketrans("асеорхкмтвнуі", "aceopxkmtbhyi")
_EVERY_THIRD = 3
_TITLES = {
    (False, False): "free-form, worked on",
    (False, True): "free-form, put aside",
    (True, False): "hh.ru, worked on",
    (True, True): "hh.ru, put aside",
}
_COUNTS = ("right", "wrong", "missing")
_MARKS = str.maketrans("«»“”„–—−", '"""""---')

SCALARS = (
    "full_name",
    "gender",
    "birth_date",
    "age",
    "city",
    "position",
    "salary_expectation",
    "total_experience_months",
)
# Field of the table -> the path of the list and what makes two of its items the same.
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "phones": ("contacts.phones", ()),
    "emails": ("contacts.emails", ()),
    "links": ("contacts.links", ()),
    "experience": ("experience", ("company", "start", "end", "current")),
    "job positions": ("experience", ("position", "start")),
    "education": ("education", ("institution", "year")),
    "speciality": ("education", ("institution", "speciality")),
    "courses": ("courses", ("name", "year", "organization")),
    "skills": ("skills", ()),
    "languages": ("languages", ("name", "level")),
}
Score = float


def fold_value(value: Any) -> Hashable:
    """What two readings of a value have in common: case, spaces, quotes and look-alike letters are folded."""
    if isinstance(value, dict):
        return tuple(sorted((key, fold_value(part)) for key, part in value.items()))
    if isinstance(value, str):
        return fold(value.translate(_MARKS)).translate(_LOOKALIKES).replace(" ", "")
    return value or None  # `current` is false or absent


def score_f1(found: Iterable[Hashable], true: Iterable[Hashable]) -> Score:
    """F1 of two lists as multisets; 1 where both are empty."""
    found_count, true_count = Counter(found), Counter(true)
    if not found_count and not true_count:
        return 1.0
    hits = (found_count & true_count).total()
    return 2 * hits / (found_count.total() + true_count.total())


def _list_at(document: dict[str, Any], path: str, keys: tuple[str, ...]) -> list[Hashable]:
    items: Any = document
    for part in path.split("."):
        items = items[part]
    if not keys:
        return [fold_value(item) for item in items]
    return [tuple(fold_value(item.get(key)) for key in keys) for item in items]


def score_fields(found: dict[str, Any], true: dict[str, Any]) -> dict[str, Score]:
    """Score of each field of one resume, 0 to 1; fields marked as ambiguous in the truth are left out."""
    scores = {name: float(fold_value(found[name]) == fold_value(true.get(name))) for name in SCALARS}
    for name, (path, keys) in LISTS.items():
        if path.split(".")[0] not in true.get("_ambiguous", ()):
            scores[name] = score_f1(_list_at(found, path, keys), _list_at(true, path, keys))
    return scores


def count_values(found: dict[str, Any], true: dict[str, Any]) -> dict[str, Counter[str]]:
    """Values of each field that are right, wrong and missing; a wrong one is worse than a missing one."""
    counts: dict[str, Counter[str]] = {}
    for name in SCALARS:
        got, want = (
            Counter([value] if value else []) for value in map(fold_value, (found[name], true.get(name)))
        )
        counts[name] = _compare(got, want)
    for name, (path, keys) in LISTS.items():
        if path.split(".")[0] not in true.get("_ambiguous", ()):
            counts[name] = _compare(*(Counter(_list_at(side, path, keys)) for side in (found, true)))
    return counts


def _compare(got: Counter[Hashable], want: Counter[Hashable]) -> Counter[str]:
    right, wrong, missing = got & want, got - want, want - got
    return Counter(right=right.total(), wrong=wrong.total(), missing=missing.total())


def real_resumes() -> list[Path]:
    """The real documents that have a true parse beside them; none where the data is missing."""
    found = (path for path in sorted(RESUMES.glob("*")) if path.suffix in _KINDS)
    return [path for path in found if path.with_suffix(".json").exists()]


def read_real(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the parser reads in a document, and the truth."""
    document = Document(kind=_KINDS[path.suffix], content=path.read_bytes())
    true = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return parse_document(document).resume.model_dump(mode="json"), true


def is_put_aside(path: Path) -> bool:
    """True for every third document of its kind: no rule is written from them."""
    alike = [found for found in real_resumes() if _kind_of(found) == _kind_of(path)]
    return alike.index(path) % _EVERY_THIRD == _EVERY_THIRD - 1


def _kind_of(path: Path) -> str:
    return path.stem.rsplit("-", 1)[0]


class Table:
    """Scores per kind and counts of values of some documents."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._scores: dict[str, dict[str, list[Score]]] = defaultdict(lambda: defaultdict(list))
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, kind: str, found: dict[str, Any], true: dict[str, Any]) -> None:
        """Score one document."""
        for field, score in score_fields(found, true).items():
            self._scores[field][kind].append(score)
        for field, count in count_values(found, true).items():
            self._counts[field] += count

    def lines(self) -> Iterator[str]:
        """The table as text: the mean of each kind, of all, then the counts."""
        kinds = sorted({kind for scores in self._scores.values() for kind in scores})
        yield f"{self._title:26}" + "".join(f"{name:>10}" for name in (*kinds, "all", *_COUNTS))
        for field in (*SCALARS, *LISTS):
            scores = self._scores[field]
            means = [_mean(scores[kind]) for kind in kinds]
            means.append(_mean([score for kind in kinds for score in scores[kind]]))
            counts = "".join(f"{self._counts[field][name]:>10}" for name in _COUNTS)
            yield f"{field:26}" + "".join(f"{mean:>10}" for mean in means) + counts


def _mean(scores: Sequence[Score]) -> str:
    return f"{sum(scores) / len(scores):.3f}" if scores else "-"


def list_misses(name: str, found: dict[str, Any], true: dict[str, Any]) -> Iterator[str]:
    """Each wrong or missing value of a document as a line."""
    for field in (field for field, score in score_fields(found, true).items() if score < 1):
        if field in SCALARS:
            yield f"{name} {field}: {found[field]!r} instead of {true.get(field)!r}"
        else:
            got, want = (Counter(_list_at(side, *LISTS[field])) for side in (found, true))
            yield f"{name} {field}: extra {list(got - want)}, missing {list(want - got)}"


def main(arguments: list[str]) -> None:
    """Print the tables.

    With `-v` also every miss of the documents worked on, and of those named: on your own screen only, for it
    shows what documents say.
    """
    names = [argument for argument in arguments if argument != "-v"]
    tables = {(is_hh, aside): Table(title) for (is_hh, aside), title in _TITLES.items()}
    for path in (path for path in real_resumes() if not names or path.stem in names):
        try:
            found, true = read_real(path)
        except InvalidInput as error:
            _print_line(f"{path.stem}: refused, {error.problem.code}")
            continue
        aside = is_put_aside(path)
        tables[_kind_of(path) == "hh", aside].add(_kind_of(path), found, true)
        if "-v" in arguments and (path.stem in names or not aside):
            for miss in list_misses(path.stem, found, true):
                _print_line(miss)
    for table in tables.values():
        for line in table.lines():
            _print_line(line)
        _print_line("")


def _print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
