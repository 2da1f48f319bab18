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
from transformers.models.auto.modeling_auto import (
    MODEL_FOR_CAUSAL_LM_MAPPING_NAMES,
    MODEL_FOR_MASKED_LM_MAPPING_NAMES,
)

from services.scorer.checkpoint.description import Description
from services.scorer.checkpoint.load import hash_file
from services.scorer.claims import read_claim
from services.scorer.prompt import LEAST_TOKENS, encode_prompt, usual_side
from services.scorer.prompt.tokens import Tokenizer
from services.scorer.training.transformer.backbones import (
    BACKBONES,
    HEAD_RATE,
    Backbone,
    backbone_rate,
    choose_backbone,
    loading,
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
    ConfirmationTrainer,
    Example,
    FitPlan,
    fit_network,
    predict_logits,
)
from services.scorer.training.transformer.folder import CHECKPOINTS, open_folder
from services.scorer.training.transformer.losses import LossPlan, make_loss
from services.scorer.training.transformer.network import Network, NetworkPlan, build_network
from services.scorer.training.transformer.refusal import TrainingRefusedError
from services.scorer.training.transformer.report import Outcome, draw_reliability, make_report
from services.scorer.training.transformer.rows import Row, read_rows
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
    learned_with: str


def train(options: argparse.Namespace, command: str) -> None:
    """Train and write a checkpoint.

    Raises:
        TrainingRefusedError: rows, options, a backbone or a folder that can't be trained with.
    """
    set_seed(options.seed)
    rows = read_rows(options.data)
    split = split_rows(rows, options.seed)
    backbone, path = choose(options)
    open_folder(options)
    with loading(path):
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
    plan = plan_fit(options, backbone)
    trainer = fit_network(network, loss, parts["train"], parts["validation"], plan)
    judged = {
        name: judge(trainer, [rows[place] for place in getattr(split, name)], parts[name])
        for name in ("validation", "test")
    }
    if trainer.is_world_process_zero():
        learned_with = describe_fit(options, plan, trainer)
        finish(Run(options, command, backbone, network, split, rows, learned_with), judged)


def choose(options: argparse.Namespace) -> tuple[Backbone, str]:
    """The backbone with what the command line says otherwise, and where it is.

    Raises:
        TrainingRefusedError: it is not there, its code would have to run here and may not, it is too short
            for a prompt, or the options don't go with it.
    """
    named = BACKBONES.get(options.backbone)
    path = named.id if named else options.backbone
    if named and named.needs_code and not options.code_allowed:
        raise TrainingRefusedError(
            f"{options.backbone} brings code of its own: read it, then say --code-allowed"
        )
    with loading(path):
        config = AutoConfig.from_pretrained(
            path, revision=options.revision, trust_remote_code=options.code_allowed
        )
    longest = int(getattr(config, "max_position_embeddings", 0)) or 512
    is_decoder = reads_left_to_right(config)
    backbone = choose_backbone(options.backbone, is_decoder, longest)
    said = {
        "kind": options.kind, "pooling": options.pooling, "max_length": options.max_length
    }  # fmt: skip
    backbone = replace(backbone, **{name: value for name, value in said.items() if value is not None})
    if not LEAST_TOKENS <= backbone.max_length <= longest:
        raise TrainingRefusedError(
            f"--max-length {backbone.max_length} is not between {LEAST_TOKENS} and the model's {longest}"
        )
    if options.load_4bit and backbone.kind == "encoder":
        raise TrainingRefusedError("--load-4bit freezes the weights, so it goes with --kind adapter")
    if is_decoder and backbone.pooling == "cls":
        raise TrainingRefusedError(
            "--pooling cls reads the first token, and this model reads from left to right: the first token "
            "knows nothing of the text, so say last or mean"
        )
    return backbone, path


def reads_left_to_right(config: Any) -> bool:
    """Whether a model is a decoder; bare ones are too, whose architecture does not say it."""
    kind = config.model_type
    return kind in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES and kind not in MODEL_FOR_MASKED_LM_MAPPING_NAMES


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
    head_rate = HEAD_RATE[backbone.kind] if options.head_rate is None else options.head_rate
    rule = backbone_rate(backbone.kind, head_rate, options.lora_alpha, options.rank)
    return FitPlan(
        folder=options.out,
        epochs=options.epochs,
        patience=options.patience,
        batch=options.batch,
        accumulate=options.accumulate,
        head_rate=head_rate,
        backbone_rate=rule if options.backbone_rate is None else options.backbone_rate,
        seed=options.seed,
        in_bf16=wants_bf16(options),
        resumes=options.resume,
    )


def describe_fit(options: argparse.Namespace, plan: FitPlan, trainer: ConfirmationTrainer) -> str:
    """How it was trained, defaults included, for the card."""
    alpha = "" if options.alpha is None else f", alpha {options.alpha:g}"
    loss = (
        f"focal loss, gamma {options.gamma:g}{alpha}" if options.loss == "focal" else "weighted cross-entropy"
    )
    state = trainer.state
    best = state.best_metric
    kept = f"; kept: step {state.best_global_step}, ROC-AUC {best:.3f} on validation" if best else ""
    return (
        f"{loss}; learning rates {plan.head_rate:g} (head) and {plan.backbone_rate:g} (backbone); "
        f"{plan.batch * plan.accumulate * trainer.args.world_size} rows a step, seed {plan.seed}; "
        f"{state.epoch:g} epochs, {state.global_step} steps{kept}"
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
        "data": options.data.name,
        "data_hash": hash_file(options.data),
        "command": f"attesta-train scorer {run.command}",
        "learned_with": run.learned_with,
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
        people=[row.person for row in test.rows],
    )
