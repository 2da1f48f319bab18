"""How far an assessment is, as pure functions of how far its steps are."""

from collections.abc import Mapping

from shared.contracts.assessment import AssessmentStatus, StepStatus
from shared.pipeline.flow import FLOW, STEPS, awaited_steps, needed_steps

ENDED = frozenset({StepStatus.DONE, StepStatus.FAILED, StepStatus.SKIPPED})
_LOST = frozenset({StepStatus.FAILED, StepStatus.SKIPPED})


def advance_steps(statuses: Mapping[str, StepStatus]) -> dict[str, StepStatus]:
    """What becomes of the steps that wait: ready, skipped, or they wait on.

    Args:
        statuses: of the steps of one assessment. A step that the flow has got since may be missing, one that
            it has no more may be there.

    Returns:
        The new status of every step of the flow.
    """
    advanced = {name: statuses.get(name, StepStatus.WAITING) for name in STEPS}
    for step in FLOW:  # in order, so that what is skipped skips others in the same pass
        if advanced[step.name] is not StepStatus.WAITING:
            continue
        if any(advanced[needed] in _LOST for needed in needed_steps(step)):
            advanced[step.name] = StepStatus.SKIPPED
        elif all(advanced[awaited] in ENDED for awaited in awaited_steps(step)):
            advanced[step.name] = StepStatus.READY
    return advanced


def assessment_status(statuses: Mapping[str, StepStatus]) -> AssessmentStatus:
    """How far the assessment is: done if its last steps are done, failed if one of them could not be."""
    if not set(statuses.values()) <= ENDED:
        return "running"
    awaited = {name for step in FLOW for name in awaited_steps(step)}
    last = [statuses.get(step.name) for step in FLOW if step.name not in awaited]
    return "done" if all(status is StepStatus.DONE for status in last) else "failed"
