"""The reference implementation: logits by transformers + peft alone, in the environment that trains.

python -m tests.ml.reference BASE CHECKPOINT TOKENS.json OUT.json [--load-4bit]
"""

import argparse
import json
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel
from safetensors.torch import load_file
from torch import nn
from transformers import AutoModel, AutoModelForSequenceClassification, BitsAndBytesConfig


class Score(nn.Module):  # type: ignore[misc]
    """The head as torch has it; Gemma's class calls it where the stock one stands."""

    def __init__(self, weights: dict[str, Any]) -> None:
        super().__init__()
        layers: list[Any] = []
        for name in ("hidden", "output"):
            if f"{name}.weight" in weights:
                outputs, inputs = weights[f"{name}.weight"].shape
                layer = nn.Linear(inputs, outputs, bias=f"{name}.bias" in weights)  # the stock one has none
                own = {part: weights[f"{name}.{part}"] for part, _ in layer.named_parameters()}
                layer.load_state_dict(own)
                layers += [layer, nn.GELU()]
        self.layers = nn.Sequential(*layers[:-1])

    def forward(self, states: Any) -> Any:
        """Logits in single precision."""
        return self.layers(states.float())


def load_decoder(base: Path, checkpoint: Path, in_4bit: bool) -> Any:
    """A sequence classifier of transformers with the adapter of peft."""
    options: dict[str, Any] = {"dtype": torch.float32}
    if in_4bit:
        options = {
            "dtype": torch.bfloat16,
            "quantization_config": BitsAndBytesConfig(
                load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
            ),
        }
    model = AutoModelForSequenceClassification.from_pretrained(base, num_labels=2, **options)
    model = PeftModel.from_pretrained(model, checkpoint / "adapter")
    model.base_model.model.score = Score(load_file(checkpoint / "head.safetensors"))
    model.eval()
    return lambda ids: model(input_ids=ids).logits[0]


def load_encoder(checkpoint: Path) -> Any:
    """The encoder, its mean hidden state, the head."""
    model = AutoModel.from_pretrained(checkpoint / "encoder").eval()
    head = Score(load_file(checkpoint / "head.safetensors"))
    return lambda ids: head(model(input_ids=ids).last_hidden_state[0].mean(dim=0))


def main() -> None:
    """Compute the logits of each list of token ids, one by one, without padding."""
    parser = argparse.ArgumentParser()
    for name in ("base", "checkpoint", "tokens", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--load-4bit", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(2)
    has_adapter = (options.checkpoint / "adapter").is_dir()
    run = (
        load_decoder(options.base, options.checkpoint, options.load_4bit)
        if has_adapter
        else load_encoder(options.checkpoint)
    )
    with torch.inference_mode():
        found = [run(torch.tensor([tokens])).tolist() for tokens in json.loads(options.tokens.read_text())]
    options.out.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
