"""Real PostgreSQL and Redis for the tests, once per test process, out of the wheels of `attesta up`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from pydantic import SecretStr
from sqlalchemy import Engine, text

from deploy.embedded import postgres as embedded_postgres
from deploy.embedded import redis as embedded_redis
from deploy.embedded.home import Home
from deploy.embedded.processes import Process, stop_processes
from deploy.embedded.system import find_free_port
from shared.db.migrate import migrate
from shared.db.session import open_database, transaction
from shared.db.tables import Base
from shared.settings import Settings

# The data of a test is thrown away, so it need not survive a power cut; a kill it must survive.
FAST_POSTGRES = {"fsync": "off", "full_page_writes": "off"}


def open_folder(folder: Path) -> Path:
    """Let the unprivileged user of a root's Postgres reach a test's folder: its data then goes with the test.

    Otherwise it would lie in /var/lib, as it does for a home that is closed to that user.
    """
    for part in (folder, *folder.parents):
        if "pytest-of-" in str(part):
            part.chmod(0o711)
    return folder


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    return open_folder(tmp_path)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that point to a running Postgres, migrated, and a running Redis."""
    home = Home(open_folder(tmp_path_factory.mktemp("servers")))
    home.open()
    postgres = embedded_postgres.prepare_postgres(home, find_free_port())
    queue = embedded_redis.prepare_redis(home, find_free_port())
    processes = [
        Process(command, home.root, home.logs / f"{command.name}.log")
        for command in (postgres.command(FAST_POSTGRES), queue.command())
    ]
    for process in processes:
        process.start()
    try:
        embedded_postgres.wait_for_postgres(postgres)
        embedded_redis.wait_for_redis(queue)
        settings = Settings(database_url=SecretStr(postgres.url()), redis_url=SecretStr(queue.url))
        engine = open_database(settings)
        migrate(engine)
        engine.dispose()
        yield settings
    finally:
        stop_processes(processes, grace_seconds=5)
        home.close()


@pytest.fixture
def database(servers: Settings) -> Iterator[Engine]:
    """The database, empty."""
    engine = open_database(servers)
    with transaction(engine) as session:
        tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
        session.execute(text(f"truncate {tables} cascade"))
    yield engine
    engine.dispose()


@pytest.fixture
def empty_redis(servers: Settings) -> Iterator["redis.Redis"]:
    """A client of the test's Redis, empty."""
    with redis.Redis.from_url(servers.redis_url.get_secret_value()) as client:
        client.flushall()
        yield client


@pytest.fixture(scope="session")
def project_root() -> Path:
    return Path(__file__).parent.parent
