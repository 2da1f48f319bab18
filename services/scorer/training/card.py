"""Writes the model card: every figure in it comes from the run that wrote it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.scorer.estimate import FULL_MONTHS, UNTITLED_HEAD_SHARE
from services.scorer.features.profile import UNDATED_MONTHS
from services.scorer.models import Floats
from services.scorer.training.evaluate import BOOTSTRAPS, REPEATS, ConfirmationFigures, GradeFigures, Interval
from services.scorer.training.fit import FLOORS
from shared.contracts.grade import Grade
from shared.reference.grades import ORDER

_YEARS = ((0, 1), (1, 3), (3, 6), (6, 10), (10, 15), (15, 50))

_TEXT = """# Model card: grade-logistic (engine `builtin`)

**Use.** Ranking, and support of a person's decision, never rejection. A person decides; the reasons show what
the score rests on. Written by the training run:

```
python -m services.scorer.training.train_builtin \\
  --data ../shared/data --out services/scorer/model --seed {seed}
```

## Grade

Multinomial logistic regression over title words, skills, words of the text and experience. Labels are the
grades that {rows:,} vacancies of IT state in their titles ({first} to {last}; the four sources that hold
other roles are left out). Words that state a grade are removed from every text. Words of a vacancy's text are
kept only if at least three resumes use them too. Weights of experience are ordered so that more of it always
moves the whole distribution up. Rows: {grades}.

Bounds chosen by hand stand on top, for people only, and are not in the cross-validation below:
with less than {lead_months:.0f} months in IT a lead, with less than {chief_months:.0f} a head gets
less in proportion, down to nothing without experience. A resume that lists no work has no experience;
jobs without dates that can be true count as {undated_months:.0f} months, and nobody is a head by them.
Where no job title states a lead or a head, a head keeps {head_share} of its probability.
The weight of unknown experience serves vacancies only.

Cross-validation by employer (five folds; the rival's folds are the same; intervals: 95 %, bootstrap over
employers):

| | macro-F1 | log-loss |
|---|---|---|
| this model | {f1_model} | {loss_model:.3f} |
| TF-IDF + logistic regression, same rows and fields | {f1_tfidf} | {loss_tfidf:.3f} |
| experience alone | {f1_experience} | {loss_experience:.3f} |

Temperature {temperature:.3f}, chosen on the same held-out predictions; expected calibration error after it
{calibration:.3f}.

What it says of the {people} interviewed people (it has not seen their grades: nobody knows them):

| years in IT | people | {grade_names} |
|---|---|{rules}|
{years}

## Confirmation

Ridge logistic regression, no weight below zero, an unknown feature neutral, over
{features}. Outcomes: {interviews} real interviews for
{vacancies} vacancies, {confirmed} confirmed (base rate {base:.3f}), up to January 2024.
Cross-validation that leaves whole vacancies out, {repeats} repeats, predictions averaged; intervals: 95 %,
{bootstraps} bootstraps over people:

| | this model | without the floors | TF-IDF + logistic regression | base rate |
|---|---|---|---|---|
| ROC-AUC | {auc_model} | {auc_free} | {auc_tfidf} | 0.5 |
| ROC-AUC within a vacancy | {within_model} | {within_free} | {within_tfidf} | 0.5 |
| Brier score | {brier_model:.4f} | {brier_free:.4f} | {brier_tfidf:.4f} | {brier_base:.4f} |

Calibration slope {slope:.2f} (1 is calibrated, below 1 too bold).

Weights, in logits per standard deviation:
{weights}.

The weights of `support` (how likely the estimate holds the claimed grade) and `coverage` (skills of the
vacancy that the resume names) are kept at or above floors chosen by hand ({floors}): everybody
in the set had been chosen for the interview, so the set can't show what a hopeless claim or a missing skill
does. Where no grade is claimed or no vacancy described, these features are neutral.

## Limits

- The interviews are few, of one kind of employer (banks, Java, analysts) and of people with experience: the
  probability orders people weakly and stays near the base rate. Differences below 0.1 mean nothing.
