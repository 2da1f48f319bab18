"""Shapley values of a model of oblivious trees, looked up instead of computed.

CatBoost's own take 12 ms a row, and its worker spins on the scheduler while it waits: on a busy machine they
took half a second. An oblivious tree asks the same few questions on every path, so the values of each of its
leaves are computed once, at loading; a row then costs one look-up a tree.
"""

from dataclasses import dataclass
from math import factorial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from catboost import CatBoostRegressor

Floats = npt.NDArray[np.float64]

_EMPTY_LEAF_WEIGHT = 1e-6  # so that a set of leaves that no training row fell into has a mean


@dataclass(frozen=True, slots=True)
class EffectTable:
    """The effect of each question of each tree, for each leaf that a row may fall into."""

    effects: Floats  # shape (all leaves of all trees, most questions), 0 where a tree asks fewer
    columns: npt.NDArray[np.intp]  # the column of each question, shape (trees, most questions)
    first_leaves: npt.NDArray[np.intp]  # shape (trees,)
    average: float  # what the effects are told against

    def explain(self, leaves: npt.NDArray[np.intp], column_count: int) -> Floats:
        """The effect of each column on the prediction, shape (columns,), of a row.

        Args:
            leaves: the leaf of each tree that the row falls into, shape (trees,).
            column_count: how many columns the model has.
        """
        of_row = self.effects[self.first_leaves + leaves]
        sums = np.bincount(self.columns.ravel(), weights=of_row.ravel(), minlength=column_count)
        return sums.astype(float)


def compute_leaf_effects(values: Floats, weights: Floats) -> Floats:
    """Shapley values of the questions of oblivious trees of one depth (Shapley, 1953), for each leaf.

    The worth of a set of questions is the mean of the leaves that agree with the row's answers to them,
    weighted by training rows. Bit i of the number of a leaf is the answer to question i.

    Args:
        values: of the leaves, shape (trees, 2 ** depth).
        weights: training rows in each, same shape.

    Returns:
        Shape (trees, 2 ** depth, depth); over the last axis they add up to the value less the tree's mean.
    """
    trees, leaves = values.shape
    depth = leaves.bit_length() - 1
    shape = (trees, *(2,) * depth)
    weight = (weights + _EMPTY_LEAF_WEIGHT).reshape(shape)
    total = weight * values.reshape(shape)
    effects = np.zeros((trees, leaves, depth))
    for known in range(leaves):
        # Axis 1 is the highest bit.
        unknown_axes = tuple(depth - bit for bit in range(depth) if not known >> bit & 1)
        mean = total.sum(unknown_axes, keepdims=True) / weight.sum(unknown_axes, keepdims=True)
        worth = np.broadcast_to(mean, shape).reshape(trees, leaves)
        size = known.bit_count()
        for bit in range(depth):
            if known >> bit & 1:
                effects[:, :, bit] += worth * (
                    factorial(size - 1) * factorial(depth - size) / factorial(depth)
                )
            else:
                effects[:, :, bit] -= worth * (
                    factorial(size) * factorial(depth - size - 1) / factorial(depth)
                )
    return effects


def build_effect_table(model: "CatBoostRegressor", questions: list[list[int]]) -> EffectTable:
    """The table of a loaded model.

    Args:
        model: of oblivious trees on numbers.
        questions: the columns that each tree asks about, lowest bit of the leaf number first.
    """
    leaf_counts = np.array(model.get_tree_leaf_counts(), dtype=np.intp)
    if [2 ** len(columns) for columns in questions] != leaf_counts.tolist():
        raise ValueError("the questions are not of this model's trees")
    first_leaves = np.concatenate([[0], np.cumsum(leaf_counts)[:-1]]).astype(np.intp)
    scale, bias = model.get_scale_and_bias()
    values = np.asarray(model.get_leaf_values(), dtype=float) * scale
    weights = np.asarray(model.get_leaf_weights(), dtype=float)
    most = max(map(len, questions))
    effects = np.zeros((len(values), most))
    columns = np.zeros((len(questions), most), dtype=np.intp)
    depths = np.array([len(asked) for asked in questions])
    for depth in np.unique(depths).tolist():
        trees = np.flatnonzero(depths == depth)
        leaves = first_leaves[trees][:, None] + np.arange(2**depth)
        effects[leaves, :depth] = compute_leaf_effects(values[leaves], weights[leaves])
        columns[trees, :depth] = [questions[tree] for tree in trees]
    # A tree's mean is the value of any of its leaves less the effects there.
    average = float(bias + (values[first_leaves] - effects[first_leaves].sum(axis=1)).sum())
    return EffectTable(effects, columns, first_leaves, average)
