"""THE route of a resume. Read this first.

    document, target ──> parser ──> resume ─┬─> scorer ──> expertise ─┬─> advisor ──> advice
                                            └─> salary ──> salary ────┘

A step reads facts and makes one fact. Its order follows from that alone: a step is ready as soon as all the
facts that it reads have been made. A fact that it reads `if_made` is waited for too, but its step may fail.

The word of a step is also its folder in `services/`, its queue, its process and its container.

To add a step, add a line to `FLOW` and its contract to `FACTS` (docs/recipes/add-a-step.md).
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from shared.contracts.advice import Advice
from shared.contracts.base import Contract
from shared.contracts.document import Document
from shared.contracts.expertise import Expertise
from shared.contracts.resume import Resume
from shared.contracts.salary import Salary
from shared.contracts.target import Target


class Lane(StrEnum):
    """How urgent an assessment is. A worker takes an interactive one first, whenever there is one."""

    INTERACTIVE = "interactive"
    BULK = "bulk"


@dataclass(frozen=True)
class Step:
    """One step of the route.

    Attributes:
        name: the word of the step.
        reads: names of the facts that its function takes, as keyword arguments.
        if_made: further facts that it takes; None where the step that makes them has failed.
        makes: name of the fact that its function returns.
        soft_limit_seconds: after which the step is told to give up; it counts as a death.
        hard_limit_seconds: after which its process is killed.
    """

    name: str
    reads: tuple[str, ...]
    makes: str
    if_made: tuple[str, ...] = ()
    soft_limit_seconds: int = 60
    hard_limit_seconds: int = 70


FACTS: MappingProxyType[str, type[Contract]] = MappingProxyType(
    {
        "document": Document,
        "target": Target,
        "resume": Resume,
        "expertise": Expertise,
        "salary": Salary,
        "advice": Advice,
    }
)

FLOW = (
    Step("parser", reads=("document",), makes="resume"),
    Step("scorer", reads=("resume", "target"), makes="expertise"),
    Step("salary", reads=("resume",), makes="salary"),
    Step("advisor", reads=("resume", "target"), if_made=("expertise", "salary"), makes="advice"),
)

STEPS: MappingProxyType[str, Step] = MappingProxyType({step.name: step for step in FLOW})


def needed_steps(step: Step) -> tuple[str, ...]:
    """Names of the steps without whose results `step` can't run."""
    return tuple(other.name for other in FLOW if other.makes in step.reads)


def awaited_steps(step: Step) -> tuple[str, ...]:
    """Names of the steps that must have ended before `step` runs."""
    return tuple(other.name for other in FLOW if other.makes in (*step.reads, *step.if_made))


def dependent_steps(name: str) -> tuple[str, ...]:
    """Names of the steps that wait for the step `name`, directly or through others."""
    found: list[str] = []
    for step in FLOW:  # in order, so that one pass finds indirect ones too
        if {name, *found} & set(awaited_steps(step)):
            found.append(step.name)
    return tuple(found)


def queue_name(step: str, lane: Lane) -> str:
    """The queue of a step: `parser` for interactive work, `parser.bulk` for archives."""
    return step if lane is Lane.INTERACTIVE else f"{step}.{lane}"


def step_queues(step: str) -> tuple[str, ...]:
    """The queues that a worker of the step consumes, the interactive one first: order is priority."""
    return tuple(queue_name(step, lane) for lane in (Lane.INTERACTIVE, Lane.BULK))
