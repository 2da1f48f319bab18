"""The route is what its picture says."""

from shared.pipeline.flow import FACTS, FLOW, GIVEN, STEPS, dependent_steps, needed_steps, step_queues


def test_order_follows_from_what_steps_read() -> None:
    assert {name: needed_steps(step) for name, step in STEPS.items()} == {
        "parser": (),
        "scorer": ("parser",),
        "salary": ("parser",),
        "advisor": ("parser", "scorer", "salary"),
    }


def test_everything_that_is_read_is_given_or_made_before() -> None:
    known = set(GIVEN)
    for step in FLOW:
        assert set(step.reads) <= known
        known.add(step.makes)
    assert known == set(FACTS)


def test_dependents_include_indirect_ones() -> None:
    assert dependent_steps("parser") == ("scorer", "salary", "advisor")
    assert dependent_steps("salary") == ("advisor",)
    assert dependent_steps("advisor") == ()


def test_the_interactive_queue_comes_first() -> None:
    assert step_queues("parser") == ("parser", "parser.bulk")
