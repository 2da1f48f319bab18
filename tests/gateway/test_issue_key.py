"""The command that issues an API key, run as an operator runs it."""

import os
import subprocess
import sys

import httpx
from sqlalchemy import Engine, select

from services.gateway.keys import hash_key
from shared.db.session import transaction
from shared.db.tables import ApiKey, Tenant
from shared.settings import Settings
from tests.gateway.conftest import client
from tests.gateway.requests import PATH, hand_in


def run_command(servers: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    addresses = {
        "ATTESTA_DATABASE_URL": servers.database_url.get_secret_value(),
        "ATTESTA_REDIS_URL": servers.redis_url.get_secret_value(),
    }
    return subprocess.run(
        [sys.executable, "-m", "services.gateway.issue_key", *arguments],
        env=os.environ | addresses,
        capture_output=True,
        text=True,
        check=False,
    )


def issue(servers: Settings, tenant: str, name: str) -> str:
    ended = run_command(servers, "--tenant", tenant, "--name", name)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.removesuffix("\n")


def test_the_printed_key_opens_its_own_tenants_assessments(
    servers: Settings, database: Engine, api: httpx.Client, gateway_url: str
) -> None:
    theirs = hand_in(api)
    with client(gateway_url, issue(servers, "Ромашка", "portal")) as romashka:
        mine = hand_in(romashka)
        assert romashka.get(f"{PATH}/{mine}").status_code == 200
        assert romashka.get(f"{PATH}/{theirs}").status_code == 404
    with transaction(database) as session:
        assert session.scalar(select(ApiKey.name).join(Tenant).where(Tenant.name == "Ромашка")) == "portal"


def test_a_second_key_joins_the_tenant_and_only_hashes_are_stored(
    servers: Settings, database: Engine
) -> None:
    keys = {issue(servers, "Ромашка", name) for name in ("first", "second")}
    with transaction(database) as session:
        assert session.scalars(select(Tenant.name)).all() == ["Ромашка"]
        assert set(session.scalars(select(ApiKey.sha256))) == {hash_key(key) for key in keys}


def test_an_empty_name_is_refused_and_nothing_is_stored(servers: Settings, database: Engine) -> None:
    ended = run_command(servers, "--tenant", " ", "--name", "portal")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--tenant: is empty" in ended.stderr
    with transaction(database) as session:
        assert session.scalars(select(ApiKey.name)).all() == []