- An interview says whether a person was taken for a vacancy; that is not quite the same as a grade confirmed.
- Grades are learned from what vacancies call themselves. "Ведущий" counts as lead, as its word says, though
  in many firms it is nearer to senior. Trainees and heads are rare, and so least certain.
- The tie of experience to grade is that of vacancies: above eight years more experience changes nothing.
- Tells IT from other work by job titles where they are plain, else by words of vacancies; border trades
  (sales of IT, graphic design, projects outside software) may go wrong.
- Russian first; English resumes are read through their technical words.
- Name, sex, age, city, contacts, photo and employers are not read. Words are cut so that the endings of
  Russian verbs do not tell the sex; place names are kept out of the vocabularies. Traits that go with age,
  such as long experience, remain: experience is what a grade is made of.
"""


@dataclass(frozen=True)
class Check:
    """What the card shows beside the figures.

    Attributes:
        published: months of the vacancies, ascending.
        grades: labels of the vacancies.
        weights: of the confirmation features.
        months: of experience of the interviewed people.
        predicted: shape (people, 6), their estimated grades.
    """

    published: list[str]
    grades: list[int]
    weights: dict[str, float]
    months: list[float | None]
    predicted: Floats


def write_card(
    out: Path, grade: GradeFigures, confirmation: ConfirmationFigures, check: Check, seed: int
) -> None:
    """Write `MODEL_CARD.md` into the artefact's folder."""
    counts = Counter(check.grades)
    text = _TEXT.format(
        seed=seed,
        rows=grade.rows,
        first=check.published[0],
        last=check.published[-1],
        grades=", ".join(f"{name} {counts[rank]:,}" for rank, name in enumerate(ORDER)),
        **{f"f1_{name}": _show(interval) for name, interval in grade.macro_f1.items()},
        **{f"loss_{name}": loss for name, loss in grade.log_losses.items()},
        temperature=grade.temperature,
        lead_months=FULL_MONTHS[Grade.LEAD],
        chief_months=FULL_MONTHS[Grade.CHIEF],
        undated_months=UNDATED_MONTHS,
        head_share=UNTITLED_HEAD_SHARE,
        calibration=grade.calibration_error,
        people=len(check.months),
        grade_names=" | ".join(ORDER),
        rules="---|" * (len(ORDER) - 1) + "---",
        years=_list_years(check),
        features=", ".join(check.weights),
        interviews=confirmation.rows,
        vacancies=confirmation.vacancies,
        confirmed=confirmation.confirmed,
        base=confirmation.confirmed / confirmation.rows,
        floors=", ".join(f"{name} {floor}" for name, floor in FLOORS.items()),
        repeats=REPEATS,
        bootstraps=BOOTSTRAPS,
        **{f"auc_{name}": _show(interval) for name, interval in confirmation.auc.items()},
        **{f"within_{name}": _show(interval) for name, interval in confirmation.auc_within.items()},
        brier_model=confirmation.brier["model"],
        brier_free=confirmation.brier["free"],
        brier_tfidf=confirmation.brier["tfidf"],
        brier_base=confirmation.brier["base rate"],
        slope=confirmation.slope,
        weights=", ".join(f"{name} {weight:.2f}" for name, weight in check.weights.items()),
    )
    (out / "MODEL_CARD.md").write_text(text, encoding="utf-8")


def _show(interval: Interval) -> str:
    value, low, high = interval
    return f"{value:.3f} ({low:.3f}–{high:.3f})"


def _list_years(check: Check) -> str:
    months = np.array([np.nan if m is None else m for m in check.months])
    lines = []
    for low, high in _YEARS:
        here = (months >= low * 12) & (months < high * 12)
        if here.any():
            shares = " | ".join(f"{share:.2f}" for share in check.predicted[here].mean(axis=0))
            lines.append(f"| {low}–{high} | {int(here.sum())} | {shares} |")
    return "\n".join(lines)
