"""Runs a worker of this step: `python -m services.parser`."""

from services.parser.parse import parse_document
from shared.contracts.document import Document
from shared.contracts.resume import Resume
from shared.pipeline.queue import Queue
from shared.pipeline.worker import Work, run_worker


def parse(document: Document) -> Resume:
    """The function that does the step."""
    return parse_document(document).resume


def build() -> Work:
    """Make the function that does the step."""
    return parse


def main(queue_class: type[Queue] = Queue) -> None:
    """Parse documents until told to stop."""
    run_worker("parser", build, queue_class)


if __name__ == "__main__":
    main()
