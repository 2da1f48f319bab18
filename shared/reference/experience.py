"""How long somebody has worked, counted as hh.ru counts it."""

from collections.abc import Iterable
from datetime import date

from shared.contracts.resume import Experience, Resume

MOST_MONTHS = 600
"""Nobody works for more than 50 years; a length beyond it is misread."""

_FIRST_MONTH = 1950 * 12


def month_number(partial_date: str) -> int:
    """Months since year 0 of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a year alone is its middle."""
    parts = partial_date.split("-")
    return int(parts[0]) * 12 + (int(parts[1]) - 1 if len(parts) > 1 else 6)


def month_of(day: date) -> int:
    """The month of a day or a time, in months since year 0."""
    return day.year * 12 + day.month - 1


def job_months(job: Experience, as_of: date) -> tuple[int, int] | None:
    """First month and the month after the last of one job; None where that can't be told.

    A job with neither an end nor 'to the present' has an unknown end and counts as one month. An end in the
    future counts to `as_of`. A start that is unknown, in the future, before 1950 or after the end, and a
    job of more than `MOST_MONTHS`, tell nothing.
    """
    if job.start is None:
        return None
    now = month_of(as_of)
    first = month_number(job.start)
    if len(job.start) == 4 and int(job.start) == as_of.year:
        first = min(first, now)  # the middle of this year may lie ahead
    if job.end is not None:
        last = month_number(job.end)
        if job.end[:4] == job.start[:4] and 4 in (len(job.start), len(job.end)):
            last = max(first, last)  # "2020" to "2020-03": the middle of a year is no month
    else:
        last = now if job.current else first
    last = min(last, now)
    is_possible = _FIRST_MONTH <= first <= last and last - first < MOST_MONTHS
    return (first, last + 1) if is_possible else None


def worked_months(jobs: Iterable[Experience], as_of: date) -> int:
    """Length in months of the union of all jobs, both end months counted."""
    total, covered_to = 0, 0
    for first, after in sorted(span for job in jobs if (span := job_months(job, as_of))):
        total += max(0, after - max(first, covered_to))
        covered_to = max(covered_to, after)
    return total


def total_experience_months(resume: Resume, as_of: date) -> int | None:
    """The total that the resume states, else the one that its jobs add up to, else None.

    Never more than `MOST_MONTHS`: a stated total beyond it is not believed.
    """
    stated = resume.total_experience_months
    if stated is not None and stated <= MOST_MONTHS:
        return stated
    return min(MOST_MONTHS, worked_months(resume.experience, as_of)) or None


def kept_experience_months(resume: Resume, kept: Iterable[Experience], as_of: date) -> float | None:
    """The total, cut by the share of the dated time that the jobs left out of `kept` take.

    Args:
        resume: any resume.
        kept: those of its jobs that count.
        as_of: the month that 'to the present' means.
    """
    total = total_experience_months(resume, as_of)
    dated = worked_months(resume.experience, as_of)
    if total is None or not dated:
        return total
    return total * worked_months(kept, as_of) / dated
