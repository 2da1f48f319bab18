"""The way from rows to a checkpoint: split, train, calibrate, measure, write."""

import argparse
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoConfig, AutoTokenizer, set_seed

from services.scorer.checkpoint.description import Description
from services.scorer.claims import read_claim
from services.scorer.prompt import LEAST_TOKENS, encode_prompt, usual_side
from services.scorer.prompt.tokens import Tokenizer
from services.scorer.training.transformer.backbones import (
    BACKBONES,
    HEAD_RATE,
    Backbone,
    backbone_rate,
    choose_backbone,
)
from services.scorer.training.transformer.calibrate import (
    apply_calibration,
    choose_band,
    choose_threshold,
    fit_calibration,
)
from services.scorer.training.transformer.card import write_card
from services.scorer.training.transformer.export import export_network, name_base, save_tokenizer
from services.scorer.training.transformer.fit import (
    CHECKPOINTS,
    ConfirmationTrainer,
    Example,
    FitPlan,
    fit_network,
    predict_logits,
)
from services.scorer.training.transformer.losses import LossPlan, make_loss
from services.scorer.training.transformer.network import Network, NetworkPlan, build_network
from services.scorer.training.transformer.report import Outcome, draw_reliability, make_report
from services.scorer.training.transformer.rows import Row, RowsRefusedError, read_rows
from services.scorer.training.transformer.split import Split, split_rows

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Judged:
    """Logits and outcomes of a part of the rows."""

    rows: Sequence[Row]
    logits: Any
    labels: Any


@dataclass(frozen=True)
class Run:
    """What is trained, and on what."""

    options: argparse.Namespace
    command: str
    backbone: Backbone
    network: Network
    split: Split
    rows: Sequence[Row]


def train(options: argparse.Namespace, command: str) -> None:
    """Train and write a checkpoint.

    Raises:
        RowsRefusedError: rows or options that can't be trained with.
    """
    set_seed(options.seed)
    rows = read_rows(options.data)
    split = split_rows(rows, options.seed)
    backbone, path = choose(options)
    options.out.mkdir(parents=True, exist_ok=True)
    tokens = AutoTokenizer.from_pretrained(
        path, revision=options.revision, trust_remote_code=options.code_allowed
    )
    tokenizer = save_tokenizer(tokens, options.out)
    network = build_network(plan_network(options, path, backbone), backbone)
    examples = encode_rows(rows, tokenizer, options.prompt, backbone.max_length)
    loss = make_loss(
        LossPlan(options.loss, options.gamma, options.alpha),
        [int(rows[place].confirmed) for place in split.train],
    )
    parts = {
        name: [examples[place] for place in getattr(split, name)] for name in ("train", "validation", "test")
    }
    trainer = fit_network(network, loss, parts["train"], parts["validation"], plan_fit(options, backbone))
    judged = {
        name: judge(trainer, [rows[place] for place in getattr(split, name)], parts[name])
        for name in ("validation", "test")
    }
    if trainer.is_world_process_zero():
        finish(Run(options, command, backbone, network, split, rows), judged)


def choose(options: argparse.Namespace) -> tuple[Backbone, str]:
    """The backbone with what the command line says otherwise, and where it is.

    Raises:
        RowsRefusedError: its code would have to run here and may not, or it is too short for a prompt.
    """
    named = BACKBONES.get(options.backbone)
    path = named.id if named else options.backbone
    if named and named.needs_code and not options.code_allowed:
        raise RowsRefusedError(f"{options.backbone} brings code of its own: read it, then say --code-allowed")
    config = AutoConfig.from_pretrained(
        path, revision=options.revision, trust_remote_code=options.code_allowed
    )
    longest = int(getattr(config, "max_position_embeddings", 0)) or 512
    is_decoder = any(name.endswith("ForCausalLM") for name in config.architectures or ())
    backbone = choose_backbone(options.backbone, is_decoder, longest)
    said = {
        "kind": options.kind, "pooling": options.pooling, "max_length": options.max_length
    }  # fmt: skip
    backbone = replace(backbone, **{name: value for name, value in said.items() if value is not None})
    if not LEAST_TOKENS <= backbone.max_length <= longest:
        raise RowsRefusedError(
            f"--max-length {backbone.max_length} is not between {LEAST_TOKENS} and the model's {longest}"
        )
    if options.load_4bit and backbone.kind == "encoder":
        raise RowsRefusedError("--load-4bit freezes the weights, so it goes with --kind adapter")
    return backbone, path


