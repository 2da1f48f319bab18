"""The estimated grade of a person: the model's word, bounded by what experience allows."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from services.scorer.features.history import History
from services.scorer.features.profile import UNDATED_MONTHS
from services.scorer.models import Encoding, Floats, GradeModel
from shared.contracts.grade import Grade
from shared.reference.grades import ORDER, stated_grade

# Months of work in IT from which a grade is as likely as the model says; below, less so in proportion. Chosen
# by hand: vacancies are few where both the grade is high and no experience is asked for, so the model's tail
# there is made of chance words. In proportion, so that one month more never makes a jump.
FULL_MONTHS: Mapping[Grade, float] = MappingProxyType({Grade.LEAD: 24.0, Grade.CHIEF: 60.0})

# What is left of a head's probability where no job title states a lead or a head: words of a text alone
# ("руководства пользователя") make nobody one. Chosen by hand.
UNTITLED_HEAD_SHARE = 0.1


def estimate_grades(model: GradeModel, encoding: Encoding, history: History) -> Floats:
    """Probabilities of the six grades in ascending order, sum 1; leads and heads need a time in IT."""
    held = {stated_grade(job.position) for job in history.relevant}
    has_led = bool(held & {Grade.LEAD, Grade.CHIEF})
    return bound_grades(model.probabilities(encoding), history.months, has_led)


def bound_grades(probabilities: Floats, months: float | None, has_led: bool) -> Floats:
    """Scale the highest grades down where the time in IT is short; unknown time makes nobody a head.

    Args:
        probabilities: shape (6,), sum 1.
        months: of work in IT, None where unknown.
        has_led: whether a job title states a lead or a head.
    """
    full = [FULL_MONTHS.get(grade, 0.0) for grade in ORDER]
    reached = UNDATED_MONTHS if months is None else months
    shares = np.array([min(1.0, reached / least) if least else 1.0 for least in full])
    if months is None:
        shares[ORDER.index(Grade.CHIEF)] = 0.0
    elif not has_led:
        shares[ORDER.index(Grade.CHIEF)] *= UNTITLED_HEAD_SHARE
    bounded = probabilities * shares
    return np.asarray(bounded / bounded.sum())
