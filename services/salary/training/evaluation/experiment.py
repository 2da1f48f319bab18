"""An experiment: the same comparison under several seeds, told as one Markdown page."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from services.salary.training.evaluation.arguments import build_parser
from services.salary.training.evaluation.splits import sample_rows
from services.salary.training.vacancies import Vacancies, read_vacancies

Measured = TypeVar("Measured")


def run_experiment(
    description: str | None,
    measure: Callable[[Vacancies, int], Measured],
    write: Callable[[Sequence[Measured]], str],
) -> None:
    """The command of an experiment.

    Args:
        description: for `--help`.
        measure: is called with the vacancies and each seed, which decides the split and the models.
        write: makes the page of what was measured, in the order of the seeds.
    """
    parser = build_parser(description)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    arguments = parser.parse_args()
    vacancies = read_vacancies(arguments.data)
    measured = []
    for seed in arguments.seeds:
        print(f"seed {seed} ...", flush=True)
        measured.append(measure(sample_rows(vacancies, arguments.sample, seed), seed))
    print(write(measured))
