"""Runs a worker of this step: `python -m services.advisor`."""

from services.advisor.advise import give_advice
from shared.pipeline.queue import Queue
from shared.pipeline.worker import Work, run_worker


def build() -> Work:
    """The function that does the step."""
    return give_advice


def main(queue_class: type[Queue] = Queue) -> None:
    """Give advice until told to stop."""
    run_worker("advisor", build, queue_class)


if __name__ == "__main__":
    main()
