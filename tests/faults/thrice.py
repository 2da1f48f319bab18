"""Runs a process with every message sent three times: `python -m tests.faults.thrice parser`."""

import importlib
import sys
from uuid import UUID

from shared.pipeline.flow import Lane
from shared.pipeline.queue import Queue


class ThriceQueue(Queue):
    """Publishes everything three times."""

    def publish(self, step: str, lane: Lane, assessment_id: UUID) -> None:
        for _ in range(3):
            super().publish(step, lane, assessment_id)


MODULES = {"keeper": "shared.pipeline.keeper"}

if __name__ == "__main__":
    name = sys.argv[1]
    module = importlib.import_module(MODULES.get(name, f"services.{name}.__main__"))
    module.main(ThriceQueue)
