"""The journal keeps its promises: one claim, one result, nothing lost."""

import random
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import Engine, select

from shared.contracts.assessment import StepStatus
from shared.db.migrate import alembic_config
from shared.db.session import transaction
from shared.db.tables import AssessmentRow, DeadLetter, DocumentRow, Erasure, StepRow
from shared.pipeline.erasure import erase_assessment
from shared.pipeline.flow import FLOW, STEPS, Lane
from shared.pipeline.journal import advance_assessment, load_facts, renew_lease, revive_step
from shared.pipeline.outcomes import Died, Done, Postponed, Rejected
from shared.pipeline.rescue import find_expired_steps, find_stalled_assessments, rescue_step, take_due_steps
from shared.reference.problems import problem
from shared.settings import Settings
from tests.shared.pipeline.assessments import (
    FACTS,
    accept,
    claim,
    let_time_pass,
    make_tenant,
    read_status,
    read_step,
    run,
    settle,
)


def test_the_whole_route(database: Engine, servers: Settings) -> None:
    one = accept(database)
    assert read_status(database, one) == "queued"
    assert run(database, one, "parser", servers) == ("scorer", "salary")
    assert read_status(database, one) == "running"
    assert run(database, one, "salary", servers) == ()
    assert run(database, one, "scorer", servers) == ("advisor",)
    assert run(database, one, "advisor", servers) == ()
    assert read_status(database, one) == "done"


def test_a_step_is_claimed_once_whoever_asks_at_the_same_time(database: Engine, servers: Settings) -> None:
    one = accept(database)
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: claim(database, one, "parser", servers), range(8)))
    assert sum(claimed is not None for claimed in claims) == 1


@pytest.mark.parametrize("step", ["scorer", "salary", "advisor"])
def test_a_step_is_not_claimed_before_what_it_reads_is_there(
    database: Engine, servers: Settings, step: str
) -> None:
    assert claim(database, accept(database), step, servers) is None


def test_two_steps_that_finish_together_wake_the_next_one_once(database: Engine, servers: Settings) -> None:
    for _ in range(20):
        one = accept(database)
        run(database, one, "parser", servers)
        claims = [claim(database, one, step, servers) for step in ("scorer", "salary")]
        with ThreadPoolExecutor(2) as pool:
            woken = list(
                pool.map(
                    lambda claimed: settle(database, claimed, Done(FACTS[claimed.step.name]), servers), claims
                )
            )
        assert set(woken) == {(), ("advisor",)}


def test_a_lost_claim_changes_nothing(database: Engine, servers: Settings) -> None:
    one = accept(database)
    lost = claim(database, one, "parser", servers)
    assert lost is not None
    let_time_pass(database, one, 1000)
    with transaction(database) as session:
        (expired,) = find_expired_steps(session)
        assert rescue_step(session, expired, servers)
    let_time_pass(database, one, 10)
    current = claim(database, one, "parser", servers)
    assert settle(database, lost, Done(FACTS["parser"]), servers) is None
    assert read_step(database, one, "parser").output is None
    with transaction(database) as session:
        assert not renew_lease(session, lost, servers)
    assert settle(database, current, Done(FACTS["parser"]), servers) == ("scorer", "salary")
    assert settle(database, lost, Rejected(problem("encrypted")), servers) is None
    assert read_step(database, one, "parser").status == StepStatus.DONE


def test_a_renewed_lease_does_not_expire(database: Engine, servers: Settings) -> None:
    one = accept(database)
    held = claim(database, one, "parser", servers)
    assert held is not None
    let_time_pass(database, one, 1000)
    with transaction(database) as session:
        found = find_expired_steps(session)
        assert renew_lease(session, held, servers)
    with transaction(database) as session:
        assert find_expired_steps(session) == []
        assert not rescue_step(session, found[0], servers)


def test_rejected_input_ends_the_assessment_with_its_problem(database: Engine, servers: Settings) -> None:
    one = accept(database)
    found = problem("encrypted")
    assert settle(database, claim(database, one, "parser", servers), Rejected(found), servers) == ()
    assert read_status(database, one) == "failed"
    assert read_step(database, one, "parser").problem == found.model_dump()
    assert {read_step(database, one, step).status for step in ("scorer", "salary", "advisor")} == {"skipped"}


