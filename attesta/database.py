"""The database for commands that talk to it themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attesta.home import export_embedded_servers, fail

if TYPE_CHECKING:
    from sqlalchemy import Engine


@contextmanager
def open_embedded_database() -> Iterator["Engine"]:
    """The embedded system's database, or that of the environment. Ends with a sentence if it is away."""
    export_embedded_servers()
    from pydantic import ValidationError

    from shared.db.session import DATABASE_AWAY, open_database
    from shared.settings import Settings

    try:
        engine = open_database(Settings())
    except ValidationError as error:
        names = ", ".join(f"ATTESTA_{'_'.join(map(str, one['loc'])).upper()}" for one in error.errors())
        fail(f"A setting is missing or not valid: {names}.")
    try:
        yield engine
    except DATABASE_AWAY:
        fail("The database can't be reached. Start the system with `attesta up`.")
    finally:
        engine.dispose()
