"""The real gateway, served by the real server over real Postgres and Redis. No worker runs."""

from collections.abc import Iterator

import httpx
import pytest
import redis
from pydantic import SecretStr
from sqlalchemy import Engine

from services.gateway.keys import issue_key
from services.gateway.settings import GatewaySettings
from shared.db.session import transaction
from shared.settings import Settings
from tests.gateway.serving import serve

NOWHERE = "127.0.0.1:1"  # nothing listens there


@pytest.fixture(scope="session")
def gateway_settings(servers: Settings) -> GatewaySettings:
    return GatewaySettings(
        database_url=servers.database_url,
        redis_url=servers.redis_url,
        document_limit_mb=1,
        wait_limit_seconds=2,
        company_refresh_seconds=0.001,
        metrics_refresh_seconds=0.001,
    )


@pytest.fixture(scope="session")
def gateway_url(gateway_settings: GatewaySettings) -> Iterator[str]:
    """The address of a gateway that serves all tests of this process."""
    with serve(gateway_settings) as url:
        yield url


@pytest.fixture
def key(database: Engine) -> str:
    with transaction(database) as session:
        return issue_key(session, tenant="tenant", name="test")


@pytest.fixture
def api(
    gateway_url: str,
    key: str,
    empty_redis: "redis.Redis",  # noqa: ARG001 - used for emptying it
) -> Iterator[httpx.Client]:
    """A client with a valid key, over an empty database and an empty Redis."""
    with client(gateway_url, key) as opened:
        yield opened


@pytest.fixture
def other_api(gateway_url: str, database: Engine) -> Iterator[httpx.Client]:
    """A client of another tenant."""
    with transaction(database) as session:
        other_key = issue_key(session, tenant="another tenant", name="test")
    with client(gateway_url, other_key) as opened:
        yield opened


@pytest.fixture
def api_without_redis(gateway_settings: GatewaySettings, key: str) -> Iterator[httpx.Client]:
    away = gateway_settings.model_copy(update={"redis_url": SecretStr(f"redis://{NOWHERE}/0")})
    with serve(away) as url, client(url, key) as opened:
        yield opened


@pytest.fixture
def api_without_postgres(gateway_settings: GatewaySettings) -> Iterator[httpx.Client]:
    address = SecretStr(f"postgresql+psycopg2://nobody:nothing@{NOWHERE}/none")
    away = gateway_settings.model_copy(update={"database_url": address})
    with serve(away) as url, client(url, "attesta_key") as opened:
        yield opened


def client(url: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=30, trust_env=False)
