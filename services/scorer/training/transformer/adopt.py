"""Makes a checkpoint of an adapter that was trained elsewhere, after a look at what it really holds.

python -m services.scorer.training.transformer.adopt ADAPTER --prompt fic --max-length 1024 \
  --model first --version 1 --out artefacts/first
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from transformers import AutoConfig, AutoTokenizer

from services.scorer.checkpoint.adapter import AdapterFacts, inspect_adapter
from services.scorer.checkpoint.description import (
    Base,
    CheckpointRefusedError,
    Description,
)
from services.scorer.checkpoint.load import load_checkpoint
from services.scorer.prompt import PROMPTS, usual_side
from services.scorer.training.transformer.export import (
    end_with,
    name_base,
    save_tokenizer,
    split_adapter,
    write_head,
)
from services.scorer.training.transformer.rows import RowsRefusedError


def adopt(options: argparse.Namespace) -> None:
    """Split the head off, describe what was found, and load the result as a worker would.

    Raises:
        CheckpointRefusedError: the adapter is not one that can be served.
        RowsRefusedError: it brings no head, or the tokenizer does not fit.
    """
    facts = inspect_adapter(options.adapter)
    print(describe_facts(facts))
    if facts.head_kind is None:
        raise RowsRefusedError(
            f"{options.adapter.name} brings no head, so nobody knows what it says: train one"
        )
    path = options.base or facts.base.id
    config = AutoConfig.from_pretrained(path, revision=facts.base.revision)
    _save_tokenizer(options, path, facts.base.revision)
    base = _choose_base(facts, path, config)
    head = split_adapter(options.adapter, options.out, base)
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
    write_head(head, description, options.out)
    load_checkpoint(options.out, "adapter")


def _save_tokenizer(options: argparse.Namespace, base: str, revision: str | None) -> None:
    """Save the tokenizer that the training saved beside its adapter, else that of the base."""
    own = (options.adapter / "tokenizer_config.json").is_file()
    tokenizer = (
        AutoTokenizer.from_pretrained(options.adapter)
        if own
        else AutoTokenizer.from_pretrained(base, revision=revision)
    )
    save_tokenizer(tokenizer, options.out)
    if options.end_token:
        end_with(tokenizer.eos_token, options.out)


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
    parser.add_argument("--max-length", type=int, required=True, help="tokens that it was trained on")
    parser.add_argument("--truncation-side", choices=("left", "right"), help="default: that of the prompt")
    parser.add_argument(
        "--end-token", action="store_true", help="every text ended with EOS in the training (add_eos_token)"
    )
    parser.add_argument("--model", required=True)
    parser.add_argument("--version", required=True)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        adopt(options)
    except (CheckpointRefusedError, RowsRefusedError) as error:
        sys.exit(f"{error}.")


if __name__ == "__main__":
    main()
