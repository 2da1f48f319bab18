"""THE route of a resume. Read this first.

    document, target ──> parser ──> resume ─┬─> scorer ──> expertise ─┬─> advisor ──> advice
                                            └─> salary ──> salary ────┘

A step reads facts and makes one fact. Its order follows from that alone: a step is ready as soon as all the
facts that it reads have been made. The word of a step is also its folder in `services/`, its queue, its
process and its container.

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
        makes: name of the fact that its function returns.
        soft_limit_seconds: after which the step is told to give up; it counts as a death.
        hard_limit_seconds: after which its process is killed.
    """

    name: str
    reads: tuple[str, ...]
    makes: str
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

GIVEN = ("document", "target")
"""The facts that come with the request."""

FLOW = (
    Step("parser", reads=("document",), makes="resume"),
    Step("scorer", reads=("resume", "target"), makes="expertise"),
    Step("salary", reads=("resume",), makes="salary"),
    Step("advisor", reads=("resume", "target", "expertise", "salary"), makes="advice"),
)

STEPS: MappingProxyType[str, Step] = MappingProxyType({step.name: step for step in FLOW})


def needed_steps(step: Step) -> tuple[str, ...]:
    """Names of the steps whose results `step` reads."""
    return tuple(other.name for other in FLOW if other.makes in step.reads)


def dependent_steps(name: str) -> tuple[str, ...]:
    """Names of the steps that can't run without the step `name`, directly or through others."""
    found: list[str] = []
    for step in FLOW:  # in order, so that one pass finds indirect ones too
        if {name, *found} & set(needed_steps(step)):
            found.append(step.name)
    return tuple(found)


def queue_name(step: str, lane: Lane) -> str:
    """The queue of a step: `parser` for interactive work, `parser.bulk` for archives."""
    return step if lane is Lane.INTERACTIVE else f"{step}.{lane}"


def step_queues(step: str) -> tuple[str, ...]:
    """The queues that a worker of the step consumes, the interactive one first: order is priority."""
    return tuple(queue_name(step, lane) for lane in (Lane.INTERACTIVE, Lane.BULK))
