"""The command `attesta-train`: trains models from rows of one's own.

attesta-train builtin --data rows.jsonl --out FOLDER
attesta-train scorer --backbone gemma-2-9b --load-4bit --data rows.jsonl --out FOLDER

To add a model, add a line to `COMMANDS`.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from services.scorer.training import train_confirmation
from services.scorer.training.transformer.__main__ import main as train_transformer

COMMANDS: Mapping[str, tuple[str, Callable[[Sequence[str]], None]]] = MappingProxyType(
    {
        "builtin": (
            "the built-in model's confirmation part, in under a minute",
            train_confirmation.main,
        ),
        "scorer": ("a language model or an encoder, for the engines vllm and bert", train_transformer),
    }
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read which model to train and leave the rest of the command line to it."""
    given = sys.argv[1:] if arguments is None else arguments
    lines = [f"  {name:12}{about}" for name, (about, _) in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="attesta-train",
        description="Trains models from rows of one's own.",
        epilog="\n".join(("models:", *lines, "", "Each has its own --help.")),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", choices=COMMANDS, metavar="MODEL", help="which model to train")
    options = parser.parse_args(given[:1])
    COMMANDS[options.model][1](given[1:])


if __name__ == "__main__":
    main()
