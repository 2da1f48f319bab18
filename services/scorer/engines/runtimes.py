"""What computes an encoder's hidden states: torch, or ONNX Runtime, which needs no torch beside it."""

import re
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from services.scorer.checkpoint.description import ENCODER_FOLDER, ONNX_FILE, CheckpointRefusedError

Runtime = Literal["torch", "onnx"]
Numbers = npt.NDArray[np.int64]
States = npt.NDArray[np.float32]

_BF16_FLAGS = re.compile(r"\b(?:amx_bf16|avx512_bf16)\b")


class EncoderModel(Protocol):
    """A loaded encoder in some runtime."""

    def __call__(self, ids: Numbers, mask: Numbers) -> States:
        """Hidden states, shape (texts, tokens, hidden).

        Args:
            ids: token ids, shape (texts, tokens).
            mask: of the same shape, 1 where there is a token and 0 where there is padding, on the right.
        """
        ...


class TorchModel:
    """A model of transformers.

    Args:
        model: a loaded encoder, in evaluation mode.
        in_bf16: whether matrices are multiplied in bfloat16.
    """

    def __init__(self, model: Any, in_bf16: bool) -> None:
        import torch  # noqa: PLC0415 - hundreds of megabytes, for this runtime only

        self._torch = torch
        self._model = model
        self._in_bf16 = in_bf16

    def __call__(self, ids: Numbers, mask: Numbers) -> States:
        """Hidden states, shape (texts, tokens, hidden)."""
        torch = self._torch
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self._in_bf16):
            given = self._model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))
            return np.asarray(given.last_hidden_state.float().numpy())


class OnnxModel:
    """A model file that ONNX Runtime runs.

    Args:
        path: as training writes it: `input_ids` and `attention_mask` in, hidden states out.
        threads: that it may use.

    Raises:
        ImportError: ONNX Runtime is not installed.
    """

    def __init__(self, path: Path, threads: int) -> None:
        import onnxruntime  # noqa: PLC0415 - for this runtime only

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def __call__(self, ids: Numbers, mask: Numbers) -> States:
        """Hidden states, shape (texts, tokens, hidden)."""
        return np.asarray(self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0])


def has_bf16() -> bool:
    """Whether this processor multiplies bfloat16 itself; elsewhere it is slower than float32."""
    flags = Path("/proc/cpuinfo")
    return flags.is_file() and _BF16_FLAGS.search(flags.read_text()) is not None


def load_torch_model(folder: Path, threads: int, in_bf16: bool, code_allowed: bool) -> TorchModel:
    """Load the encoder of a checkpoint in torch.

    Raises:
        CheckpointRefusedError: torch is missing, or the weights are not all there.
    """
    try:
        import torch  # noqa: PLC0415
        from transformers import AutoModel  # noqa: PLC0415
    except ImportError:
        raise CheckpointRefusedError(
            "the engine 'bert' needs torch and transformers, which are not installed here: "
            "pip install 'attesta-scorer[bert]'"
        ) from None
    torch.set_num_threads(threads)
    model, told = AutoModel.from_pretrained(
        folder / ENCODER_FOLDER,
        dtype=torch.float32,
        output_loading_info=True,
        local_files_only=True,
        trust_remote_code=code_allowed,
    )
    # A pooler is not used here, so it may be missing.
    if missing := [name for name in told["missing_keys"] if not name.startswith("pooler.")]:
        raise CheckpointRefusedError(
            f"{folder.name}/{ENCODER_FOLDER} lacks {len(missing)} weights, which would be random: "
            "copy the whole folder"
        )
    return TorchModel(model.eval(), in_bf16)


def load_onnx_model(folder: Path, threads: int) -> OnnxModel:
    """Load the encoder of a checkpoint in ONNX Runtime.

    Raises:
        CheckpointRefusedError: ONNX Runtime is missing.
    """
    try:
        return OnnxModel(folder / ONNX_FILE, threads)
    except ImportError:
        raise CheckpointRefusedError(
            "the encoder's runtime 'onnx' needs ONNX Runtime, which is not installed here: "
            "pip install 'attesta-scorer[onnx]'"
        ) from None
