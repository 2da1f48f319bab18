"""Handing in: what is accepted is stored first, then published, and names nobody in Redis."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import redis
from sqlalchemy import Engine, select

from shared.db.session import transaction
from shared.db.tables import AssessmentRow, DocumentRow, StepRow
from shared.settings import Settings
from tests.gateway.requests import (
    HTML,
    JSON,
    LINK,
    PATH,
    PDF,
    PERSONAL,
    RESUME,
    TEXT,
    form,
    form_of,
    hand_in,
    make_docx,
    queued_ids,
    queued_messages,
)
from tests.gateway.working import finish_assessment

ACCEPTED = {
    "pdf": (form(PDF), "pdf"),
    "docx": (form(make_docx(), "resume.docx"), "docx"),
    "html": (form(HTML, "resume.html"), "html"),
    "text": (form(TEXT, "resume.txt"), "text"),
    "text in Windows-1251": (form(TEXT.decode().encode("cp1251"), "resume.txt"), "text"),
    "json file": (form(JSON, "resume.json"), "json"),
    "fields": ({"json": {"resume": RESUME}}, "manual"),
    "link": ({"json": {"link": LINK}}, "link"),
    "link with a query": ({"json": {"link": f"{LINK}?query=python&hhtmFrom=search"}}, "link"),
    "link of a region": ({"json": {"link": "https://kazan.hh.ru/resume/0123456789abcdef/"}}, "link"),
    "docx that is called pdf": (form(make_docx(), "resume.pdf"), "docx"),
    "pdf without an extension": (form(PDF, "resume"), "pdf"),
    "name with quotes and slashes": (form(PDF, '../../"x";.exe'), "pdf"),
    "json with a byte order mark": (
        {"content": b"\xef\xbb\xbf" + b'{"resume": {}}', "headers": {"Content-Type": "application/json"}},
        "manual",
    ),
}
each_request = pytest.mark.parametrize(("request_parts", "kind"), ACCEPTED.values(), ids=ACCEPTED.keys())


@each_request
def test_document_is_stored_with_the_kind_of_its_content(
    api: httpx.Client, database: Engine, request_parts: dict[str, Any], kind: str
) -> None:
    answer = api.post(PATH, **request_parts)
    assert answer.status_code == 202, answer.text
    with transaction(database) as session:
        assert session.get_one(DocumentRow, UUID(answer.json()["id"])).kind == kind


def test_answer_says_where_to_look(api: httpx.Client) -> None:
    answer = api.post(PATH, **form())
    body = answer.json()
    assert answer.headers["location"] == body["links"]["self"] == f"{PATH}/{body['id']}"
    assert (body["status"], body["finished_at"]) == ("queued", None)
    found = api.get(answer.headers["location"])
    assert found.status_code == 200
    assert found.json()["created_at"] == body["created_at"]


def test_bytes_are_stored_as_received(api: httpx.Client, database: Engine) -> None:
    content = PDF + bytes(range(256)) * 3000
    assessment_id = UUID(api.post(PATH, **form(content)).json()["id"])
    with transaction(database) as session:
        assert session.get_one(DocumentRow, assessment_id).content == content


def test_one_message_with_nothing_but_the_id_is_published(
    api: httpx.Client, empty_redis: "redis.Redis"
) -> None:
    assessment_id = UUID(
        api.post(PATH, **form(TEXT, "Скворцова.txt", client_name="Ромашка", salary_text="300 000")).json()[
            "id"
        ]
    )
    assert queued_ids(empty_redis) == [str(assessment_id)]
    (message,) = queued_messages(empty_redis)
    assert [word for word in (*PERSONAL, "Ромашка", "300 000") if word in message] == []


def test_bulk_work_is_left_to_the_keeper(
    api: httpx.Client, database: Engine, empty_redis: "redis.Redis"
) -> None:
    assessment_id = hand_in(api, lane="bulk")
    assert empty_redis.keys("parser*") == []
    with transaction(database) as session:
        step = session.get_one(StepRow, (assessment_id, "parser"))
        assert (step.status, step.lane, step.published_at) == ("ready", "bulk", None)


def test_fields_of_a_form_reach_the_target(api: httpx.Client) -> None:
    fields = {
        "client_name": "ООО «Ромашка»",
        "grade": "senior",
        "salary_text": "от 250 000 ₽",
        "vacancy_title": "Разработчик",
        "vacancy_description": "я" * 50_000,
    }
    answer = api.post(PATH, **form_of(fields | {"lane": "bulk"}))
    assert api.get(answer.headers["location"]).json()["target"] == fields


def test_empty_fields_of_a_form_count_as_not_given(api: httpx.Client) -> None:
    names = ("client_name", "grade", "salary_text", "vacancy_title", "vacancy_description", "lane")
    answer = api.post(PATH, **form_of(dict.fromkeys(names, "")))
    assert answer.status_code == 202, answer.text
    assert set(api.get(answer.headers["location"]).json()["target"].values()) == {None}


@pytest.mark.parametrize(
    ("word", "grade"),
    [
        ("Middle", "middle"),
        ("SENIOR", "senior"),
        ("мидл", "middle"),
        (" Старший ", "senior"),
        ("тимлид", "lead"),
        ("стажёр", "trainee"),
    ],
)
def test_grade_is_understood_as_people_write_it(api: httpx.Client, word: str, grade: str) -> None:
    for answer in (api.post(PATH, **form(grade=word)), api.post(PATH, json={"resume": {}, "grade": word})):
        assert api.get(answer.headers["location"]).json()["target"]["grade"] == grade


def test_assessment_lives_as_long_as_the_settings_say(
    api: httpx.Client, database: Engine, servers: Settings
) -> None:
    assessment_id = hand_in(api)
    with transaction(database) as session:
        row = session.scalars(select(AssessmentRow).where(AssessmentRow.id == assessment_id)).one()
        assert abs(row.expires_at - row.created_at - timedelta(days=servers.retention_days)) < timedelta(
            minutes=1
        )


def test_waiting_request_gets_the_whole_result(
    api: httpx.Client, database: Engine, servers: Settings, empty_redis: "redis.Redis"
) -> None:
    with ThreadPoolExecutor() as pool:
        request = pool.submit(api.post, PATH, json={"resume": RESUME}, headers={"Prefer": "wait=2"})
        empty_redis.blmove("parser", "taken", timeout=3)
        finish_assessment(database, servers, UUID(queued_ids(empty_redis, "taken")[0]))
        answer = request.result()
    assert answer.status_code == 200
    assert answer.headers["preference-applied"] == "wait=2"
    assert answer.json() == api.get(answer.headers["location"]).json()
    assert answer.json()["status"] == "done"


@pytest.mark.parametrize(
    "prefer", ["wait=1", "Wait=1", 'wait="1"', "wait = 1", "respond-async, wait=1", "wait=1; foo=bar"]
)
def test_waiting_ends_when_the_time_is_over(api: httpx.Client, prefer: str) -> None:
    answer = api.post(PATH, json={"resume": RESUME}, headers={"Prefer": prefer})
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "wait=1"
    assert 1 <= answer.elapsed.total_seconds() < 2


@pytest.mark.parametrize(
    "prefer", ["", "wait", "wait=", "wait=-1", "wait=1.5", "wait=abc", "await=2", "wait=0", 'wait="1']
)
def test_bad_preference_is_ignored(api: httpx.Client, prefer: str) -> None:
    answer = api.post(PATH, json={"resume": RESUME}, headers={"Prefer": prefer})
    assert answer.status_code == 202
    assert "preference-applied" not in answer.headers
    assert answer.elapsed.total_seconds() < 1


def test_nobody_waits_longer_than_the_limit(api: httpx.Client) -> None:
    answer = api.post(PATH, json={"resume": RESUME}, headers={"Prefer": "wait=9999"})
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "wait=2"


def test_times_carry_their_zone(api: httpx.Client) -> None:
    created_at = datetime.fromisoformat(api.post(PATH, json={"resume": {}}).json()["created_at"])
    assert created_at.tzinfo is not None
