"""What speaks for and against a claimed grade, as numbers that a recruiter would accept."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, log1p

import numpy as np
import numpy.typing as npt

from services.scorer.features.demand import Demand, find_resume_skills, find_skills
from services.scorer.features.history import History, job_text
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience
from shared.reference.experience import month_number
from shared.reference.grades import ORDER, stated_grade

FEATURES = ("experience", "first_years", "jobs", "held", "support", "coverage", "recent")
_FIRST_YEARS = 5
_RECENT_MONTHS = 36
_MOST_JOBS = 8
_MIDDLE = ORDER.index(Grade.MIDDLE)
_LEAST_DEMANDED_SKILLS = 3
_LEAST_SUPPORT = 0.02


@dataclass(frozen=True)
class Confirmation:
    """What the confirmation model reads, and what it was counted from.

    Attributes:
        values: one per entry of `FEATURES`; NaN where the resume or the target says nothing: neutral.
        demanded: canonical skills that the vacancy asks for.
        covered: those of them that the resume names.
        highest: the job whose title states the highest grade.
    """

    values: npt.NDArray[np.float64]
    demanded: tuple[str, ...]
    covered: tuple[str, ...]
    highest: Experience | None


def read_confirmation(
    history: History,
    demand: Demand | None,
    probabilities: npt.NDArray[np.float64],
    claim: Grade | None,
    known_skills: Mapping[str, str],
) -> Confirmation:
    """Read the features of one claim.

    Args:
        history: the resume and its jobs.
        demand: what the vacancy asks for, if one is described.
        probabilities: shape (6,), of the estimated grade.
        claim: the claimed grade, if any.
        known_skills: as `find_skills` takes them.
    """
    demanded = demand.skills if demand and len(demand.skills) >= _LEAST_DEMANDED_SKILLS else ()
    told = [job_text(job) for job in history.jobs]
    named = find_resume_skills(history.resume, told, known_skills) if demanded else {}
    recent = find_skills(recent_text(history), known_skills) if demanded else {}
    highest = highest_job(history)
    held = stated_grade(highest.position) if highest else None
    values = {
        "experience": None if history.months is None else log1p(history.months / 12),
        # The first years tell much more than the later ones.
        "first_years": None if history.months is None else log1p(min(_FIRST_YEARS, history.months / 12)),
        "jobs": log1p(min(_MOST_JOBS, len(history.relevant))),
        "held": max(0, ORDER.index(held) - _MIDDLE) if held else 0,
        "support": None if claim is None else log_support(probabilities, claim),
        "coverage": share_covered(demanded, named),
        "recent": share_covered(demanded, recent),
    }
    numbers = [values[name] for name in FEATURES]
    return Confirmation(
        values=np.array([np.nan if number is None else number for number in numbers], dtype=np.float64),
        demanded=demanded,
        covered=tuple(skill for skill in demanded if skill in named),
        highest=highest,
    )


def claim_support(probabilities: npt.NDArray[np.float64], claim: Grade) -> float:
    """How likely the estimate holds the claimed grade or a higher one."""
    return float(probabilities[ORDER.index(claim) :].sum())


def log_support(probabilities: npt.NDArray[np.float64], claim: Grade) -> float:
    """The logarithm of `claim_support`: 0 for a claim without a doubt, kept from the infinite below."""
    return log(max(_LEAST_SUPPORT, claim_support(probabilities, claim)))


def share_covered(demanded: tuple[str, ...], named: Mapping[str, None]) -> float | None:
    """The share of the demanded skills that are named, drawn a little to one half; None without a demand."""
    if not demanded:
        return None
    return (sum(skill in named for skill in demanded) + 1) / (len(demanded) + 2)


def recent_text(history: History) -> str:
    """What is told of the work of the last three years."""
    since = history.reading_month - _RECENT_MONTHS
    recent = [job for job in history.jobs if job.current or (job.end and month_number(job.end) >= since)]
    return "\n".join(map(job_text, recent))


def highest_job(history: History) -> Experience | None:
    """The job in IT whose title states the highest grade, the latest of equals; None if none does."""
    graded = [(grade, job) for job in history.relevant if (grade := stated_grade(job.position))]
    return max(graded, key=lambda pair: ORDER.index(pair[0]))[1] if graded else None
