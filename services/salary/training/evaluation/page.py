"""The page: an evaluation as Markdown."""

from collections.abc import Mapping, Sequence

from services.salary.training.evaluation.bootstrap import Difference
from services.salary.training.evaluation.figures import Figures
from services.salary.training.evaluation.result import OURS, Evaluation, SplitResult, TableRow

_HEAD = ("rows", "MAE, roubles", "MAE, %", "R2", "log R2", "in range", "width", "width at 80 %")


def write_page(evaluation: Evaluation) -> str:
    """The evaluation as Markdown."""
    parts = [
        "# Evaluation of the salary model",
        f"{evaluation.rows:,} vacancies of {evaluation.employers:,} employers until "
        f"{evaluation.last_month}; {evaluation.two_bounds_share:.0%} state two bounds. Seed "
        f"{evaluation.seed}. Every recipe is measured on the same rows.",
        _NOTES,
        *(_write_split(split) for split in evaluation.splits),
        "## What the error grows by when a fact is dealt out anew",
        format_table(
            "fact",
            ("MAE, roubles",),
            {row.facts: (f"{row.mae_rise_rub:+,.0f}",) for row in evaluation.importance},
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _write_split(split: SplitResult) -> str:
    ours = {kind: _take_ours(values) for kind, values in split.slices.items()}
    parts = [
        f"## Split {split.name}",
        ", ".join(f"{part} {rows:,} rows" for part, rows in split.part_rows.items()) + ".",
        "All rows:",
        format_figures("recipe", {row.name: row.all_rows for row in split.table}),
        "Each posting once:",
        format_figures("recipe", {row.name: row.postings_once for row in split.table}),
        "Rows with two bounds:",
        format_figures("recipe", {row.name: row.two_bounds for row in split.table}),
        "Rows with one bound:",
        _format_agreement(split.table),
        "MAE of ours less that of another, 95 % interval by employer:",
        _format_differences(split.differences),
        "The ten roles of the reference:",
        format_figures("recipe", split.ten_roles),
        *(
            part
            for kind, values in ours.items()
            for part in (f"Ours by {kind}:", format_figures(kind, values))
        ),
    ]
    return "\n\n".join(parts)


def _take_ours(values: Mapping[str, Mapping[str, Figures]]) -> dict[str, Figures]:
    return {value: figures[OURS] for value, figures in values.items()}


def format_table(first: str, head: Sequence[str], rows: Mapping[str, Sequence[str]]) -> str:
    """A Markdown table; its first column is the rows' names."""
    lines = [f"| {' | '.join((first, *head))} |", f"|---|{'--:|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join((name, *cells))} |" for name, cells in rows.items())])


def format_figures(first: str, rows: Mapping[str, Figures]) -> str:
    """A Markdown table of figures."""
    return format_table(first, _HEAD, {name: _list_cells(figures) for name, figures in rows.items()})


def _list_cells(figures: Figures) -> tuple[str, ...]:
    coverage = "-" if figures.coverage is None else f"{figures.coverage:.1%}"
    widths = (figures.median_width_rub, figures.width_at_coverage_rub)
    return (
        f"{figures.rows:,}",
        f"{figures.mae_rub:,.0f}",
        f"{figures.mae_percent:.1f}",
        f"{figures.r2:.3f}",
        f"{figures.log_r2:.3f}",
        coverage,
        *("-" if width is None else f"{width:,.0f}" for width in widths),
    )


def _format_agreement(table: Sequence[TableRow]) -> str:
    return format_table(
        "recipe",
        ("rows", "agree", "lower alone", "not below it", "upper alone", "not above it"),
        {
            row.name: (
                f"{row.agreement.rows:,}",
                f"{row.agreement.share:.1%}",
                f"{row.agreement.lower_rows:,}",
                f"{row.agreement.lower_share:.1%}",
                f"{row.agreement.upper_rows:,}",
                f"{row.agreement.upper_share:.1%}",
            )
            for row in table
        },
    )


def _format_differences(differences: Sequence[Difference]) -> str:
    return format_table(
        "other",
        ("roubles", "from", "to", "%"),
        {
            difference.other: (
                f"{difference.mae_rub:+,.0f}",
                f"{difference.low_rub:+,.0f}",
                f"{difference.high_rub:+,.0f}",
                f"{difference.percent:+.1f}",
            )
            for difference in differences
        },
    )


_NOTES = """Pay is the middle of the bounds, net roubles a month. "In range" is the share of rows whose pay
lies in the range that promises 80 %: for the reference's recipe its two predicted bounds, "calibrated" moved
apart by one conformal factor. "Width at 80 %" is the median width after one factor made each range hold 80 %
of these very rows, so that ranges can be compared. "Each posting once" leaves out the copies of a vacancy
that an employer posts for many cities: they are right or wrong together. The ten roles are our reading of the
reference's: analyst, data or BI analyst, system or business analyst, product manager, project manager,
designer, tester, system administrator, support, technical writer; by the site's role, else by the title,
without programmers."""
