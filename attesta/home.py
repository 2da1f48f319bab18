"""Where the embedded system of this user is, and how a client reaches it."""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ClientSettings(BaseSettings):
    """What commands take from the environment."""

    model_config = SettingsConfigDict(env_prefix="ATTESTA_", extra="ignore")

    home: Path = Path(".attesta")
    url: str | None = Field(None, description="Address of the API; by default the embedded system's.")
    key: str | None = Field(None, description="API key; by default the embedded system's.")


UrlOption = Annotated[
    str | None, typer.Option("--url", help="Address of the API. Default: ATTESTA_URL, else the embedded one.")
]
KeyOption = Annotated[
    str | None, typer.Option("--key", help="API key. Default: ATTESTA_KEY, else the embedded one.")
]


def fail(sentence: str) -> NoReturn:
    """Say what is wrong and end with code 1."""
    print(f"attesta: {sentence}", file=sys.stderr)
    raise typer.Exit(1)


def show_progress(line: str) -> None:
    """Put a line in the place of the one before, for a person who watches."""
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


def find_api(url: str | None, key: str | None) -> tuple[str, str]:
    """Address and key of the API: as given, else from the environment, else the embedded system's."""
    from deploy.embedded.home import Home

    settings = ClientSettings()
    home = Home(settings.home)
    url, key = url or settings.url, key or settings.key
    if url is None:
        status = home.read_status()
        if status is None:
            fail(f"No system runs in {home.root}. Start one with `attesta up`, or give --url and --key.")
        url = status.url
    if key is None:
        try:
            key = home.key_file.read_text().strip()
        except OSError:
            fail("No API key: give --key or set ATTESTA_KEY.")
    return url.rstrip("/"), key


def export_embedded_servers() -> None:
    """Let commands that talk to Postgres themselves use the embedded servers, unless others are set."""
    from deploy.embedded.home import Home

    home = Home(ClientSettings().home)
    status = home.read_status()
    if "ATTESTA_DATABASE_URL" in os.environ:
        return
    if status is None:
        fail(f"No system runs in {home.root}: start one with `attesta up`, or set ATTESTA_DATABASE_URL.")
    os.environ["ATTESTA_DATABASE_URL"] = status.database_url
    os.environ["ATTESTA_REDIS_URL"] = status.redis_url