def test_a_failed_branch_leaves_the_other_one_and_the_advice(database: Engine, servers: Settings) -> None:
    one = accept(database)
    run(database, one, "parser", servers)
    settle(
        database, claim(database, one, "salary", servers), Rejected(problem("too_little_to_price")), servers
    )
    assert read_status(database, one) == "running"
    assert run(database, one, "scorer", servers) == ("advisor",)
    advisor = claim(database, one, "advisor", servers)
    assert advisor is not None
    with transaction(database) as session:
        facts = load_facts(session, advisor)
    assert facts["salary"] is None
    assert facts["expertise"] == FACTS["scorer"]
    settle(database, advisor, Done(FACTS["advisor"]), servers)
    assert read_status(database, one) == "done"


def test_three_deaths_make_a_dead_letter_that_can_be_revived(database: Engine, servers: Settings) -> None:
    one = accept(database)
    for _ in range(servers.deaths_allowed):
        settle(database, claim(database, one, "parser", servers), Died("bug"), servers)
        let_time_pass(database, one, 100)
    assert claim(database, one, "parser", servers) is None
    assert read_status(database, one) == "failed"
    with transaction(database) as session:
        letter = session.scalars(select(DeadLetter)).one()
        assert (letter.step, letter.reason, letter.attempts) == ("parser", "bug", servers.deaths_allowed)
        assert revive_step(session, one, "parser")
    for step in FLOW:
        run(database, one, step.name, servers)
    assert read_status(database, one) == "done"


def test_a_revived_step_makes_those_that_waited_for_it_run_again(database: Engine, servers: Settings) -> None:
    one = accept(database)
    run(database, one, "parser", servers)
    settle(
        database, claim(database, one, "salary", servers), Rejected(problem("too_little_to_price")), servers
    )
    for _ in range(servers.deaths_allowed):
        settle(database, claim(database, one, "scorer", servers), Died("bug"), servers)
        let_time_pass(database, one, 100)
    run(database, one, "advisor", servers)
    assert read_status(database, one) == "done"
    with transaction(database) as session:
        assert revive_step(session, one, "scorer")
    assert read_status(database, one) == "running"
    assert run(database, one, "scorer", servers) == ("advisor",)
    run(database, one, "advisor", servers)
    assert read_status(database, one) == "done"


def test_postponing_is_no_death_and_ends_at_the_deadline(database: Engine, servers: Settings) -> None:
    one = accept(database)
    let_time_pass(
        database, one, servers.unavailable_deadline_seconds + 100
    )  # in a long backlog: no reason to fail
    for _ in range(servers.deaths_allowed + 2):
        settle(database, claim(database, one, "parser", servers), Postponed("engine"), servers)
        assert claim(database, one, "parser", servers) is None, "not due yet"
        let_time_pass(database, one, 100)
    assert read_step(database, one, "parser").deaths == 0
    let_time_pass(database, one, servers.unavailable_deadline_seconds)
    settle(database, claim(database, one, "parser", servers), Postponed("engine"), servers)
    step = read_step(database, one, "parser")
    assert step.problem is not None
    assert step.problem["code"] == "step_unavailable"
    with transaction(database) as session:
        assert session.scalars(select(DeadLetter)).one().reason == "unavailable: engine"
        assert revive_step(session, one, "parser")
    assert run(database, one, "parser", servers) == ("scorer", "salary")


def test_a_stored_fact_of_a_newer_release_can_be_read(database: Engine, servers: Settings) -> None:
    one = accept(database)
    run(database, one, "parser", servers)
    with transaction(database) as session:
        parser = session.get_one(StepRow, (one, "parser"))
        assert parser.output is not None
        newer = parser.output | {"newer": 1}
        newer["contacts"] = newer["contacts"] | {"newer": 2}
        parser.output = newer
    claimed = claim(database, one, "scorer", servers)
    assert claimed is not None
    with transaction(database) as session:
        assert load_facts(session, claimed)["resume"] == FACTS["parser"]


def test_a_lost_message_is_published_again_after_ever_longer_pauses(
    database: Engine, servers: Settings
) -> None:
    one = accept(database)
    pause = servers.republish_after_seconds

    def due() -> int:
        with transaction(database) as session:
            return len(take_due_steps(session, "parser", Lane.INTERACTIVE, 10, pause))

    for doubling in (1, 2, 4):
        let_time_pass(database, one, pause * doubling - 1)
        assert due() == 0
        let_time_pass(database, one, 2)
        assert due() == 1


