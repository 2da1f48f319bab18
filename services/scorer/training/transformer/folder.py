"""The folder that a training writes to: what may lie there already, and what `--resume` may go on from."""

import argparse
import json
from pathlib import Path

from services.scorer.checkpoint.description import DESCRIPTION
from services.scorer.checkpoint.load import hash_file
from services.scorer.training.transformer.refusal import TrainingRefusedError

CHECKPOINTS = "checkpoints"
_PLAN = "training.json"
_MAY_CHANGE = frozenset({"data", "out", "resume", "epochs", "patience", "calibration", "model", "version"})
"""Options that may be others when a training goes on; rows are compared by what they hold."""


def open_folder(options: argparse.Namespace) -> None:
    """Make the folder, or refuse one where two trainings would be mixed.

    Raises:
        TrainingRefusedError: it holds a checkpoint, another training, or can't be written.
    """
    folder = options.out / CHECKPOINTS
    if (options.out / DESCRIPTION).exists():
        raise TrainingRefusedError(f"{options.out} holds a finished checkpoint: name another folder")
    begun = find_last_checkpoint(folder) is not None
    if begun and not options.resume:
        raise TrainingRefusedError(
            f"{options.out} holds a training that has not ended: say --resume, or name another folder"
        )
    if begun:
        _compare(folder / _PLAN, _plan(options))
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _PLAN).write_text(json.dumps(_plan(options), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise TrainingRefusedError(f"{options.out} can't be written: {error.strerror}") from None


def find_last_checkpoint(folder: Path) -> Path | None:
    """The last whole checkpoint: the Trainer writes its state last, so one that was cut off has none."""
    whole = [path.parent for path in folder.glob("checkpoint-*/trainer_state.json")]
    return max(whole, key=lambda path: int(path.name.rpartition("-")[2]), default=None)


def _plan(options: argparse.Namespace) -> dict[str, object]:
    """What must stay as it was: with another seed or other rows the split would be another, and leak."""
    kept = {name: value for name, value in vars(options).items() if name not in _MAY_CHANGE}
    return kept | {"data": hash_file(options.data)}


def _compare(path: Path, plan: dict[str, object]) -> None:
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    changed = sorted(name for name, value in plan.items() if before.get(name, ...) != value)
    if changed:
        raise TrainingRefusedError(
            "--resume goes on with what was said before, and this is said otherwise: "
            + ", ".join(changed).replace("_", "-")
        )
