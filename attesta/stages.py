"""Stages of training as commands: each runs as a program of its own, with the packages of training."""

import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec

import typer

from attesta.home import fail

_TRAINING_LOCK = "locks/training.txt"
_OF_TRAINING = "pandas"
"""Is in the lock of training and in no service's."""


def add_stages(app: typer.Typer, package: str, stages: dict[str, tuple[str, str]]) -> None:
    """Add a command for each stage; what follows its name goes to the stage as it is.

    Args:
        app: the commands to add to.
        package: where the modules of the stages are.
        stages: name of the command -> module within the package, what it does.
    """
    for name, (module, help_text) in stages.items():
        app.command(
            name,
            help=help_text,
            add_help_option=False,  # the stage has its own
            context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        )(_make_command(f"{package}.{module}"))


def _make_command(module: str) -> Callable[[typer.Context], None]:
    def run(context: typer.Context) -> None:
        run_stage(module, context.args)

    return run


def run_stage(module: str, arguments: list[str]) -> None:
    """Run a stage and end with its exit code.

    The command never imports training: a stage that dies or eats memory takes nothing else along.
    """
    if not _is_here(module):
        fail(f"{module} is not installed: training runs in a checkout of the sources.")
    if find_spec(_OF_TRAINING) is None:
        fail(f"Training needs further packages: pip install --require-hashes -r {_TRAINING_LOCK}")
    raise typer.Exit(subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode)


def _is_here(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
