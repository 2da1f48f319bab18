"""Who may see what: a key opens its own tenant's assessments and nothing else."""

import httpx
import pytest
from sqlalchemy import Engine, func, update

from services.gateway.keys import issue_key
from shared.db.session import transaction
from shared.db.tables import ApiKey
from tests.gateway.answers import problem_code
from tests.gateway.requests import PATH, RESUME, hand_in

ID = "7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1"
ENTRANCES = (("POST", PATH), ("GET", PATH), ("GET", f"{PATH}/{ID}"), ("DELETE", f"{PATH}/{ID}"))
BAD_CREDENTIALS = {
    "none": {},
    "empty": {"Authorization": ""},
    "scheme alone": {"Authorization": "Bearer"},
    "unknown key": {"Authorization": "Bearer attesta_unknown"},
    "key in other letters": {"Authorization": "Bearer ключ"},
    "very long key": {"Authorization": "Bearer " + "x" * 10_000},
}


def is_refused(answer: httpx.Response) -> bool:
    return (
        answer.status_code == 401
        and problem_code(answer) == "unauthorized"
        and answer.headers["www-authenticate"] == "Bearer"
    )


@pytest.mark.parametrize("headers", BAD_CREDENTIALS.values(), ids=BAD_CREDENTIALS.keys())
@pytest.mark.parametrize(("method", "path"), ENTRANCES, ids=str)
def test_nobody_enters_without_a_known_key(
    gateway_url: str,
    database: Engine,  # noqa: ARG001 - used for emptying it
    headers: dict[str, str],
    method: str,
    path: str,
) -> None:
    sent = {name.encode(): value.encode() for name, value in headers.items()}
    assert is_refused(httpx.request(method, gateway_url + path, headers=sent, trust_env=False))


@pytest.mark.parametrize(
    "credentials", ["Basic {key}", "Token {key}", "{key}", "Bearer {key}x", "Bearer x{key}"]
)
def test_right_key_in_a_wrong_place_is_refused(gateway_url: str, key: str, credentials: str) -> None:
    headers = {"Authorization": credentials.format(key=key)}
    assert is_refused(httpx.get(gateway_url + PATH, headers=headers, trust_env=False))


def test_scheme_may_be_written_small(gateway_url: str, key: str) -> None:
    headers = {"Authorization": f"bearer {key}"}
    assert httpx.get(gateway_url + PATH, headers=headers, trust_env=False).status_code == 200


def test_revoked_key_is_refused_at_once(api: httpx.Client, database: Engine) -> None:
    assert api.get(PATH).status_code == 200
    with transaction(database) as session:
        session.execute(update(ApiKey).values(revoked_at=func.now()))
    assert is_refused(api.get(PATH))


def test_key_is_checked_before_the_body(gateway_url: str, database: Engine) -> None:  # noqa: ARG001
    assert is_refused(httpx.post(gateway_url + PATH, content=b"{", trust_env=False))


def test_key_is_stored_as_a_hash_only(key: str, database: Engine) -> None:
    with transaction(database) as session:
        row = session.query(ApiKey).one()
        stored = " ".join(str(getattr(row, column.name)) for column in ApiKey.__table__.columns)
    assert key not in stored
    assert key.removeprefix("attesta_") not in stored


def test_two_keys_of_a_tenant_see_the_same(api: httpx.Client, gateway_url: str, database: Engine) -> None:
    assessment_id = hand_in(api)
    with transaction(database) as session:
        second = issue_key(session, tenant="tenant", name="second")
    headers = {"Authorization": f"Bearer {second}"}
    answer = httpx.get(f"{gateway_url}{PATH}/{assessment_id}", headers=headers, trust_env=False)
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_assessment_of_another_tenant_is_not_there(
    api: httpx.Client, other_api: httpx.Client, method: str
) -> None:
    path = f"{PATH}/{hand_in(api)}"
    answer = other_api.request(method, path)
    assert (problem_code(answer), answer.status_code) == ("not_found", 404)
    assert api.get(path).status_code == 200


def test_list_shows_only_own_assessments(api: httpx.Client, other_api: httpx.Client) -> None:
    mine, theirs = hand_in(api), hand_in(other_api)
    assert [item["id"] for item in api.get(PATH).json()["items"]] == [str(mine)]
    assert [item["id"] for item in other_api.get(PATH).json()["items"]] == [str(theirs)]


def test_cursor_of_another_tenant_opens_nothing(api: httpx.Client, other_api: httpx.Client) -> None:
    for _ in range(2):
        assert api.post(PATH, json={"resume": RESUME}).status_code == 202
    cursor = api.get(PATH, params={"limit": 1}).json()["next"]
    assert other_api.get(PATH, params={"cursor": cursor}).json()["items"] == []
