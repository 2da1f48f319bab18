"""Prints how well the grid is read: `python tests/parser/layouts/report.py [-v] [part of a name...]`."""

import sys
from collections import defaultdict

from services.parser.parse import parse_document
from shared.errors import InvalidInput
from tests.parser.accuracy import LISTS, SCALARS, list_misses, score_fields
from tests.parser.layouts.grid import Case, make_cases

FIELDS = ("full_name", "position", "city", *LISTS)


def score_case(case: Case) -> dict[str, float]:
    """Score of each field of one document; nothing is right in a document that is refused."""
    try:
        found = parse_document(case.document).resume.model_dump(mode="json")
    except InvalidInput:
        return dict.fromkeys((*SCALARS, *LISTS), 0.0)
    return score_fields(found, case.truth)


def main(arguments: list[str]) -> None:
    """Print the mean of each field per layout; with `-v` every miss."""
    names = [argument for argument in arguments if argument != "-v"]
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for case in make_cases():
        if names and not any(name in case.name for name in names):
            continue
        scores = score_case(case)
        rows[case.name.split(":")[0]].append(scores)
        rows["ALL"].append(scores)
        if "-v" in arguments:
            _print_misses(case)
    _print_table(rows)


def _print_misses(case: Case) -> None:
    try:
        found = parse_document(case.document).resume.model_dump(mode="json")
    except InvalidInput as error:
        sys.stdout.write(f"{case.name}: refused, {error.problem.code}\n")
        return
    for miss in list_misses(case.name, found, case.truth):
        sys.stdout.write(f"{miss}\n")


def _print_table(rows: dict[str, list[dict[str, float]]]) -> None:
    sys.stdout.write(f"{'layout':36}" + "".join(f"{field[:8]:>9}" for field in FIELDS) + "\n")
    for layout, scores in rows.items():
        means = [sum(score[field] for score in scores) / len(scores) for field in FIELDS]
        sys.stdout.write(f"{layout[:36]:36}" + "".join(f"{mean:>9.3f}" for mean in means) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
