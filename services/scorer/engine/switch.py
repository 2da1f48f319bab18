"""Switches the adapter of running servers, and rolls back, without a restart."""

from collections.abc import Sequence
from pathlib import Path

import httpx

from services.scorer.checkpoint.description import CheckpointRefusedError
from services.scorer.engine.collection import (
    CURRENT,
    PREVIOUS,
    Served,
    point_current,
    read_link,
    read_served,
)

_TIMEOUT_SECONDS = 60.0


class ServerRefusedError(Exception):
    """A server does not do what it is asked; the message is a sentence."""


def connect(url: str, key: str | None) -> httpx.Client:
    """A client of one server."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.Client(base_url=url, headers=headers, timeout=_TIMEOUT_SECONDS, trust_env=False)


def list_adapters(http: httpx.Client) -> list[str]:
    """Names that a server serves, its base first."""
    try:
        answer = http.get("/v1/models")
    except httpx.TransportError as error:
        raise ServerRefusedError(f"{http.base_url} does not answer ({type(error).__name__})") from None
    if answer.status_code != httpx.codes.OK:
        raise ServerRefusedError(f"{http.base_url} answers {answer.status_code}: is the key right?")
    return [model["id"] for model in answer.json()["data"]]


def load_adapter(http: httpx.Client, served: Served, folder: Path) -> bool:
    """Load an adapter; False where it was loaded already.

    Args:
        http: of the server.
        served: the checkpoint.
        folder: where the server finds its adapter.
    """
    name = served.description.adapter_name
    if name in list_adapters(http):
        return False
    answer = http.post("/v1/load_lora_adapter", json={"lora_name": name, "lora_path": str(folder)})
    if answer.status_code != httpx.codes.OK:
        raise ServerRefusedError(f"{http.base_url} does not load {name}: it answers {answer.status_code}")
    return True


def switch(artefacts: Path, name: str, urls: Sequence[str], key: str | None, seen_at: Path | None) -> None:
    """Load a checkpoint's adapter into every server, then let the workers ask for it.

    The former adapter stays loaded, so that requests under way end and a roll-back is a matter of a link.

    Args:
        artefacts: folder of the checkpoints.
        name: of the checkpoint in it.
        urls: of all servers; one that can't load it stops the switch before anything changes.
        key: API key of the servers.
        seen_at: the folder of the checkpoints as the servers see it, where it differs.

    Raises:
        CheckpointRefusedError: the checkpoint does not fit.
        ServerRefusedError: a server did not load it.
    """
    served = read_served(artefacts / name)
    folder = (seen_at or artefacts.resolve()) / name / served.adapter.name
    for url in urls:
        with connect(url, key) as http:
            load_adapter(http, served, folder)
    point_current(artefacts, name)


def roll_back(artefacts: Path, urls: Sequence[str], key: str | None, seen_at: Path | None) -> str:
    """Switch to the checkpoint before the current one, and give its name.

    Raises:
        CheckpointRefusedError: there is none.
    """
    previous = read_link(artefacts / PREVIOUS)
    if previous is None:
        raise CheckpointRefusedError(f"{artefacts} has no {PREVIOUS}: nothing was switched yet")
    switch(artefacts, previous, urls, key, seen_at)
    return previous


def check_servers(artefacts: Path, urls: Sequence[str], key: str | None) -> None:
    """Make sure that every server is healthy and serves the current checkpoint.

    Raises:
        CheckpointRefusedError: there is no current checkpoint, or it does not fit.
        ServerRefusedError: a server is not ready for it.
    """
    name = read_served(artefacts / CURRENT).description.adapter_name
    for url in urls:
        with connect(url, key) as http:
            if name not in list_adapters(http):
                raise ServerRefusedError(f"{url} does not serve {name}: switch to it again")
            if http.get("/health").status_code != httpx.codes.OK:
                raise ServerRefusedError(f"{url} is not healthy: look into its log")


def describe_state(artefacts: Path) -> str:
    """Which checkpoints are current and previous, in words."""
    current, previous = read_link(artefacts / CURRENT), read_link(artefacts / PREVIOUS)
    return f"current: {current or 'none'}, previous: {previous or 'none'}"
