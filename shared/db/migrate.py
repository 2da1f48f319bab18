"""Brings the database to the newest schema: `python -m shared.db.migrate`.

Safe to repeat, and to run twice at once.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from shared.db.session import open_database
from shared.settings import Settings

_ONE_AT_A_TIME = 0x617474657374  # any number, as long as everybody who migrates takes the same


def alembic_config() -> Config:
    """Alembic's configuration: the migrations lie beside this file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def migrate(engine: Engine) -> None:
    """Apply all migrations that are missing."""
    config = alembic_config()
    with engine.begin() as connection:
        # A migration may take long, and may wait for another one.
        connection.execute(text("set local statement_timeout = 0; set local lock_timeout = 0"))
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


if __name__ == "__main__":
    migrate(open_database(Settings()))
