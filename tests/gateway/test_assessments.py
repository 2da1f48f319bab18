"""Looking at assessments, listing them, erasing them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import Engine, func, select, update

from shared.contracts.assessment import Assessment
from shared.db.session import transaction
from shared.db.tables import AssessmentRow, Base, Erasure, StepRow
from shared.pipeline.flow import FLOW, STEPS
from shared.pipeline.outcomes import Died, Postponed, Rejected
from shared.reference.problems import problem
from shared.settings import Settings
from tests.contracts.examples import ADVICE, EXPERTISE, PROBLEM, RESUME, SALARY
from tests.gateway.answers import problem_code
from tests.gateway.requests import PATH, hand_in
from tests.gateway.working import finish_assessment, settle

MISSING = {"status": "queued", "resume": None, "expertise": None, "salary": None, "advice": None}


def look_at(api: httpx.Client, assessment_id: UUID) -> Assessment:
    answer = api.get(f"{PATH}/{assessment_id}")
    assert answer.status_code == 200, answer.text
    return Assessment.model_validate_json(answer.text)


def test_fresh_assessment_shows_what_is_still_to_do(api: httpx.Client) -> None:
    seen = look_at(api, hand_in(api, grade="senior"))
    assert {name: getattr(seen, name) for name in MISSING} == MISSING
    assert [(step.name, step.status) for step in seen.steps] == [
        ("parser", "ready"),
        ("scorer", "waiting"),
        ("salary", "waiting"),
        ("advisor", "waiting"),
    ]
    assert seen.target.grade == "senior"
    assert seen.finished_at is None


def test_finished_assessment_shows_all_results(
    api: httpx.Client, database: Engine, servers: Settings
) -> None:
    assessment_id = hand_in(api)
    finish_assessment(database, servers, assessment_id)
    seen = look_at(api, assessment_id)
    assert (seen.status, seen.problems) == ("done", (PROBLEM,))
    assert (seen.resume, seen.expertise, seen.salary, seen.advice) == (RESUME, EXPERTISE, SALARY, ADVICE)
    assert seen.finished_at and seen.finished_at >= seen.created_at
    assert all(step.duration_ms is not None and step.attempts == 1 for step in seen.steps)


def test_a_result_of_a_newer_release_is_shown_without_what_is_not_known(
    api: httpx.Client, database: Engine, servers: Settings
) -> None:
    assessment_id = hand_in(api)
    finish_assessment(database, servers, assessment_id)
    with transaction(database) as session:
        salary = session.get_one(StepRow, (assessment_id, "salary"))
        assert salary.output is not None
        salary.output = salary.output | {"newer": 1}
    assert look_at(api, assessment_id).salary == SALARY


def test_rejected_document_says_why(api: httpx.Client, database: Engine, servers: Settings) -> None:
    assessment_id = hand_in(api)
    settle(database, servers, assessment_id, STEPS["parser"], Rejected(problem("encrypted")))
    seen = look_at(api, assessment_id)
    assert seen.status == "failed"
    assert seen.problems == (problem("encrypted"),)
    assert [step.status for step in seen.steps] == ["failed", "skipped", "skipped", "skipped"]


def test_bug_is_reported_without_its_traceback(
    api: httpx.Client, database: Engine, servers: Settings
) -> None:
    settings = servers.model_copy(update={"deaths_allowed": 1})
    assessment_id = hand_in(api)
    settle(database, settings, assessment_id, STEPS["parser"], Died("KeyError at secret_place.py:1"))
    answer = api.get(f"{PATH}/{assessment_id}")
    assert answer.json()["problems"][0]["code"] == "step_crashed"
    assert "secret_place" not in answer.text


def test_step_that_waits_for_an_engine_is_no_failure(
    api: httpx.Client, database: Engine, servers: Settings
) -> None:
    assessment_id = hand_in(api)
    settle(database, servers, assessment_id, STEPS["parser"], Postponed("engine"))
    seen = look_at(api, assessment_id)
    assert (seen.status, seen.steps[0].status, seen.problems) == ("running", "ready", ())


def test_erasing_leaves_nothing_but_a_proof(api: httpx.Client, database: Engine, servers: Settings) -> None:
    assessment_id = hand_in(api)
    finish_assessment(database, servers, assessment_id)
    assert api.delete(f"{PATH}/{assessment_id}").status_code == 204
    with transaction(database) as session:
        left = {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }
        proof = session.get_one(Erasure, assessment_id)
        assert (proof.reason, bool(proof.erased_at)) == ("request", True)
    assert {name for name, count in left.items() if count} == {"tenants", "api_keys", "erasures"}


def test_erased_assessment_is_gone_everywhere(api: httpx.Client) -> None:
    assessment_id = hand_in(api)
    api.delete(f"{PATH}/{assessment_id}")
    assert problem_code(api.get(f"{PATH}/{assessment_id}")) == "not_found"
    assert problem_code(api.delete(f"{PATH}/{assessment_id}")) == "not_found"
    assert api.get(PATH).json()["items"] == []


def test_assessment_that_we_can_no_longer_read_can_be_erased(api: httpx.Client, database: Engine) -> None:
    assessment_id = hand_in(api)
    with transaction(database) as session:
        session.execute(update(StepRow).values(output={"of": "an older version"}))
    assert api.delete(f"{PATH}/{assessment_id}").status_code == 204


def test_pages_show_everything_once_and_newest_first(api: httpx.Client, database: Engine) -> None:
    ids = [hand_in(api) for _ in range(5)]
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with transaction(database) as session:
        for number, assessment_id in enumerate(ids):
            session.get_one(AssessmentRow, assessment_id).created_at = start + timedelta(seconds=number)
    assert read_pages(api, limit=2) == [list(map(str, page)) for page in (ids[:2:-1], ids[2:0:-1], ids[:1])]


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_equal_times_lose_nothing_between_pages(api: httpx.Client, database: Engine, limit: int) -> None:
    ids = [hand_in(api) for _ in range(5)]
    with transaction(database) as session:
        session.execute(update(AssessmentRow).values(created_at=datetime(2026, 1, 1, tzinfo=UTC)))
    seen = [one for page in read_pages(api, limit) for one in page]
    assert seen == [str(one) for one in sorted(ids, reverse=True)]


def read_pages(api: httpx.Client, limit: int) -> list[list[str]]:
    pages: list[list[str]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = api.get(PATH, params={"limit": limit} | ({"cursor": cursor} if cursor else {})).json()
        pages.append([item["id"] for item in page["items"]])
        cursor = page["next"]
    return pages


def test_new_assessments_do_not_shift_the_pages(api: httpx.Client) -> None:
    ids = [hand_in(api) for _ in range(3)]
    first = api.get(PATH, params={"limit": 2}).json()
    hand_in(api)
    second = api.get(PATH, params={"limit": 2, "cursor": first["next"]}).json()
    assert [item["id"] for item in second["items"]] == [str(ids[0])]
    assert second["next"] is None


@pytest.mark.parametrize(
    "parameters",
    [
        {"cursor": "x"},
        {"cursor": "Скворцова"},
        {"cursor": "MjAyNi0wMS0wMXx4"},  # 2026-01-01|x
        {"cursor": "fDdjMGY4YTZlLTNmNTAtNGE1My1iNmYwLTJmNWNmNmYwYTlkMQ=="},  # no time
        {"cursor": "A" * 201},
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "many"},
    ],
    ids=str,
)
def test_bad_page_is_refused(api: httpx.Client, parameters: dict[str, str]) -> None:
    answer = api.get(PATH, params=parameters)
    assert (problem_code(answer), answer.status_code) == ("invalid_request", 422)


def test_every_step_of_the_flow_is_reported(api: httpx.Client) -> None:
    steps = look_at(api, hand_in(api)).steps
    assert [step.name for step in steps] == [step.name for step in FLOW]
