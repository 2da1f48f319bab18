"""Runs a worker of this step: `python -m services.salary`."""

from services.salary.estimate import load_estimator
from services.salary.settings import SalarySettings
from shared.pipeline.queue import Queue
from shared.pipeline.worker import Work, run_worker


def build() -> Work:
    """The function that does the step; loads the model, once in each process."""
    return load_estimator(SalarySettings().artefact).estimate_salary


def main(queue_class: type[Queue] = Queue) -> None:
    """Estimate salaries until told to stop."""
    run_worker("salary", build, queue_class)


if __name__ == "__main__":
    main()
