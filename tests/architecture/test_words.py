"""One word per thing: a step's name is its folder, its module and its lock."""

import importlib
import inspect
import typing

import pytest

from shared.pipeline.flow import FACTS, FLOW, Step
from tests.architecture.source_files import ROOT

STEPS = pytest.mark.parametrize("step", FLOW, ids=lambda step: step.name)


@STEPS
@pytest.mark.parametrize(
    "place", ["services/{}/__main__.py", "services/{}/pyproject.toml", "locks/{}.txt", "tests/{}"]
)
def test_a_step_is_found_under_its_name(step: Step, place: str) -> None:
    assert (ROOT / place.format(step.name)).exists()


@STEPS
def test_the_function_of_a_step_reads_and_makes_what_the_flow_says(step: Step) -> None:
    work = importlib.import_module(f"services.{step.name}.__main__").build()
    required = {
        name: parameter
        for name, parameter in inspect.signature(work).parameters.items()
        if parameter.default is inspect.Parameter.empty
    }
    hints = typing.get_type_hints(work)
    taken = {fact: FACTS[fact] for fact in step.reads}
    taken |= {fact: FACTS[fact] | None for fact in step.if_made}  # type: ignore[misc]
    assert {name: hints[name] for name in required} == taken
    assert hints["return"] is FACTS[step.makes]
