"""Runs the engine `bert` in the environment that has torch: hidden states of token ids.

python -m tests.ml.run_encoder CHECKPOINT TOKENS.json OUT.json
"""

import json
import sys
from pathlib import Path

from services.scorer.checkpoint.description import read_description
from services.scorer.engines.bert import BertSettings, load_encoder


def main(checkpoint: Path, tokens: Path, out: Path) -> None:
    """Write the states in both precisions."""
    description = read_description(checkpoint)
    asked = json.loads(tokens.read_text())
    found = {}
    for name, in_bf16 in (("float32", False), ("bfloat16", True)):
        settings = BertSettings(checkpoint=checkpoint, encoder_bf16=in_bf16)
        states = load_encoder(checkpoint, description, settings).pool_states(asked)
        found[name] = [state.tolist() for state in states]
    out.write_text(json.dumps(found))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
