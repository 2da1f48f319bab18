"""Writes an encoder for ONNX Runtime, and compares it with torch before it is kept."""

import copy
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from services.scorer.checkpoint.description import ONNX_FILE
from services.scorer.engines.bert import pad_batch
from services.scorer.engines.runtimes import OnnxModel, TorchModel

MOST_APART = 1e-4
"""Most difference of a number of a hidden state from torch in float32, as of a logit in `tests/ml`."""
_OPSET = 17
_TRACED_TOKENS = 16
_PROBE_THREADS = 2


def add_onnx(backbone: Any, longest: int, out: Path) -> None:
    """Put `encoder/model.onnx` into a checkpoint; where that can't be, a note says so and none is there.

    Args:
        backbone: the trained encoder; it is left as it is.
        longest: tokens of the longest text that the service gives it.
        out: the checkpoint, its folder `encoder` written.
    """
    path = out / ONNX_FILE
    path.unlink(missing_ok=True)  # of a training that was killed here
    try:
        with tempfile.TemporaryDirectory(dir=out, prefix=".exporting-") as folder:
            _export_checked(copy.deepcopy(backbone).to("cpu").eval(), longest, Path(folder) / path.name)
            (Path(folder) / path.name).replace(path)
    except Exception as error:  # what stops an export is of any type: a model may have code of its own
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        print(
            f"note: {ONNX_FILE} is not written, so the encoder runs in torch only: {reason}.", file=sys.stderr
        )


def _export_checked(model: Any, longest: int, path: Path) -> None:
    """Write the file.

    Raises:
        ValueError: it gives other states than the model, or is more than one file.
    """
    export_onnx(model, path)
    if beside := [one.name for one in path.parent.iterdir() if one != path]:
        raise ValueError(f"it is larger than 2 GiB, so it would be {len(beside) + 1} files")
    apart = measure_difference(model, OnnxModel(path, _PROBE_THREADS), longest)
    if not apart <= MOST_APART:
        raise ValueError(f"its states differ from torch by {apart:.1e}")


def export_onnx(model: Any, path: Path) -> None:
    """Write an encoder for ONNX Runtime: `input_ids` and `attention_mask` in, `states` out.

    By tracing, and with attention spelled out: only that graph's attention is recognised by ONNX Runtime's
    optimiser, which `benchmarks/encoder.py` measures.
    """
    spelled = copy.deepcopy(model)
    spelled.set_attn_implementation("eager")
    ids = torch.ones((2, _TRACED_TOKENS), dtype=torch.long)
    mask = torch.ones_like(ids)
    mask[1, 10:] = 0
    axes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of this exporter's successor, and of what tracing may fix: see above
        torch.onnx.export(
            _StatesOnly(spelled).eval(),
            (ids, mask),
            path,
            input_names=["input_ids", "attention_mask"],
            output_names=["states"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "states": axes},
            dynamo=False,
            opset_version=_OPSET,
        )


class _StatesOnly(torch.nn.Module):  # type: ignore[misc]  # torch has no types in the checked environment
    """The exporter wants positional arguments and one tensor."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Any, mask: Any) -> Any:
        return self.model(input_ids=ids, attention_mask=mask).last_hidden_state


def measure_difference(model: Any, written: OnnxModel, longest: int) -> float:
    """The largest difference of a number of a token's state from torch in float32; padding is not looked at.

    Args:
        model: on the CPU, in evaluation mode.
        written: its file.
        longest: tokens of the longest text of the probe.
    """
    expected = TorchModel(model, in_bf16=False)
    found = []
    for token_lists in _make_probes(model.config.vocab_size, longest):
        ids, mask = pad_batch(token_lists)
        found.append(np.abs(written(ids, mask) - expected(ids, mask))[mask == 1].max())
    return float(np.max(found))


def _make_probes(vocabulary: int, longest: int) -> Iterator[list[list[int]]]:
    """Batches of made-up texts: of several lengths, one alone, all of one length.

    None has the traced one: a trace that has kept it differs here.
    """
    draw = np.random.default_rng(0)
    for lengths in ((longest, longest // 3, _TRACED_TOKENS + 1, 2), (longest // 2,), (5, 5, 5)):
        yield [draw.integers(vocabulary, size=length).tolist() for length in lengths]
