"""How well the parser reads the real resumes: exact match of values, F1 of lists, counts of wrong values.

Run `python tests/parser/accuracy.py [names...]` for a table per field; the data is looked for in
`../shared/data` beside the project, or where the variable ATTESTA_DATA points.
"""

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
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


def _print_rows(rows: dict[str, dict[str, list[Score]]], print_line: Callable[[str], object]) -> None:
    groups = list(rows)
    print_line(f"{'field':26}" + "".join(f"{group:>12}" for group in groups))
    for field in (*SCALARS, *LISTS):
        cells = ((sum(got) / len(got)) if (got := rows[group].get(field)) else None for group in groups)
        print_line(f"{field:26}" + "".join(f"{'-' if cell is None else f'{cell:.3f}':>12}" for cell in cells))


def _print_counts(counts: dict[str, Counter[str]], print_line: Callable[[str], object]) -> None:
    print_line(f"\n{'all but hh':26}" + "".join(f"{kind:>12}" for kind in ("right", "wrong", "missing")))
    for field, count in counts.items():
        print_line(f"{field:26}" + "".join(f"{count[kind]:>12}" for kind in ("right", "wrong", "missing")))


def _print_misses(path: Path, found: dict[str, Any], true: dict[str, Any], scores: dict[str, Score]) -> None:
    for field in (field for field, score in scores.items() if score < 1):
        if field in SCALARS:
            sys.stdout.write(f"{path.stem} {field}: {found[field]!r} instead of {true.get(field)!r}\n")
        else:
            got, want = (Counter(_list_at(side, *LISTS[field])) for side in (found, true))
            sys.stdout.write(f"{path.stem} {field}: extra {list(got - want)}, missing {list(want - got)}\n")


def _chosen(names: list[str]) -> Iterator[Path]:
    return (path for path in real_resumes() if not names or path.stem in names)


def main(arguments: list[str]) -> None:
    """Print the table; `-v` adds every miss (on your own screen only: it shows what documents say)."""
    names = [argument for argument in arguments if argument != "-v"]
    rows: dict[str, dict[str, list[Score]]] = defaultdict(lambda: defaultdict(list))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in _chosen(names):
        try:
            found, true = read_real(path)
        except InvalidInput as error:
            sys.stdout.write(f"{path.stem}: refused, {error.problem.code}\n")
            continue
        scores = score_fields(found, true)
        for field, score in scores.items():
            rows[path.stem.rsplit("-", 1)[0]][field].append(score)
        for field, count in count_values(found, true).items() if not path.stem.startswith("hh-") else ():
            counts[field] += count
        if "-v" in arguments:
            _print_misses(path, found, true, scores)
    _print_rows(rows, lambda line: sys.stdout.write(f"{line}\n"))
    _print_counts(counts, lambda line: sys.stdout.write(f"{line}\n"))


if __name__ == "__main__":
    main(sys.argv[1:])
