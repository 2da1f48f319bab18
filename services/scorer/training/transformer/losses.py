"""Losses for rare confirmations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch.nn import functional

Loss = Callable[[Any, Any], Any]
"""Of logits, shape (rows, 2), and labels, shape (rows,)."""


@dataclass(frozen=True)
class LossPlan:
    """Which loss.

    Attributes:
        kind: `focal` (Lin et al. 2017, "Focal Loss for Dense Object Detection") or `weighted` cross-entropy.
        gamma: of the focal loss: how much less a row counts that is already right.
        alpha: of the focal loss: weight of a confirmation, that of the others is 1 - alpha; None: all alike.
    """

    kind: Literal["focal", "weighted"] = "focal"
    gamma: float = 2.0
    alpha: float | None = None


def make_loss(plan: LossPlan, labels: Sequence[int]) -> Loss:
    """Make a loss; the weighted one gives both outcomes of `labels` the same weight together."""
    if plan.kind == "focal":
        alphas = None if plan.alpha is None else (1 - plan.alpha, plan.alpha)
        return lambda logits, labels: focal_loss(logits, labels, plan.gamma, alphas)
    counts = [labels.count(0), labels.count(1)]
    weights = torch.tensor([len(labels) / (2 * count) for count in counts])
    return lambda logits, labels: functional.cross_entropy(logits, labels, weights.to(logits.device))


def focal_loss(logits: Any, labels: Any, gamma: float, alphas: tuple[float, float] | None) -> Any:
    """Cross-entropy times (1 - p) to the power of gamma, p being the probability of the true label."""
    losses = functional.cross_entropy(logits, labels, reduction="none")
    losses = (1 - torch.exp(-losses)) ** gamma * losses
    if alphas is not None:
        losses = losses * torch.tensor(alphas, device=logits.device)[labels]
    return losses.mean()
