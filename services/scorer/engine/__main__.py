"""Starts the engine server, switches its adapters, rolls back, checks.

python -m services.scorer.engine serve --artefacts FOLDER [--load-4bit]
python -m services.scorer.engine switch NAME --artefacts FOLDER --url http://engine:8100
python -m services.scorer.engine rollback --artefacts FOLDER --url http://engine:8100
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.scorer.checkpoint.description import CheckpointRefusedError
from services.scorer.engine.serve import ServePlan, make_command
from services.scorer.engine.switch import (
    ServerRefusedError,
    check_servers,
    describe_state,
    roll_back,
    switch,
)


class KeySettings(BaseSettings):
    """The key of the servers, as the workers have it: an argument would stand in the process list."""

    model_config = SettingsConfigDict(env_prefix="ATTESTA_SCORER_", extra="ignore", env_ignore_empty=True)

    engine_key: SecretStr | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says."""
    options, further = _make_parser().parse_known_args(arguments)
    try:
        if options.command == "serve":
            serve(options, [one for one in further if one != "--"])
        elif further:
            raise CheckpointRefusedError(f"unknown: {' '.join(further)}")
        else:
            change(options)
    except (CheckpointRefusedError, ServerRefusedError) as error:
        sys.exit(f"{error}.")


def serve(options: argparse.Namespace, further: Sequence[str]) -> None:
    """Become the server."""
    plan = ServePlan(
        artefacts=options.artefacts,
        base=options.base,
        in_4bit=options.load_4bit,
        dtype=options.dtype,
        host=options.host,
        port=options.port,
        spare=options.spare,
        further=further,
    )
    command = make_command(plan)
    os.execvp(command[0], command)  # noqa: S606 - no shell is wanted


def change(options: argparse.Namespace) -> None:
    """Switch, roll back or look, and say what is current."""
    key = KeySettings().engine_key
    secret = key.get_secret_value() if key else None
    if options.command == "switch":
        switch(options.artefacts, options.name, options.url, secret, options.seen_at)
    elif options.command == "rollback":
        roll_back(options.artefacts, options.url, secret, options.seen_at)
    else:
        check_servers(options.artefacts, options.url, secret)
    print(describe_state(options.artefacts))  # noqa: T201 - a command


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.scorer.engine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("serve", help="start vLLM; further arguments go to it")
    start.add_argument(
        "--artefacts", type=Path, required=True, help="folder of checkpoints for one base model"
    )
    start.add_argument("--base", help="hub id or folder; default: what the checkpoints name")
    start.add_argument("--load-4bit", action="store_true", help="NF4 weights: needs bitsandbytes")
    start.add_argument("--dtype", choices=("bfloat16", "float32"), default="bfloat16")
    start.add_argument("--host", default="127.0.0.1")
    start.add_argument("--port", type=int, default=8100)
    start.add_argument("--spare", type=int, default=2, help="adapters that may be loaded later")
    moved = argparse.ArgumentParser(add_help=False)
    moved.add_argument("--artefacts", type=Path, required=True)
    moved.add_argument("--url", action="append", required=True, help="of a server; once for each of them")
    moved.add_argument("--seen-at", type=Path, help="the folder as the servers see it, if it differs")
    chosen = commands.add_parser("switch", parents=[moved], help="load a checkpoint and make it current")
    chosen.add_argument("name", help="of the checkpoint's folder")
    commands.add_parser("rollback", parents=[moved], help="go back to the one before")
    look = commands.add_parser("check", help="whether every server is healthy and serves the current one")
    look.add_argument("--artefacts", type=Path, required=True)
    look.add_argument("--url", action="append", required=True)
    return parser


if __name__ == "__main__":
    main()
