"""The route is what its picture says."""

import pytest

from shared.contracts.assessment import StepStatus
from shared.pipeline.flow import FACTS, FLOW, STEPS, awaited_steps, dependent_steps, needed_steps, step_queues
from shared.pipeline.progress import advance_steps, assessment_status


def test_order_follows_from_what_steps_read() -> None:
    assert {name: awaited_steps(step) for name, step in STEPS.items()} == {
        "parser": (),
        "scorer": ("parser",),
        "salary": ("parser",),
        "advisor": ("parser", "scorer", "salary"),
    }
    assert needed_steps(STEPS["advisor"]) == ("parser",)


def test_everything_that_is_read_is_given_or_made_before() -> None:
    known = {"document", "target"}
    for step in FLOW:
        assert {*step.reads, *step.if_made} <= known
        known.add(step.makes)
    assert known == set(FACTS)


def test_dependents_include_indirect_ones() -> None:
    assert dependent_steps("parser") == ("scorer", "salary", "advisor")
    assert dependent_steps("salary") == ("advisor",)
    assert dependent_steps("advisor") == ()


def test_the_interactive_queue_comes_first() -> None:
    assert step_queues("parser") == ("parser", "parser.bulk")


@pytest.mark.parametrize(
    ("before", "after", "assessment"),
    [
        ("WWWW", "RWWW", "running"),
        ("DWWW", "DRRW", "running"),
        ("DDrW", "DDrW", "running"),
        ("DDDW", "DDDR", "running"),
        ("DDDD", "DDDD", "done"),
        ("FWWW", "FSSS", "failed"),
        ("DDFW", "DDFR", "running"),
        ("DDFD", "DDFD", "done"),
        ("DDDF", "DDDF", "failed"),
        ("DFSW", "DFSR", "running"),
    ],
)
def test_what_becomes_of_an_assessment(before: str, after: str, assessment: str) -> None:
    letters = dict(zip("WRrDFS", StepStatus, strict=True))
    statuses = {step.name: letters[letter] for step, letter in zip(FLOW, before, strict=True)}
    advanced = advance_steps(statuses)
    assert advanced == {step.name: letters[letter] for step, letter in zip(FLOW, after, strict=True)}
    assert assessment_status(advanced) == assessment


def test_an_older_worker_does_not_finish_an_assessment_over_the_head_of_a_step_it_does_not_know() -> None:
    statuses = dict.fromkeys(STEPS, StepStatus.DONE)
    assert assessment_status(statuses | {"newer": StepStatus.WAITING}) == "running"
    assert assessment_status(statuses | {"newer": StepStatus.DONE}) == "done"
