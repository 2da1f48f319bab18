"""Computes the losses of the training for given logits, in the environment that has torch.

python -m tests.ml.run_losses IN.json OUT.json
"""

import json
import sys
from pathlib import Path

import torch

from services.scorer.training.transformer.losses import LossPlan, make_loss


def main(source: Path, out: Path) -> None:
    """Each case is {"plan", "logits", "labels"}; the answers are in their order."""
    found = []
    for case in json.loads(source.read_text()):
        loss = make_loss(LossPlan(**case["plan"]), case["labels"])
        found.append(float(loss(torch.tensor(case["logits"]), torch.tensor(case["labels"]))))
    out.write_text(json.dumps(found))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
