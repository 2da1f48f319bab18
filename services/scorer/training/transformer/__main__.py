"""Trains the confirmation model.

python -m services.scorer.training.transformer --backbone gemma-2-9b --load-4bit \
  --data rows.jsonl --out artefacts/gemma-2026-11
"""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from services.scorer.training.transformer.options import read_options
from services.scorer.training.transformer.refusal import TrainingRefusedError

_HINT = (
    "Training language models has an environment of its own: "
    "pip install -r services/scorer/training/transformer/requirements.txt"
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and train."""
    options = read_options(arguments)
    try:
        # Here and not above: --help and the hint below need no torch.
        from services.scorer.training.transformer.train import train  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed here. {_HINT}")
    try:
        train(options, write_command(sys.argv[1:] if arguments is None else arguments))
    except TrainingRefusedError as error:
        sys.exit(f"{error}.")


def write_command(words: Sequence[str]) -> str:
    """The command line for the card: files by their names, since a card leaves this machine."""
    return shlex.join(Path(word).name if Path(word).is_absolute() else word for word in words)


if __name__ == "__main__":
    main()
