"""The model card: what the model is, what it was trained on, what it is worth, what it is not for."""

import re
from collections.abc import Mapping
from pathlib import Path

from services.scorer.checkpoint.description import Description
from services.scorer.training.transformer.report import Group, Interval, Report
from services.scorer.training.transformer.split import Split

_TEMPLATE = """\
# Model card: {model} {version}

**Use.** Ranking, and support of a person's decision, never rejection. A person decides.

| | |
|---|---|
| base model | {base} |
| kind | {kind}, head {head}, pooling {pooling} |
| prompt | {prompt}, at most {max_length} tokens |
| calibration | {calibration}, fitted on validation |
| says nothing between | {band} (chosen on validation: silence costs a quarter of an error) |
| learned with | {learned_with} |
| trained by | `{command}` |

## Data

`{data}`, sha256 {data_hash}

{rows} rows of {people} people and {clients} clients, split by {by}: {train} to train, {validation} to
validate, {test} to test; {dropped} rows were left out because their person stands in another part too. A
random split would leak: the same people stand in neighbouring rows.

## Test: {split_words} not seen in training

{test_rows} rows, {confirmed} confirmed ({share:.1%}). Intervals: 95 %, bootstrap over people.

| figure | value |
|---|---|
{figures}

{meaning}

F1 counts a resume as confirmed from {threshold:.3f} on, chosen on validation. {abstained:.0%} of the test
rows fall into the band where the model says nothing; the figures above count them all. `reliability.png`
shows what was said against what came true; `report.json` holds everything.

### By client

{by_client}

### By claimed grade

{by_grade}

## Limits

- The figures hold for people and clients like those of the rows; no others were looked at.
- An interview says whether a person was taken for a vacancy; that is not quite a grade confirmed.
- {person_limit}
- The published models of this kind reach a ROC-AUC of 0.51 to 0.61 on their data: this is a hard task. Be
  wary of much more: look for the same people on both sides first.
"""
_COIN = 0.5
_PERSON_LIMITS: Mapping[str, str] = {
    "attesta-1": "Name, sex, age and city are not in the prompt; traits that go with them remain, such as "
    "the endings of Russian verbs or the length of experience.",
    "fic": "AGE AND CITY ARE PART OF THIS PROMPT. It is for checkpoints trained on it, not for new ones.",
}


def write_card(
    out: Path, description: Description, split: Split, report: Report, facts: Mapping[str, object]
) -> None:
    """Write MODEL_CARD.md.

    Args:
        out: folder of the checkpoint.
        description: what the checkpoint is.
        split: of the rows.
        report: figures of the test part.
        facts: `rows`, `people`, `clients`, `data`, `data_hash`, `command`, `learned_with`, `threshold`.
    """
    band = description.abstain
    base = description.base
    text = _TEMPLATE.format(
        **facts,
        **description.model_dump(
            include={"model", "version", "kind", "head", "pooling", "prompt", "max_length"}
        ),
        base=f"{base.id}{f' at {base.revision}' if base.revision else ''}",
        calibration=description.calibration.kind,
        band=f"{band.low:.3f} and {band.high:.3f}" if band else "nowhere",
        by=split.by,
        split_words="people and clients" if "client" in split.by else "people",
        train=len(split.train),
        validation=len(split.validation),
        test=len(split.test),
        dropped=split.dropped,
        test_rows=report.rows,
        confirmed=report.confirmed,
        share=report.confirmed / report.rows,
        meaning=explain(report.figures["ROC-AUC"]),
        figures="\n".join(f"| {name} | {_show(one)} |" for name, one in report.figures.items()),
        abstained=report.abstained,
        by_client=_list_groups(report.by_client),
        by_grade=_list_groups(report.by_grade),
        person_limit=_PERSON_LIMITS[description.prompt],
    )
    (out / "MODEL_CARD.md").write_text(text, encoding="utf-8")


def explain(auc: Interval) -> str:
    """What a ROC-AUC means for who uses the model."""
    words = (
        "What this means for use: of one confirmed and one not confirmed resume, the model puts the "
        f"confirmed one first {auc.value:.0%} of the time; a coin does {_COIN:.0%}. It orders resumes for a "
        "person who reads them; it is no ground to reject anybody."
    )
    if auc.low <= _COIN:
        words += " **The interval reaches down to a coin's: nothing shows that the model knows anything.**"
    return words


def _list_groups(groups: Mapping[str, Group]) -> str:
    lines = (
        f"| {_in_cell(name)} | {one.rows} | {one.confirmed} | {_show(one.roc_auc) if one.roc_auc else '-'} |"
        for name, one in groups.items()
    )
    return "\n".join(("| | rows | confirmed | ROC-AUC |", "|---|---|---|---|", *lines))


def _show(interval: Interval) -> str:
    return f"{interval.value:.3f} ({interval.low:.3f}–{interval.high:.3f})"


def _in_cell(name: str) -> str:
    """A name out of the rows, so that it can't break the table or bring markup into it."""
    return re.sub(r"([|<>`\\*_\[\]])", r"\\\1", " ".join(name.split()))
