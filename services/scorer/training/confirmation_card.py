"""The section of the model card on the confirmation: every figure in it comes from the run that wrote it."""

from services.scorer.features.confirmation import FEATURES
from services.scorer.models import MOST_TEXT_LOGITS, ConfirmationModel
from services.scorer.training.confirmation import FLOORS, VACANCY_DIRECTIONS
from services.scorer.training.measure_confirmation import (
    BASE_RATE,
    BOOTSTRAPS,
    LEFT_OUT,
    MODEL,
    SPLITS,
    ConfirmationFigures,
    Standing,
)
from services.scorer.training.measures import Interval

CARD = "MODEL_CARD.md"
_HEAD = "## Confirmation\n"
_NEXT = "\n## Limits\n"

_TEXT = """
Ridge logistic regression, no weight below zero, an unknown feature neutral, over
{features}; on top of it
the words: {directions} directions (latent semantic analysis of vacancies, no outcome used) of what the resume
tells of the work in sentences, and {vacancy_directions} of the vacancy's text. The list of skills is left out
of the words, so that naming more of them can't hurt; the words of a resume and those of a vacancy move the
logit by at most {most} each.
Outcomes: {rows}.

{measured}

Weights, in logits per standard deviation (of `support`: per 1.5 of the logarithm):
{weights}.

The weights of `support` (the logarithm of how likely the estimate holds the claimed grade: 0 without a
doubt) and `coverage` (skills of the vacancy that the resume names) are kept at or above floors chosen by
hand ({floors}): everybody in the set had been chosen for the interview, so the
set can't show what a hopeless claim or a missing skill does. Where no grade is claimed or no vacancy
described, these features are neutral.
"""

_MEASURED = """{splits} splits, each leaves {left_out:.0%} of the {vacancies} vacancies out; mean ± standard
deviation over the splits:

| | ROC-AUC | within a vacancy | Brier score | calibration slope |
|---|---|---|---|---|
{standings}

Each person by the mean of their held-out predictions; 95 % intervals, {bootstraps} bootstraps over people,
the lead of this model paired:

| | ROC-AUC | lead | within a vacancy | lead |
|---|---|---|---|---|
{pooled}

Within a vacancy is what counts: it compares those whom one employer saw for one place. A slope of 1 is
calibrated, below 1 too bold."""

_UNMEASURED = "Too few vacancies to leave some out: nothing is known of how right this model is."


def describe_confirmation(
    model: ConfirmationModel, counts: tuple[int, int, int], figures: ConfirmationFigures | None
) -> str:
    """The section's text.

    Args:
        model: the fitted model.
        counts: interviews, vacancies, how many were confirmed.
        figures: None where there were too few vacancies.
    """
    interviews, vacancies, confirmed = counts
    rows = (
        f"{interviews} real interviews for {vacancies} vacancies, "
        f"{confirmed} confirmed (base rate {confirmed / interviews:.3f})"
    )
    text = _TEXT.format(
        features=", ".join(FEATURES),
        directions=len(model.resume.weights),
        vacancy_directions=VACANCY_DIRECTIONS,
        most=MOST_TEXT_LOGITS,
        rows=rows,
        measured=_UNMEASURED if figures is None else _describe_figures(figures),
        weights=", ".join(f"{n} {w:.2f}" for n, w in zip(FEATURES, model.weights, strict=True)),
        floors=", ".join(f"{name} {floor}" for name, floor in FLOORS.items()),
    )
    return f"{_HEAD}{text}"


def replace_section(card: str, section: str) -> str:
    """A card with this section in the place of the one that it has.

    Raises:
        ValueError: the card has no such section.
    """
    before, head, rest = card.partition(_HEAD)
    _, following, after = rest.partition(_NEXT)
    if not head or not following:
        raise ValueError("the card has no section on the confirmation")
    return f"{before}{section}{following}{after}"


def _describe_figures(figures: ConfirmationFigures) -> str:
    measured = {name: one for name, one in figures.standings.items() if name != BASE_RATE}
    base = figures.standings[BASE_RATE]
    lines = [
        f"| {_name(name)} | {_spread(one.auc)} | {_spread(one.within)} | {one.brier:.4f} | {one.slope:.2f} |"
        for name, one in measured.items()
    ]
    lines.append(f"| {BASE_RATE} | 0.5 | 0.5 | {base.brier:.4f} | |")
    return _MEASURED.format(
        splits=SPLITS,
        left_out=LEFT_OUT,
        vacancies=figures.vacancies,
        standings="\n".join(lines),
        bootstraps=BOOTSTRAPS,
        pooled="\n".join(_describe_pooled(name, one) for name, one in measured.items()),
    )


def _describe_pooled(name: str, standing: Standing) -> str:
    leads = ("", "") if name == MODEL else (show(standing.lead), show(standing.lead_within))
    auc, within = show(standing.auc_all), show(standing.within_all)
    return f"| {_name(name)} | {auc} | {leads[0]} | {within} | {leads[1]} |"


def _name(recipe: str) -> str:
    return "this model" if recipe == MODEL else recipe


def _spread(pair: tuple[float, float]) -> str:
    return f"{pair[0]:.3f} ± {pair[1]:.3f}"


def show(interval: Interval) -> str:
    """An estimate with its interval."""
    value, low, high = interval
    return f"{value:.3f} ({low:.3f}–{high:.3f})"
