"""Runs the engine `bert` in the environment that has torch: hidden states of token ids.

python -m tests.ml.run_encoder CHECKPOINT TOKENS.json OUT.json
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from services.scorer.checkpoint.description import read_description
from services.scorer.engines.bert import BertSettings, load_encoder

WITHOUT_TORCH: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {"onnx": {"encoder_runtime": "onnx"}, "usual without bfloat16": {"encoder_bf16": False}}
)
WITH_TORCH: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "float32": {"encoder_runtime": "torch", "encoder_bf16": False},
        "bfloat16": {"encoder_bf16": True},
    }
)


def main(checkpoint: Path, tokens: Path, out: Path) -> None:
    """Write the states in each runtime and precision."""
    asked = json.loads(tokens.read_text())
    found = {name: run(checkpoint, asked, said) for name, said in WITHOUT_TORCH.items()}
    if {"torch", "transformers"} & sys.modules.keys():
        sys.exit("An encoder that runs in ONNX Runtime has imported torch or transformers.")
    found |= {name: run(checkpoint, asked, said) for name, said in WITH_TORCH.items()}
    out.write_text(json.dumps(found))


def run(checkpoint: Path, asked: list[list[int]], said: Mapping[str, object]) -> list[list[float]]:
    """The states of token ids with some settings."""
    settings = BertSettings.model_validate({"checkpoint": checkpoint, **said})
    encoder = load_encoder(checkpoint, read_description(checkpoint), settings)
    return [state.tolist() for state in encoder.pool_states(asked)]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
