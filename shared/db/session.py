"""Sessions: one transaction, one commit, at the edge."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.orm import Session

from shared.settings import Settings

DATABASE_AWAY = (OperationalError, InterfaceError, NoFreeConnection)
"""What is raised while Postgres restarts, can't be reached, or has no connection free for us."""


def open_database(settings: Settings) -> Engine:
    """Make the engine of this process. Connections are tried before use: Postgres may restart."""
    return create_engine(
        settings.database_url.get_secret_value(),
        pool_size=settings.database_pool_size,
        max_overflow=settings.database_pool_size,
        pool_pre_ping=True,
        pool_timeout=10,
        hide_parameters=True,  # an error message must not quote a resume
        connect_args={"connect_timeout": 5, "application_name": "attesta"},
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session that commits at the end, or rolls back when an exception passes through."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session
