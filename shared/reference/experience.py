"""How long somebody has worked, counted as hh.ru counts it."""

from collections.abc import Iterable
from datetime import date

from shared.contracts.resume import Experience, Resume


def month_number(partial_date: str) -> int:
    """Months since year 0 of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a year alone is its middle."""
    parts = partial_date.split("-")
    return int(parts[0]) * 12 + (int(parts[1]) - 1 if len(parts) > 1 else 6)


def job_months(job: Experience, as_of: date) -> tuple[int, int] | None:
    """First month and the month after the last of one job; None where no start is known.

    A job with neither an end nor 'to the present' has an unknown end and counts as one month.
    """
    if job.start is None:
        return None
    first = month_number(job.start)
    if job.end is not None:
        last = month_number(job.end)
    else:
        last = as_of.year * 12 + as_of.month - 1 if job.current else first
    return first, max(first, last) + 1


def worked_months(jobs: Iterable[Experience], as_of: date) -> int:
    """Length in months of the union of all jobs, both end months counted."""
    total, covered_to = 0, 0
    for first, after in sorted(span for job in jobs if (span := job_months(job, as_of))):
        total += max(0, after - max(first, covered_to))
        covered_to = max(covered_to, after)
    return total


def total_experience_months(resume: Resume, as_of: date) -> int | None:
    """The total that the resume states, else the one that its jobs add up to, else None."""
    if resume.total_experience_months is not None:
        return resume.total_experience_months
    return worked_months(resume.experience, as_of) or None
