"""Makes a checkpoint of an adapter that was trained elsewhere, after a look at what it really holds.

python -m services.scorer.training.transformer.adopt ADAPTER --prompt fic --max-length 1024 \
  --model first --version 1 --out artefacts/first
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from transformers import AutoConfig, AutoModel, AutoTokenizer

from services.scorer.checkpoint.adapter import WEIGHTS, AdapterFacts, inspect_adapter
from services.scorer.checkpoint.description import (
    DESCRIPTION,
    Base,
    CheckpointRefusedError,
    Description,
)
from services.scorer.checkpoint.load import load_checkpoint
from services.scorer.prompt import LEAST_TOKENS, PROMPTS, usual_side
from services.scorer.training.transformer.backbones import loading
from services.scorer.training.transformer.export import (
    end_with,
    name_base,
    save_tokenizer,
    split_adapter,
    write_head,
)
from services.scorer.training.transformer.options import between, read_name
from services.scorer.training.transformer.refusal import TrainingRefusedError


def adopt(options: argparse.Namespace) -> None:
    """Split the head off, describe what was found, and load the result as a worker would.

    The checkpoint appears whole or not at all.

    Raises:
        CheckpointRefusedError: the adapter is not one that can be served.
        TrainingRefusedError: it brings no head, it does not fit the base, or the folder can't be written.
    """
    if (options.out / DESCRIPTION).exists():
        raise TrainingRefusedError(f"{options.out} holds a checkpoint: name another folder")
    facts = inspect_adapter(options.adapter)
    print(describe_facts(facts))
    if facts.head_kind is None:
        raise TrainingRefusedError(
            f"{options.adapter.name} brings no head, so nobody knows what it says: train one"
        )
    path = options.base or facts.base.id
    if options.base and Path(path).name != Path(facts.base.id).name:
        print(f"note: it was trained on {facts.base.id}, and its scores on {path} may be others")
    with loading(path):
        config = AutoConfig.from_pretrained(path, revision=facts.base.revision)
    longest = getattr(config, "max_position_embeddings", options.max_length)
    if options.max_length > longest:
        raise TrainingRefusedError(f"{path} reads no more than {longest} tokens, not {options.max_length}")
    check_weights(options.adapter / WEIGHTS, config)
    try:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=options.out.parent, prefix=".adopting-") as folder:
            made = Path(folder) / options.out.name
            _write(options, facts, config, made)
            made.replace(options.out)
    except OSError as error:
        raise TrainingRefusedError(f"{options.out} can't be written: {error.strerror}") from None


def _write(options: argparse.Namespace, facts: AdapterFacts, config: Any, out: Path) -> None:
    path = options.base or facts.base.id
    _save_tokenizer(options, path, facts.base.revision, out)
    base = _choose_base(facts, path, config)
    head = split_adapter(options.adapter, out, base)
    description = Description(
        model=options.model,
        version=options.version,
        kind="adapter",
        base=base,
        prompt=options.prompt,
        max_length=options.max_length,
        truncation_side=options.truncation_side or usual_side(options.prompt),
        pooling="last",
        hidden_size=config.hidden_size,
        head="linear" if facts.head_kind == "linear" else "two-layer",
        labels=("not confirmed", "confirmed"),
    )
    write_head(head, description, out)
    load_checkpoint(out, "adapter")


def check_weights(path: Path, config: Any) -> None:
    """Refuse an adapter whose weights are no numbers or don't fit the layers of the base.

    Args:
        path: its weights.
        config: of the base, out of which a model without memory is made.

    Raises:
        TrainingRefusedError: with the name of what does not fit.
    """
    with torch.device("meta"):
        base = AutoModel.from_config(config)
    layers = {f".{name}": layer for name, layer in base.named_modules() if isinstance(layer, torch.nn.Linear)}
    with safe_open(path, framework="pt") as tensors:
        for name in tensors.keys():  # noqa: SIM118 - not a mapping
            place, is_lora, side = name.partition(".lora_")
            if is_lora:
                layer = next((layer for own, layer in layers.items() if place.endswith(own)), None)
                _check_weight(name, tensors.get_tensor(name), layer, is_first=side.startswith("A"))


def _check_weight(name: str, weight: Any, layer: Any, is_first: bool) -> None:
    if layer is None:
        raise TrainingRefusedError(f"the base has no layer for {name}")
    expected = layer.in_features if is_first else layer.out_features
    found = weight.shape[1 if is_first else 0]
    if expected != found:
        raise TrainingRefusedError(f"{name} is {found} wide where the base's layer is {expected}")
    if not torch.isfinite(weight).all():
        raise TrainingRefusedError(f"{name} holds values that are no numbers")


def _save_tokenizer(options: argparse.Namespace, base: str, revision: str | None, out: Path) -> None:
    """Save the tokenizer that the training saved beside its adapter, else that of the base."""
    own = (options.adapter / "tokenizer_config.json").is_file()
    path, its_revision = (str(options.adapter), None) if own else (base, revision)
    with loading(path):
        tokenizer = AutoTokenizer.from_pretrained(path, revision=its_revision)
    save_tokenizer(tokenizer, out)
    if options.end_token:
        end_with(tokenizer.eos_token, out)


def describe_facts(facts: AdapterFacts) -> str:
    """What an adapter holds, in words."""
    return (
        f"head: {facts.head_kind or 'none'} {dict(facts.head)}; rank {facts.rank} on "
        f"{', '.join(sorted(facts.modules))} of {facts.layers} layers; base {facts.base.id}, "
        f"revision {facts.base.revision or 'not told'}; task {facts.task or 'none'}"
    )


def _choose_base(facts: AdapterFacts, path: str, config: object) -> Base:
    """The base that the adapter names; its revision is found out where the adapter does not say."""
    found = name_base(path, config)
    return found if facts.base.revision is None else Base(id=found.id, revision=facts.base.revision)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and adopt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("adapter", type=Path, help="folder as peft writes it")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--base", help="hub id or folder of its base; default: what the adapter names")
    parser.add_argument("--prompt", choices=tuple(PROMPTS), required=True, help="that it was trained on")
    parser.add_argument(
        "--max-length",
        type=between(int, LEAST_TOKENS),
        required=True,
        help="tokens that it was trained on",
    )
    parser.add_argument("--truncation-side", choices=("left", "right"), help="default: that of the prompt")
    parser.add_argument(
        "--end-token", action="store_true", help="every text ended with EOS in the training (add_eos_token)"
    )
    parser.add_argument("--model", type=read_name, required=True, help="name in results")
    parser.add_argument("--version", type=read_name, required=True, help="in results")
    options = parser.parse_args(arguments)
    try:
        adopt(options)
    except (CheckpointRefusedError, TrainingRefusedError) as error:
        sys.exit(f"{error}.")


if __name__ == "__main__":
    main()
