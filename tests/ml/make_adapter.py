"""Makes an adapter as others save theirs: a classifier of peft with its head inside, random numbers.

python -m tests.ml.make_adapter BASE FOLDER linear|two-layer TOKENS.json LOGITS.json
"""

import json
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from torch import nn
from transformers import AutoModelForSequenceClassification

_MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def main(arguments: list[str]) -> None:
    """Save it, and what it says of some texts."""
    base, folder, kind, tokens, logits = arguments
    torch.manual_seed(3)
    model = AutoModelForSequenceClassification.from_pretrained(base, num_labels=2, dtype=torch.float32)
    size = model.config.hidden_size
    if kind == "two-layer":
        model.score = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(size, size), nn.Dropout(0.1), nn.GELU(), nn.Linear(size, 2)
        )
    config = LoraConfig(
        task_type="SEQ_CLS", r=4, lora_alpha=8, target_modules=_MODULES, modules_to_save=["score"],
        init_lora_weights=False,
    )  # fmt: skip
    adapted = get_peft_model(model, config).eval()
    adapted.save_pretrained(folder)
    with torch.inference_mode():
        found = [
            adapted(input_ids=torch.tensor([one])).logits[0].tolist()
            for one in json.loads(Path(tokens).read_text())
        ]
    Path(logits).write_text(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
