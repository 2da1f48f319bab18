"""Trains a network with the Trainer of transformers: its loops, its checkpoints, its DDP by `torchrun`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch.optim import AdamW
from torch.utils.data import DataLoader
from transformers import EarlyStoppingCallback, Trainer, TrainingArguments

from services.scorer.training.transformer.folder import CHECKPOINTS, find_last_checkpoint
from services.scorer.training.transformer.losses import Loss
from services.scorer.training.transformer.network import Network
from services.scorer.training.transformer.refusal import TrainingRefusedError

_METRIC = "roc_auc"

Example = Mapping[str, Any]
"""`input_ids`: list of token ids; `labels`: 0 or 1."""


@dataclass(frozen=True)
class FitPlan:
    """How the network is trained.

    Attributes:
        folder: where checkpoints and the log for TensorBoard go.
        epochs: at most; the best one by ROC-AUC on validation is kept.
        patience: epochs without a better one, after which it stops.
        batch: rows of one device at a time; `accumulate` of them make a step.
        head_rate: learning rate of the head.
        backbone_rate: that of everything else.
        resumes: go on from the last checkpoint of the folder, if there is one.
    """

    folder: Path
    epochs: float
    patience: int
    batch: int
    accumulate: int
    head_rate: float
    backbone_rate: float
    seed: int
    in_bf16: bool
    resumes: bool


class ConfirmationTrainer(Trainer):  # type: ignore[misc]
    """The stock Trainer with a loss of ours."""

    def __init__(self, loss: Loss, **options: Any) -> None:
        super().__init__(**options)
        self._loss = loss
        # Our loss is a mean already: the Trainer must divide it by the accumulated steps.
        self.model_accepts_loss_kwargs = False

    def compute_loss(self, model: Any, inputs: dict[str, Any], return_outputs: bool = False, **_: Any) -> Any:
        """The loss of a batch."""
        outputs = model(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"])
        loss = self._loss(outputs["logits"], inputs["labels"])
        return (loss, outputs) if return_outputs else loss

    def get_test_dataloader(self, test_dataset: Sequence[Example]) -> Any:
        """The rows in their order; the stock one groups them by length here too, and mixes them up."""
        loader = DataLoader(test_dataset, batch_size=self.args.eval_batch_size, collate_fn=pad_batch)
        return self.accelerator.prepare(loader)


def fit_network(
    network: Network, loss: Loss, train: Sequence[Example], validation: Sequence[Example], plan: FitPlan
) -> ConfirmationTrainer:
    """Train, and leave the best epoch's weights in the network.

    Raises:
        TrainingRefusedError: the training diverged.
    """
    trainer = ConfirmationTrainer(
        loss=loss,
        model=network,
        args=_make_arguments(plan),
        train_dataset=train,
        eval_dataset=validation,
        data_collator=pad_batch,
        compute_metrics=_measure,
        callbacks=[EarlyStoppingCallback(plan.patience)],
        optimizers=(_make_optimizer(network, plan), None),
    )
    last = find_last_checkpoint(plan.folder / CHECKPOINTS) if plan.resumes else None
    trainer.train(resume_from_checkpoint=str(last) if last else None)
    return trainer


def predict_logits(trainer: ConfirmationTrainer, examples: Sequence[Example]) -> Any:
    """The logit of 'confirmed' of each example, shape (rows,)."""
    found = trainer.predict(examples)
    if list(found.label_ids) != [example["labels"] for example in examples]:
        raise RuntimeError("predictions have come in another order than their rows")
    logits = np.asarray(found.predictions, dtype=np.float64)
    return logits[:, 1] - logits[:, 0]


def pad_batch(examples: Sequence[Example]) -> dict[str, Any]:
    """A batch, padded on the right with zeros that the mask hides."""
    width = max(len(example["input_ids"]) for example in examples)
    ids = torch.zeros((len(examples), width), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, example in enumerate(examples):
        ids[row, : len(example["input_ids"])] = torch.tensor(example["input_ids"])
        mask[row, : len(example["input_ids"])] = 1
    labels = torch.tensor([example["labels"] for example in examples])
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}


def _make_arguments(plan: FitPlan) -> TrainingArguments:
    return TrainingArguments(
        output_dir=str(plan.folder / CHECKPOINTS),
        num_train_epochs=plan.epochs,
        per_device_train_batch_size=plan.batch,
        per_device_eval_batch_size=2 * plan.batch,
        gradient_accumulation_steps=plan.accumulate,
        train_sampling_strategy="group_by_length",
        learning_rate=plan.head_rate,
        lr_scheduler_type="linear",
        warmup_steps=0.05,  # below 1: a share of all steps
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model=_METRIC,
        greater_is_better=True,
        bf16=plan.in_bf16,
        use_cpu=not torch.cuda.is_available(),  # else bfloat16 is refused there
        seed=plan.seed,
        remove_unused_columns=False,
        label_names=["labels"],
        logging_steps=10,
        report_to=["tensorboard"],
        dataloader_pin_memory=torch.cuda.is_available(),
        ddp_find_unused_parameters=False,
    )


def _make_optimizer(network: Network, plan: FitPlan) -> AdamW:
    """Two learning rates; norms and biases do not decay."""
    groups: dict[tuple[bool, bool], list[Any]] = {}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            groups.setdefault((name.startswith("head."), weight.ndim > 1), []).append(weight)
    return AdamW(
        {
            "params": weights,
            "lr": plan.head_rate if is_head else plan.backbone_rate,
            "weight_decay": 0.01 if decays else 0.0,
        }
        for (is_head, decays), weights in groups.items()
    )


def _measure(predictions: Any) -> dict[str, float]:
    logits, labels = predictions
    if not np.isfinite(logits).all():
        raise TrainingRefusedError("the training diverged: lower --head-rate and --backbone-rate")
    return {_METRIC: float(roc_auc_score(labels, logits[:, 1] - logits[:, 0]))}
