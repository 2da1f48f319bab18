"""Splits rows so that no person and no client stands on two sides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.scorer.training.transformer.refusal import TrainingRefusedError
from services.scorer.training.transformer.rows import Row

_TRIES = 300
_LEAST_CLIENTS = 5


@dataclass(frozen=True)
class Split:
    """Places of rows.

    Attributes:
        train: what is learned from.
        validation: what stops the training, calibrates and chooses the band.
        test: what is reported, and used for nothing else.
        dropped: rows of people who stand in a later part with another client.
        by: what no two parts share.
    """

    train: list[int]
    validation: list[int]
    test: list[int]
    dropped: int
    by: str


def split_rows(rows: Sequence[Row], seed: int, share: float = 0.2) -> Split:
    """Split rows by client, and take people out of the earlier part where they stand in two.

    With fewer than five clients the rows are split by person alone, which says less about a new client.

    Args:
        rows: all rows.
        seed: of the choice.
        share: of the rows in validation and in test, each; clients are whole, so it is met about, as is the
            share of the confirmed in each part: what validation calibrates is to hold elsewhere.

    Raises:
        TrainingRefusedError: no split has both outcomes in every part.
    """
    if len({row.confirmed for row in rows}) < 2:
        raise TrainingRefusedError(f"all {len(rows)} rows say the same outcome: training needs both outcomes")
    by = "person and client" if len({row.client for row in rows}) >= _LEAST_CLIENTS else "person"
    groups = [row.client if by != "person" else row.person for row in rows]
    generator = np.random.default_rng(seed)
    names = sorted(set(groups))
    best: tuple[float, Split] | None = None
    for _ in range(_TRIES if by != "person" else 20):
        split = _cut(rows, groups, [names[place] for place in generator.permutation(len(names))], share, by)
        if all(_has_both(rows, part) for part in (split.train, split.validation, split.test)):
            miss = _miss(rows, split, share)
            if best is None or miss < best[0]:
                best = miss, split
    if best is None:
        raise TrainingRefusedError(
            f"{len(rows)} rows of {len(names)} groups can't be split so that every part has both outcomes: "
            "give more rows, or rows of more clients"
        )
    return best[1]


def _miss(rows: Sequence[Row], split: Split, share: float) -> float:
    """How far the parts are from the sizes and the share of confirmed rows that they should have."""
    parts = (split.validation, split.test)
    sizes = sum(abs(len(part) / len(rows) - share) for part in parts)
    return sizes + sum(abs(_share_confirmed(rows, part) - _share_confirmed(rows)) for part in parts)


def _share_confirmed(rows: Sequence[Row], part: Sequence[int] | None = None) -> float:
    places = range(len(rows)) if part is None else part
    return sum(rows[place].confirmed for place in places) / len(places)


def _has_both(rows: Sequence[Row], part: Sequence[int]) -> bool:
    return len({rows[place].confirmed for place in part}) == 2


def _cut(rows: Sequence[Row], groups: Sequence[str], order: Sequence[str], share: float, by: str) -> Split:
    """Fill test, then validation, with whole groups in this order; the rest is for training."""
    places: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        places.setdefault(group, []).append(place)
    parts: list[list[int]] = [[], [], []]
    wanted = [share * len(rows), share * len(rows), len(rows)]
    part = 0
    for group in order:
        parts[part] += places[group]
        if len(parts[part]) >= wanted[part]:
            part += 1
    test, validation, train = parts
    known = {rows[place].person for place in test}
    kept_validation = [place for place in validation if rows[place].person not in known]
    known |= {rows[place].person for place in kept_validation}
    kept_train = [place for place in train if rows[place].person not in known]
    dropped = len(rows) - len(test) - len(kept_validation) - len(kept_train)
    return Split(sorted(kept_train), sorted(kept_validation), sorted(test), dropped, by)
