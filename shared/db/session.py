"""Sessions: one transaction, one commit, at the edge."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.orm import Session

from shared.settings import Settings

DATABASE_AWAY = (OperationalError, InterfaceError, InternalError, NoFreeConnection)
"""What is raised while Postgres restarts, can't be reached, is read-only, or has nothing free for us."""

# Our transactions take milliseconds. One that hangs must not keep others waiting, and a network that swallows
# packets must be noticed.
_POSTGRES_OPTIONS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
_CONNECTION = {
    "connect_timeout": 5,
    "application_name": "attesta",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "options": " ".join(f"-c {name}={value}" for name, value in _POSTGRES_OPTIONS.items()),
}


def open_database(settings: Settings) -> Engine:
    """Make the engine of this process. Connections are tried before use: Postgres may restart."""
    return create_engine(
        settings.database_url.get_secret_value(),
        pool_size=settings.database_pool_size,
        max_overflow=settings.database_pool_size,
        pool_pre_ping=True,
        pool_timeout=10,
        hide_parameters=True,  # an error message must not quote a resume
        connect_args=_CONNECTION,
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session that commits at the end, or rolls back when an exception passes through."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session
