"""How often each group is selected against the group selected most, with bootstrap intervals."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

FOUR_FIFTHS = 0.8
NOT_STATED = "(not stated)"
_DRAWS = 2_000
_WIDTH = 10.0
"""Standard deviations around the mean within which a drawn count lies for all purposes."""

Interval = tuple[float, float, float]
"""The estimate, its 2.5 % and its 97.5 %."""


@dataclass(frozen=True)
class Group:
    """One group of a comparison; the impact ratio is None where nobody is selected anywhere."""

    name: str
    people: int
    selected: int
    rate: Interval
    impact_ratio: Interval | None
    is_reference: bool

    @property
    def verdict(self) -> str:
        """What the four-fifths rule says, and whether chance may have done it."""
        if self.impact_ratio is None or self.impact_ratio[0] >= FOUR_FIFTHS:
            return ""
        return "below four fifths" + ("" if self.impact_ratio[2] < FOUR_FIFTHS else ", maybe by chance")


@dataclass(frozen=True)
class Comparison:
    """The groups of one column, the one selected most first."""

    by: str
    groups: tuple[Group, ...]


def compare_groups(by: str, people: Sequence[tuple[str, bool]], least: int, seed: int) -> Comparison:
    """Compare groups: selection rates, and impact ratios against the group of the highest rate.

    A group of fewer than `least` people, or of those whose group is not stated, is the reference only where
    there is no other.

    Args:
        by: name of the column.
        people: group of each person, and whether the person was selected.
        least: people that a group needs to be a reference.
        seed: of the bootstrap.
    """
    sizes = Counter(name for name, _ in people)
    chosen = Counter(name for name, is_selected in people if is_selected)
    rates = {name: chosen[name] / size for name, size in sizes.items()}
    order = sorted(sizes, key=lambda name: (-rates[name], name))
    fit = [name for name in order if sizes[name] >= least and name != NOT_STATED]
    reference = (fit or order)[0]
    random = Random(seed)  # noqa: S311 - a bootstrap, no secret
    drawn = {name: draw_rates(chosen[name], sizes[name], random) for name in sorted(sizes)}
    groups = [
        Group(
            name=name,
            people=sizes[name],
            selected=chosen[name],
            rate=_interval(rates[name], drawn[name]),
            impact_ratio=_divide(rates, drawn, name, reference),
            is_reference=name == reference,
        )
        for name in order
    ]
    return Comparison(by, tuple(groups))


def draw_rates(selected: int, people: int, random: Random) -> list[float]:
    """Selection rates of bootstrap draws: so many people drawn anew are selected by a binomial law.

    Example:
        >>> set(draw_rates(5, 5, Random(1)))
        {1.0}
    """
    share = selected / people
    if share in (0.0, 1.0):
        return [share] * _DRAWS
    spread = _WIDTH * math.sqrt(people * share * (1 - share)) + 1
    counts = range(max(0, int(selected - spread)), min(people, int(selected + spread)) + 1)
    weights = [math.exp(_log_binomial(people, count, share)) for count in counts]
    return [count / people for count in random.choices(counts, weights, k=_DRAWS)]


def _log_binomial(people: int, count: int, share: float) -> float:
    ways = math.lgamma(people + 1) - math.lgamma(count + 1) - math.lgamma(people - count + 1)
    return ways + count * math.log(share) + (people - count) * math.log(1 - share)


def _divide(
    rates: dict[str, float], drawn: dict[str, list[float]], name: str, reference: str
) -> Interval | None:
    """The impact ratio of one group; draws in which nobody of the reference is selected left out."""
    if not rates[reference]:
        return None
    if name == reference:
        return (1.0, 1.0, 1.0)
    pairs = zip(drawn[name], drawn[reference], strict=True)
    return _interval(rates[name] / rates[reference], [own / best for own, best in pairs if best])


def _interval(estimate: float, draws: Sequence[float]) -> Interval:
    ordered = sorted(draws)
    last = len(ordered) - 1
    return estimate, ordered[round(0.025 * last)], ordered[round(0.975 * last)]
