"""Measure the salary model beside simpler recipes.

`python -m services.salary.training.evaluation --data ../shared/data --out FOLDER [--seed 7] [--sample N]
[--quick]`
writes evaluation.json, evaluation.md and the predictions that the report draws; ten minutes on two cores.
The same seed gives the same figures.
"""

import argparse
from pathlib import Path

from services.salary.training.evaluation.arguments import build_parser
from services.salary.training.evaluation.baselines import QUICK, Effort
from services.salary.training.evaluation.page import write_page
from services.salary.training.evaluation.result import PAGE_FILE, write_result
from services.salary.training.evaluation.run import run_evaluation
from services.salary.training.evaluation.splits import sample_rows
from services.salary.training.vacancies import read_vacancies


def _read_arguments() -> argparse.Namespace:
    parser = build_parser(__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="Fewer trees for the baselines.")
    return parser.parse_args()


def main() -> None:
    """The command."""
    arguments = _read_arguments()
    vacancies = sample_rows(read_vacancies(arguments.data), arguments.sample, arguments.seed)
    effort = QUICK if arguments.quick else Effort()
    evaluation, predictions = run_evaluation(
        vacancies, arguments.seed, effort, lambda step: print(step, flush=True)
    )
    write_result(evaluation, predictions, arguments.out)
    page = write_page(evaluation)
    (arguments.out / PAGE_FILE).write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
