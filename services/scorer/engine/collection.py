"""A folder of checkpoints for one base model, of which `current` is the one that workers ask for.

artefacts/gemma-2026-10/   a checkpoint
artefacts/gemma-2026-11/   another one
artefacts/current          a link to one of them
artefacts/previous         a link to the one before it
"""

from dataclasses import dataclass
from pathlib import Path

from services.scorer.checkpoint.adapter import check_adapter
from services.scorer.checkpoint.description import (
    ADAPTER_FOLDER,
    DESCRIPTION,
    CheckpointRefusedError,
    Description,
    read_description,
)

CURRENT = "current"
PREVIOUS = "previous"


@dataclass(frozen=True)
class Served:
    """A checkpoint as the server needs it."""

    folder: Path
    description: Description
    rank: int

    @property
    def adapter(self) -> Path:
        """Where its LoRA lies."""
        return self.folder / ADAPTER_FOLDER


def read_served(folder: Path) -> Served:
    """Read a checkpoint, and refuse one that the server can't take.

    Raises:
        CheckpointRefusedError: with the reason.
    """
    description = read_description(folder)
    if description.kind != "adapter":
        raise CheckpointRefusedError(f"{folder.name} is an {description.kind}: the engine `bert` runs it")
    return Served(folder, description, check_adapter(folder / ADAPTER_FOLDER, description).rank)


def list_served(artefacts: Path) -> list[Served]:
    """All checkpoints of a folder, by name.

    Raises:
        CheckpointRefusedError: one of them does not fit, or they have several base models.
    """
    folders = sorted(
        path.parent for path in artefacts.glob(f"*/{DESCRIPTION}") if not path.parent.is_symlink()
    )
    found = [read_served(folder) for folder in folders]
    if not found:
        raise CheckpointRefusedError(f"{artefacts} holds no checkpoint: a folder with {DESCRIPTION} in it")
    bases = {one.description.base for one in found}
    if len(bases) > 1:
        names = ", ".join(sorted(map(str, bases)))
        raise CheckpointRefusedError(f"{artefacts} holds checkpoints of several base models: {names}")
    names_served = [one.description.adapter_name for one in found]
    if len(set(names_served)) < len(found):
        raise CheckpointRefusedError(f"two checkpoints of {artefacts} have the same model and version")
    return found


def point_current(artefacts: Path, name: str) -> None:
    """Make `current` point to a checkpoint, in one move; the former one becomes `previous`."""
    former = read_link(artefacts / CURRENT)
    if former == name:
        return
    _link(artefacts / CURRENT, name)
    if former is not None:
        _link(artefacts / PREVIOUS, former)


def read_link(link: Path) -> str | None:
    """The name of the checkpoint that a link points to."""
    return link.readlink().name if link.is_symlink() else None


def _link(link: Path, name: str) -> None:
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(name, target_is_directory=True)
    new.replace(link)  # whoever follows it sees the old one or the new one, never none