def plan_network(options: argparse.Namespace, path: str, backbone: Backbone) -> NetworkPlan:
    """How the network is made."""
    return NetworkPlan(
        path=path,
        revision=options.revision,
        head=options.head,
        dropout=options.dropout,
        rank=options.rank,
        lora_alpha=options.lora_alpha,
        in_4bit=options.load_4bit,
        in_bf16=wants_bf16(options) and backbone.kind == "adapter",
        is_checkpointed=options.checkpointing,
        code_allowed=options.code_allowed,
    )


def wants_bf16(options: argparse.Namespace) -> bool:
    """As said, else on a GPU."""
    return bool(torch.cuda.is_available() if options.bf16 is None else options.bf16)


def plan_fit(options: argparse.Namespace, backbone: Backbone) -> FitPlan:
    """How it is trained."""
    head_rate = options.head_rate or HEAD_RATE[backbone.kind]
    rule = backbone_rate(backbone.kind, head_rate, options.lora_alpha, options.rank)
    return FitPlan(
        folder=options.out,
        epochs=options.epochs,
        patience=options.patience,
        batch=options.batch,
        accumulate=options.accumulate,
        head_rate=head_rate,
        backbone_rate=options.backbone_rate or rule,
        seed=options.seed,
        in_bf16=wants_bf16(options),
        resumes=options.resume,
    )


def encode_rows(rows: Sequence[Row], tokenizer: Tokenizer, prompt: str, limit: int) -> list[Example]:
    """Rows as the network reads them: the very prompt that the service uses."""
    return [
        {
            "input_ids": encode_prompt(prompt, row.resume, row.target, tokenizer, limit),
            "labels": int(row.confirmed),
        }
        for row in rows
    ]


def judge(trainer: ConfirmationTrainer, rows: Sequence[Row], examples: Sequence[Example]) -> Judged:
    """Logits of a part; every process of a DDP takes part."""
    labels = np.array([int(row.confirmed) for row in rows])
    return Judged(rows, predict_logits(trainer, examples), labels)


def finish(run: Run, judged: dict[str, Judged]) -> None:
    """Calibrate on validation, measure on test, write everything."""
    options, validation = run.options, judged["validation"]
    calibration = fit_calibration(options.calibration, validation.logits, validation.labels)
    said = apply_calibration(calibration, validation.logits)
    threshold = choose_threshold(said, validation.labels)
    description = describe(run).model_copy(
        update={"calibration": calibration, "abstain": choose_band(said, validation.labels, threshold)}
    )
    export_network(run.network, description, options.out)
    outcome = make_outcome(judged["test"], description, threshold)
    report = make_report(outcome, options.seed)
    written = json.dumps(report.as_json(), indent=2, ensure_ascii=False)
    (options.out / "report.json").write_text(written + "\n", encoding="utf-8")
    draw_reliability(outcome, options.out / "reliability.png")
    facts = {
        "rows": len(run.rows),
        "people": len({row.person for row in run.rows}),
        "clients": len({row.client for row in run.rows}),
        "command": f"attesta-train scorer {run.command}",
        "threshold": threshold,
    }
    write_card(options.out, description, run.split, report, facts)
    for checkpoint in (options.out / CHECKPOINTS).glob("checkpoint-*"):  # large, and of no use any more
        shutil.rmtree(checkpoint)
    print(json.dumps({name: round(one.value, 4) for name, one in report.figures.items()}))


def describe(run: Run) -> Description:
    """What the checkpoint is, before it is calibrated."""
    options, backbone, config = run.options, run.backbone, run.network.backbone.config
    is_folder = Path(options.backbone).is_dir()
    return Description(
        model=options.model or _UNFIT.sub("-", Path(options.backbone).name),
        version=options.version,
        kind=backbone.kind,
        base=name_base(options.backbone if is_folder else backbone.id, config),
        prompt=options.prompt,
        max_length=backbone.max_length,
        truncation_side=usual_side(options.prompt),
        pooling=backbone.pooling,
        hidden_size=config.hidden_size,
        head=options.head,
        labels=("not confirmed", "confirmed"),
    )


def make_outcome(test: Judged, description: Description, threshold: float) -> Outcome:
    """What the calibrated model says of the test part."""
    given = apply_calibration(description.calibration, test.logits)
    band = description.abstain
    silent = (given > band.low) & (given < band.high) if band else np.zeros(len(given), dtype=bool)
    return Outcome(
        probabilities=given,
        labels=test.labels,
        threshold=threshold,
        abstained=float(silent.mean()),
        clients=[row.client for row in test.rows],
        grades=[str(read_claim(row.resume, row.target) or "none claimed") for row in test.rows],
    )