def test_an_assessment_that_a_changed_flow_has_left_behind_goes_on(
    database: Engine, servers: Settings
) -> None:
    one = accept(database)
    run(database, one, "parser", servers)
    run(database, one, "salary", servers)
    run(database, one, "scorer", servers)
    with transaction(database) as session:
        session.get_one(StepRow, (one, "advisor")).status = StepStatus.WAITING  # as an older worker leaves it
    with transaction(database) as session:
        assert find_stalled_assessments(session) == [one]
        assert advance_assessment(session, one) == ("advisor",)
        assert find_stalled_assessments(session) == []


def test_facts_are_what_earlier_steps_made(database: Engine, servers: Settings) -> None:
    one = accept(database)
    for step in FLOW:
        claimed = claim(database, one, step.name, servers)
        assert claimed is not None
        with transaction(database) as session:
            facts = load_facts(session, claimed)
        assert set(facts) == {*step.reads, *step.if_made}
        for made_by, fact in FACTS.items():
            assert facts.get(STEPS[made_by].makes, fact) == fact
        settle(database, claimed, Done(FACTS[step.name]), servers)


def test_erasure_leaves_a_proof_and_stops_the_worker_that_is_at_it(
    database: Engine, servers: Settings
) -> None:
    one = accept(database)
    claimed = claim(database, one, "parser", servers)
    with transaction(database) as session:
        erase_assessment(session, one, reason="request")
    assert settle(database, claimed, Done(FACTS["parser"]), servers) is None
    with transaction(database) as session:
        for table in (AssessmentRow, DocumentRow, StepRow):
            assert session.scalars(select(table)).first() is None
        assert session.scalars(select(Erasure)).one().assessment_id == one


def test_a_step_that_is_new_in_the_flow_reaches_assessments_under_way(
    database: Engine, servers: Settings
) -> None:
    one = accept(database)
    with transaction(database) as session:
        session.delete(session.get_one(StepRow, (one, "salary")))
    assert run(database, one, "parser", servers) == ("scorer", "salary")
    for step in ("scorer", "salary", "advisor"):
        run(database, one, step, servers)
    assert read_status(database, one) == "done"


def test_an_unknown_assessment_is_not_claimed(database: Engine, servers: Settings) -> None:
    assert claim(database, uuid4(), "parser", servers) is None


def test_interactive_work_is_published_at_once_and_bulk_left_to_the_keeper(
    database: Engine, servers: Settings
) -> None:
    interactive, bulk = accept(database), accept(database, Lane.BULK)

    def due(lane: Lane) -> list[object]:
        with transaction(database) as session:
            return list(take_due_steps(session, "parser", lane, 10, servers.republish_after_seconds))

    assert due(Lane.INTERACTIVE) == []
    assert due(Lane.BULK) == [bulk]
    assert due(Lane.BULK) == [], "it lies in the queue now"
    for one in (interactive, bulk):
        let_time_pass(database, one, servers.republish_after_seconds + 1)
    assert due(Lane.INTERACTIVE) == [interactive]
    assert due(Lane.BULK) == [bulk]


def test_tenants_take_turns(database: Engine, servers: Settings) -> None:
    large = [accept(database, Lane.BULK, "large") for _ in range(6)]
    small = [accept(database, Lane.BULK, "small") for _ in range(2)]
    make_tenant(database, "idle")
    with transaction(database) as session:
        taken = take_due_steps(session, "parser", Lane.BULK, 4, servers.republish_after_seconds)
    assert set(taken) == {*large[:2], *small}


def test_any_order_of_events_ends_with_one_result_each(database: Engine, servers: Settings) -> None:
    chance = random.Random(7)
    ids = [accept(database) for _ in range(5)]
    open_claims = []
    for _ in range(2000):
        one, step = chance.choice(ids), chance.choice(FLOW).name
        match chance.choice(["claim", "settle", "expire"]):
            case "claim":
                open_claims.append(claim(database, one, step, servers))
            case "settle" if open_claims:
                claimed = open_claims.pop(chance.randrange(len(open_claims)))
                if claimed:
                    settle(database, claimed, Done(FACTS[claimed.step.name]), servers)
            case "expire":
                let_time_pass(database, one, 1000)
        if all(read_status(database, one) == "done" for one in ids):
            break
    for one in ids:
        assert read_status(database, one) == "done"
        with transaction(database) as session:
            steps = session.scalars(select(StepRow).where(StepRow.assessment_id == one)).all()
        assert {step.status for step in steps} == {"done"}
        assert all(step.output is not None for step in steps)


def test_the_tables_are_those_of_the_migrations(database: Engine) -> None:
    config = alembic_config()
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)
