"""What somebody has worked on and for how long, counted the same whatever the order of the document."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shared.contracts.resume import Experience, Resume
from shared.reference.experience import job_months, month_number, total_experience_months, worked_months
from shared.reference.text import fold

MAX_JOBS = 100
"""Of one resume: the latest are read."""

MAX_MONTHS = 600
"""Nobody has worked for longer; a resume that says so is misread."""


@dataclass(frozen=True)
class History:
    """A resume and its jobs.

    Attributes:
        resume: as it was read.
        jobs: latest first, each once.
        relevant: those of `jobs` that are in IT, latest first.
        months: of work in IT; None where the resume tells nothing of it.
        reading_month: the month number that "to the present" means.
    """

    resume: Resume
    jobs: tuple[Experience, ...]
    relevant: tuple[Experience, ...]
    months: float | None
    reading_month: int


def read_history(resume: Resume, model_as_of: date, is_relevant: Callable[[str], bool]) -> History:
    """Read the jobs of a resume.

    Args:
        resume: any resume.
        model_as_of: what "to the present" means where the resume does not say when it was updated.
        is_relevant: tells whether the text of a job is one of IT.
    """
    as_of = read_date(resume, model_as_of)
    jobs = order_jobs(resume.experience, as_of)[:MAX_JOBS]
    relevant = tuple(job for job in jobs if is_relevant(job_text(job)))
    months = relevant_months(resume, jobs, relevant, as_of)
    return History(resume, jobs, relevant, months, as_of.year * 12 + as_of.month)


def read_date(resume: Resume, model_as_of: date) -> date:
    """The day on which the resume was true: its update, else the model's date."""
    if resume.updated_at is None:
        return model_as_of
    month = max(12, month_number(resume.updated_at))
    return date(month // 12, month % 12 + 1, 1)


def order_jobs(jobs: tuple[Experience, ...], as_of: date) -> tuple[Experience, ...]:
    """The jobs, latest first, a block that stands twice only once; undated ones last."""
    distinct = {job_key(job): job for job in reversed(jobs)}
    dated = [(job_months(job, as_of) or (0, 0), key, job) for key, job in distinct.items()]
    dated.sort(key=lambda item: (-item[0][1], -item[0][0], item[1]))
    return tuple(job for _, _, job in dated)


def job_key(job: Experience) -> tuple[str, ...]:
    """What two copies of one job have in common."""
    return tuple(
        fold(part or "") for part in (job.company, job.position, job.start, job.end, job.description)
    )


def job_text(job: Experience) -> str:
    """What a job's work is told in."""
    return f"{job.position or ''}. {job.description or ''}"


def relevant_months(
    resume: Resume, jobs: tuple[Experience, ...], relevant: tuple[Experience, ...], as_of: date
) -> float | None:
    """Months of work in IT: the total, cut by the share that jobs outside IT take of the dated time."""
    total = total_experience_months(resume, as_of)
    if total is None:
        return None
    dated = worked_months(jobs, as_of)
    share = worked_months(relevant, as_of) / dated if dated else 1.0
    return min(MAX_MONTHS, total) * share
