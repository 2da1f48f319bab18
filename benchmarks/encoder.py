"""How fast runtimes run the encoder of the engine `bert`, and how far they are from torch in float32.

    python3 -m venv .venv-onnx
    .venv-onnx/bin/pip install --constraint services/scorer/training/transformer/requirements.txt \\
      torch transformers safetensors pydantic-settings onnx onnxruntime
    .venv-onnx/bin/python -m benchmarks.encoder                 # rubert-tiny2's shape, about two minutes
    .venv-onnx/bin/python -m benchmarks.encoder --shape base --short --rounds 2    # twelve layers of 768

The weights are random and made here. Each way runs the engine's own batches and pooling. The ways take
turns in each round, since other work on the machine slows them all: the medians are of one run. With
`--threads 1` the column `cpu ms` does not depend on other work; with more, threads that wait count too.
"""

import argparse
import copy
import os
import random
import tempfile
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from transformers import BertConfig, BertModel

from services.scorer.engines.bert import Encoder
from services.scorer.engines.runtimes import EncoderModel, OnnxModel, TorchModel, has_bf16
from services.scorer.training.transformer.export_onnx import export_onnx

_VOCABULARY = 83828
_POSITIONS = 2048
_BATCH_TEXTS = 16
_BASELINE = "torch float32"

TokenLists = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Shape:
    """Size of an encoder, and how the engine pools the states of such a one."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    pooling: str


SHAPES: Mapping[str, Shape] = {
    "tiny": Shape(hidden=312, layers=3, heads=12, intermediate=600, pooling="cls"),
    "base": Shape(hidden=768, layers=12, heads=12, intermediate=3072, pooling="mean"),
}


class Timing(NamedTuple):
    """Seconds on the clock, and seconds of processor time of all threads."""

    clock: float
    processor: float


def main() -> None:
    """Time the ways in turns and print a table for each load."""
    arguments = _parse_arguments()
    # Exporters and quantisers announce their successors; nothing here depends on those.
    warnings.simplefilter("ignore")
    torch.manual_seed(0)
    torch.set_num_threads(arguments.threads)
    shape = SHAPES[arguments.shape]
    with tempfile.TemporaryDirectory() as folder:
        ways = make_ways(shape, Path(folder), arguments.threads)
        print(f"\nshape {arguments.shape}, {arguments.threads} threads, {arguments.rounds} rounds")
        print(f"torch {torch.__version__}, onnxruntime {onnxruntime.__version__}, bf16 here: {has_bf16()}")
        print("load average {:.1f} {:.1f} {:.1f}".format(*os.getloadavg()), flush=True)
        loads = make_loads()
        far = measure_differences(ways, loads["64 mixed, in order"][0])
        if arguments.short:
            loads = {"16 x 512": loads["16 x 512"]}
        rounds = [measure_round(ways, loads) for _ in range(arguments.rounds)]
    for load in loads:
        print_table(load, [{name: one[load, name] for name in ways} for one in rounds], far)


def make_ways(shape: Shape, folder: Path, threads: int) -> dict[str, Encoder]:
    """The same weights in each runtime.

    Args:
        shape: of the encoder.
        folder: where the model files for ONNX Runtime are written.
        threads: that ONNX Runtime may use; torch is told once for the process.
    """
    model = make_model(shape)
    plain, fused, int8 = (folder / f"{name}.onnx" for name in ("plain", "fused", "int8"))
    export_onnx(model, plain)
    fuse(plain, shape, fused)
    # The types of what the fused operators give are unknown to the quantiser.
    told = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    quantize_dynamic(fused, int8, weight_type=QuantType.QInt8, per_channel=True, extra_options=told)
    in_int8 = torch.ao.quantization.quantize_dynamic(
        copy.deepcopy(model), {torch.nn.Linear}, dtype=torch.qint8
    )
    models: dict[str, EncoderModel] = {
        _BASELINE: TorchModel(model, in_bf16=False),
        "torch bfloat16 autocast": TorchModel(model, in_bf16=True),
        "torch int8, dynamic": TorchModel(in_int8, in_bf16=False),
        "ONNX Runtime float32": OnnxModel(plain, threads),
        "ONNX Runtime float32, fused": OnnxModel(fused, threads),
        "ONNX Runtime int8, fused": OnnxModel(int8, threads),
    }
    return {name: Encoder(one, shape.pooling) for name, one in models.items()}


def make_model(shape: Shape) -> Any:
    """An encoder with random weights; its attention is torch's own kernel, as in the engine."""
    config = BertConfig(
        vocab_size=_VOCABULARY,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.intermediate,
        max_position_embeddings=_POSITIONS,
    )
    return BertModel(config, add_pooling_layer=False).eval()


