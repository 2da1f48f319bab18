"""Runs a worker of this step: `python -m services.scorer`."""

from services.scorer.score import load_engine
from services.scorer.settings import ScorerSettings
from shared.pipeline.queue import Queue
from shared.pipeline.worker import Work, run_worker


def build() -> Work:
    """The function that does the step; loads the model, once in each process."""
    return load_engine(ScorerSettings().engine).score_resume


def main(queue_class: type[Queue] = Queue) -> None:
    """Score resumes until told to stop."""
    run_worker("scorer", build, queue_class)


if __name__ == "__main__":
    main()
