"""Contracts change only on purpose: the golden files show every change as a diff."""

from typing import Any

import pytest
from pydantic import ValidationError

from shared.contracts.base import Contract
from shared.contracts.document import Document, DocumentKind
from shared.contracts.expertise import Expertise
from shared.contracts.resume import Experience
from shared.contracts.salary import Salary
from tests.contracts.examples import EXAMPLES, EXPERTISE, SALARY
from tests.contracts.refresh_golden import GOLDEN, render_golden

each_contract = pytest.mark.parametrize("value", EXAMPLES.values(), ids=EXAMPLES.keys())


@pytest.mark.parametrize("file_name", sorted(render_golden()))
def test_golden_file_is_up_to_date(file_name: str) -> None:
    golden = (GOLDEN / file_name).read_text(encoding="utf-8")
    assert golden == render_golden()[file_name], "run tests/contracts/refresh_golden.py if this is wanted"


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(render_golden())


@each_contract
def test_example_leaves_no_field_empty(value: Contract) -> None:
    empty = [name for name, field in value.model_dump().items() if field is None or field in ((), [], "")]
    assert empty == []


@each_contract
def test_contract_survives_json(value: Contract) -> None:
    assert type(value).model_validate_json(value.model_dump_json()) == value


@each_contract
def test_field_cannot_be_set(value: Contract) -> None:
    name = next(iter(type(value).model_fields))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(value, name, getattr(value, name))


@each_contract
def test_unknown_field_is_refused(value: Contract) -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        type(value).model_validate(value.model_dump() | {"surprise": 1})


@each_contract
def test_every_part_of_a_contract_is_closed(value: Contract) -> None:
    schema = value.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    assert [part["title"] for part in parts if "properties" in part and part["additionalProperties"]] == []


def test_document_keeps_its_bytes() -> None:
    document = Document(kind=DocumentKind.PDF, content=b"%PDF-1.7\xff\x00")
    assert document.content == b"%PDF-1.7\xff\x00"


@pytest.mark.parametrize(
    "bounds",
    [
        {"low": 231_000},
        {"high": 229_000},
        {"low": 0},
        {"median": -1},
        {"coverage": 1.01},
        {"currency": "USD"},
    ],
    ids=str,
)
def test_impossible_pay_is_refused(bounds: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Salary.model_validate(SALARY.model_dump() | bounds)


def test_pay_may_be_one_point() -> None:
    point = Salary.model_validate(SALARY.model_dump() | {"low": 230_000, "high": 230_000})
    assert point.low == point.median == point.high


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan"), float("inf")])
def test_impossible_probability_is_refused(probability: float) -> None:
    with pytest.raises(ValidationError):
        Expertise.model_validate(EXPERTISE.model_dump() | {"confirmed_probability": probability})


@pytest.mark.parametrize("text", ["2019", "2019-01", "2019-12", "2019-12-31", "1970-02-09"])
def test_date_may_be_as_precise_as_the_document(text: str) -> None:
    assert Experience(start=text).start == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19",
        "2019-13",
        "2019-00",
        "2019-1",
        "2019-12-32",
        "2019-02-31",
        "2019-12-00",
        "2019-12-1",
        "12.2019",
        "2019-12\n",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Experience(start=text)
