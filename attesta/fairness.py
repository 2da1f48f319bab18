"""`attesta fairness`: whether groups of people are selected at like rates."""

from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

from attesta.files import is_same_file
from attesta.group_rates import Comparison, compare_groups
from attesta.group_table import read_table, write_comparisons
from attesta.home import fail
from shared.errors import InvalidInput

SourceOption = Annotated[
    Path, typer.Option("--in", help="CSV with a header, UTF-8; a row for each person.", dir_okay=False)
]
ByOption = Annotated[
    list[str], typer.Option("--by", metavar="COLUMN", help="The groups; give it again for more columns.")
]
OutcomeOption = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="Whether the person was selected: 1 or 0, yes or no, да or нет."),
]
ProbabilityOption = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="A score in place of the outcome.")
]
ThresholdOption = Annotated[
    float | None,
    typer.Option(help="From which score on a person counts as selected. Default: above the median."),
]
LeastOption = Annotated[
    int, typer.Option(min=1, help="Groups of fewer people are marked: their rates are chance.")
]
SeedOption = Annotated[int, typer.Option(help="Of the bootstrap.")]
FiguresOption = Annotated[Path | None, typer.Option("--out", help="Write the figures too: .json, else CSV.")]


def fairness(
    source: SourceOption,
    by: ByOption,
    outcome: OutcomeOption = None,
    probability: ProbabilityOption = None,
    threshold: ThresholdOption = None,
    least: LeastOption = 30,
    seed: SeedOption = 7,
    target: FiguresOption = None,
) -> None:
    """Compare how often groups are selected: selection rates, impact ratios and their 95 % intervals.

    The impact ratio is a group's rate over that of the group selected most, as in the four-fifths rule of the
    EEOC and in New York's Local Law 144. Several columns are compared one by one and crossed. Only sums over
    groups are shown. People without an outcome are left out and counted.
    """
    if (outcome is None) == (probability is None):
        fail("Give either --outcome or --probability.")
    if outcome is not None and threshold is not None:
        fail("--threshold belongs to --probability.")
    if threshold is not None and not isfinite(threshold):
        fail("--threshold must be a number.")
    if target is not None and is_same_file(str(source), str(target)):
        fail(f"--in and --out are both {source}; name another file for the figures.")
    try:
        table = read_table(source, by, outcome, probability, threshold)
    except InvalidInput as error:
        fail(f"{source}: {error.problem.message}")
    except OSError as error:
        fail(f"{source}: {error.strerror}.")
    comparisons = [compare_groups(name, people, least, seed) for name, people in table.list_groupings()]
    print(f"{table.people} people, {table.left_out} without an outcome left out; selected: {table.rule}")
    for comparison in comparisons:
        print(f"\n{show_comparison(comparison, least)}")
    if target is not None:
        try:
            write_comparisons(target, comparisons)
        except OSError as error:
            fail(f"{target}: {error.strerror}.")


def show_comparison(comparison: Comparison, least: int) -> str:
    """A comparison as a table for the screen."""
    width = max(len(comparison.by), *(len(group.name) for group in comparison.groups))
    head = f"{comparison.by:<{width}}  {'people':>7} {'selected':>8}  {'rate':<19}  {'impact ratio':<19}"
    lines = [head.rstrip()]
    for group in comparison.groups:
        marks = [mark for mark, holds in (("reference", group.is_reference), (group.verdict, True)) if holds]
        if group.people < least:
            marks.append(f"fewer than {least} people")
        rate, ratio = _show_interval(group.rate), _show_interval(group.impact_ratio)
        lines.append(
            f"{group.name:<{width}}  {group.people:>7} {group.selected:>8}  {rate:<19}  {ratio:<19}  "
            f"{', '.join(filter(None, marks))}".rstrip()
        )
    return "\n".join(lines)


def _show_interval(interval: tuple[float, float, float] | None) -> str:
    return "—" if interval is None else "{:.3f} ({:.3f}–{:.3f})".format(*interval)
