"""Which engines there are. To add one, add a line to `ENGINES`.

What an engine needs is imported when it is chosen: HTTP, tokenizers and torch cost every other worker memory
and time to start.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from services.scorer.engines import Engine
from services.scorer.engines.builtin import MODEL_FOLDER, load_builtin


def _load_bert(checkpoint: Path | None = None) -> Engine:
    from services.scorer.engines.bert import BertSettings, load_bert  # noqa: PLC0415

    return load_bert(load_builtin(), BertSettings.model_validate(_name(checkpoint)))


def _load_vllm(checkpoint: Path | None = None) -> Engine:
    from services.scorer.engines.vllm import VllmSettings, load_vllm  # noqa: PLC0415

    return load_vllm(load_builtin(), VllmSettings.model_validate(_name(checkpoint)))


def _name(checkpoint: Path | None) -> dict[str, Path]:
    """The setting that says which checkpoint; none where the environment says it."""
    return {} if checkpoint is None else {"checkpoint": checkpoint}


ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType(
    {"builtin": load_builtin, "bert": _load_bert, "vllm": _load_vllm}
)
_RUN_BY: Mapping[str, Callable[[Path], Engine]] = MappingProxyType(
    {"encoder": _load_bert, "adapter": _load_vllm}
)
"""What runs a checkpoint, by its kind."""


def load_engine(name: str) -> Engine:
    """Load an engine; done once per worker process.

    Raises:
        KeyError: for a name that is not in `ENGINES`: a setting that is wrong.
    """
    return ENGINES[name]()


def load_trained(folder: Path | None) -> Engine:
    """Load the engine that runs a trained model.

    Args:
        folder: of a built-in model or a checkpoint; None for the built-in model that comes with the service.

    Raises:
        ArtefactChangedError, ValueError: it is no built-in model, or one of another version.
        CheckpointRefusedError: the checkpoint does not fit.
    """
    from services.scorer.checkpoint.description import DESCRIPTION, read_description  # noqa: PLC0415

    if folder is None or not (folder / DESCRIPTION).is_file():
        return load_builtin(folder or MODEL_FOLDER)
    return _RUN_BY[read_description(folder).kind](folder)