def fuse(plain: Path, shape: Shape, fused: Path) -> None:
    """Write the graph with ONNX Runtime's own operators for attention, embeddings, GELU and norms.

    Raises:
        SystemExit: attention was not recognised, so the figures would blame the runtime for the export.
    """
    optimised = optimizer.optimize_model(
        str(plain), model_type="bert", num_heads=shape.heads, hidden_size=shape.hidden
    )
    counts = optimised.get_fused_operator_statistics()
    print("fused:", ", ".join(f"{name} {count}" for name, count in counts.items() if count))
    if counts["Attention"] != shape.layers:
        raise SystemExit("The optimiser did not recognise the attention of all layers.")
    optimised.save_model_to_file(str(fused))


def make_loads() -> dict[str, list[TokenLists]]:
    """Made-up texts; what stands in one list goes to the encoder at once, which sorts it by length."""
    lengths = random.Random(0)  # noqa: S311 - a load, not a secret
    mixed = [_make_text(lengths, lengths.randint(32, 512)) for _ in range(64)]
    return {
        "16 x 512": [[_make_text(lengths, 512) for _ in range(16)]],
        "64 mixed, sorted": [mixed],
        "64 mixed, in order": [mixed[at : at + _BATCH_TEXTS] for at in range(0, len(mixed), _BATCH_TEXTS)],
    }


def measure_differences(ways: Mapping[str, Encoder], texts: TokenLists) -> dict[str, float]:
    """The largest difference of any number of a pooled state from the baseline's; warms each way up too."""
    states = {name: np.array(encoder.pool_states(texts)) for name, encoder in ways.items()}
    return {name: float(np.abs(one - states[_BASELINE]).max()) for name, one in states.items()}


def measure_round(
    ways: Mapping[str, Encoder], loads: Mapping[str, list[TokenLists]]
) -> dict[tuple[str, str], Timing]:
    """The time of each load in each way, once."""
    return {
        (load, name): _time(encoder, chunks)
        for load, chunks in loads.items()
        for name, encoder in ways.items()
    }


def print_table(load: str, rounds: Sequence[Mapping[str, Timing]], far: Mapping[str, float]) -> None:
    """A table of one load; the ratio is the median of the rounds' own ratios."""
    print(f"\n{load:<29}{'median ms':>9}{'fastest':>9}{'cpu ms':>8}{'x float32':>11}{'difference':>12}")
    for name in rounds[0]:
        clock = [one[name].clock * 1000 for one in rounds]
        processor = median(one[name].processor * 1000 for one in rounds)
        ratio = median(one[_BASELINE].clock / one[name].clock for one in rounds)
        times = f"{median(clock):9.0f}{min(clock):9.0f}{processor:8.0f}"
        print(f"{name:<29}{times}{ratio:11.2f}{far[name]:12.1e}")


def _make_text(source: random.Random, tokens: int) -> list[int]:
    return [source.randrange(_VOCABULARY) for _ in range(tokens)]


def _time(encoder: Encoder, chunks: Sequence[TokenLists]) -> Timing:
    clock, processor = time.perf_counter(), time.process_time()
    for texts in chunks:
        encoder.pool_states(texts)
    return Timing(time.perf_counter() - clock, time.process_time() - processor)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shape", choices=SHAPES, default="tiny")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--short", action="store_true", help="only the 16 texts of 512 tokens")
    return parser.parse_args()


if __name__ == "__main__":
    main()
