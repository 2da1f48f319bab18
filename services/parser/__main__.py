"""Runs a worker of this step: `python -m services.parser`."""

from services.parser.service import ParserService
from services.parser.settings import ParserSettings
from shared.pipeline.queue import Queue
from shared.pipeline.worker import Work, run_worker


def build() -> Work:
    """Make the function that does the step."""
    return ParserService(ParserSettings()).parse


def main(queue_class: type[Queue] = Queue) -> None:
    """Parse documents until told to stop."""
    run_worker("parser", build, queue_class)


if __name__ == "__main__":
    main()
