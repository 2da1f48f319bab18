"""The command line of the training."""

import argparse
import math
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from services.scorer.prompt import PROMPTS
from services.scorer.training.transformer.backbones import BACKBONES

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="attesta-train scorer",
        description="Trains the confirmation model and writes a checkpoint for the engine `vllm` or `bert`. "
        "Several cards: torchrun --nproc-per-node=N -m services.scorer.training.transformer ...",
    )
    add = parser.add_argument
    add("--backbone", required=True, help=f"{', '.join(BACKBONES)}, a hub id or a folder")
    add("--data", type=Path, required=True, help="rows: JSONL, or the column-oriented training JSON")
    add("--out", type=Path, required=True, help="folder of the checkpoint; also of those of the training")
    add("--load-4bit", action="store_true", help="hold the frozen weights in NF4 (QLoRA)")
    add("--resume", action="store_true", help="go on from the last checkpoint of --out")
    add("--revision", help="of the hub; default: the newest, which is then written down")
    add("--code-allowed", action="store_true", help="run the model's own code: only if you trust it")
    add("--model", type=read_name, help="name in results; default: that of the backbone")
    add(
        "--version",
        type=read_name,
        default=f"{datetime.now(UTC):%Y-%m-%d}",
        help="in results; default: today",
    )
    _add_network_options(parser)
    _add_fit_options(parser)
    return parser.parse_args(arguments)


def _add_network_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("network")
    add = group.add_argument
    add("--kind", choices=("adapter", "encoder"), help="default: LoRA for decoders, all weights for encoders")
    add("--pooling", choices=("last", "cls", "mean"), help="default: that of the backbone")
    add("--head", choices=("two-layer", "linear"), default="two-layer")
    add("--dropout", type=between(float, 0, 0.9), default=0.1)
    add("--rank", type=between(int, 1), default=64, help="of the LoRA")
    add("--lora-alpha", type=between(int, 1), default=16)
    add("--prompt", choices=tuple(PROMPTS), default="attesta-1")
    add("--max-length", type=int, help="tokens of a prompt; default: that of the backbone")


def _add_fit_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("training")
    add = group.add_argument
    add("--loss", choices=("focal", "weighted"), default="focal")
    add("--gamma", type=between(float, 0), default=2.0, help="of the focal loss")
    alpha_help = "of the focal loss: weight of a confirmation, between 0 and 1"
    add("--alpha", type=between(float, 0, 1), help=alpha_help)
    add("--head-rate", type=between(float, 0, 1), help="learning rate of the head; default: 2e-4")
    rate_help = "default: a tenth of the head's for encoders, alpha / rank of it for a LoRA"
    add("--backbone-rate", type=between(float, 0, 1), help=rate_help)
    add("--epochs", type=between(float, 0.01), default=5.0)
    add("--patience", type=between(int, 1), default=2, help="epochs without a better ROC-AUC before it stops")
    add("--batch", type=between(int, 1), default=8, help="rows of one device at a time")
    add("--accumulate", type=between(int, 1), default=2, help="batches of a step")
    add("--checkpointing", action="store_true", help="less memory, a third more time")
    add("--bf16", action=argparse.BooleanOptionalAction, help="default: on a GPU")
    add("--calibration", choices=("temperature", "isotonic"), default="temperature")
    add("--seed", type=between(int, 0, 2**32 - 1), default=7)


def read_name(text: str) -> str:
    """A name that may stand in results and in addresses."""
    if not _NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(f"'{text}' may hold Latin letters, digits and . _ - only")
    return text


def between(kind: type[int] | type[float], low: float, high: float = math.inf) -> Callable[[str], float]:
    """A reader of a number from `low` to `high`; so that a slip of the hand costs no training."""

    def read(text: str) -> float:
        try:
            number = kind(text)
        except ValueError:
            number = math.nan
        if not low <= number <= high or math.isinf(number):
            limits = (
                f"between {low:.10g} and {high:.10g}" if math.isfinite(high) else f"of {low:.10g} or more"
            )
            whole = "whole number" if kind is int else "number"
            raise argparse.ArgumentTypeError(f"'{text}' is no {whole} {limits}")
        return number

    return read
