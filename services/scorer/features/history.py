"""What somebody has worked on and for how long, counted the same whatever the order of the document."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shared.contracts.resume import Experience, Resume
from shared.reference.experience import MOST_MONTHS, job_months, month_number, worked_months
from shared.reference.text import fold

MAX_JOBS = 100
"""Of one resume: the latest are read."""


@dataclass(frozen=True)
class History:
    """A resume and its jobs.

    Attributes:
        resume: as it was read.
        jobs: latest first, each once, without dates that can't be true.
        relevant: those of `jobs` that are in IT, latest first.
        months: of work in IT; 0 where the resume lists no work, None where its jobs in IT have no dates.
        reading_month: the month number that "to the present" means.
    """

    resume: Resume
    jobs: tuple[Experience, ...]
    relevant: tuple[Experience, ...]
    months: float | None
    reading_month: int


def read_history(resume: Resume, model_as_of: date, is_relevant: Callable[[Experience], bool]) -> History:
    """Read the jobs of a resume.

    Args:
        resume: any resume.
        model_as_of: what "to the present" means where the resume does not say when it was updated.
        is_relevant: tells whether a job is one in IT.
    """
    as_of = read_date(resume, model_as_of)
    told = tuple(drop_unlikely_dates(job, as_of) for job in resume.experience)
    jobs = order_jobs(told, as_of)[:MAX_JOBS]
    relevant = tuple(job for job in jobs if is_relevant(job))
    months = relevant_months(resume.total_experience_months, jobs, relevant, as_of)
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


def drop_unlikely_dates(job: Experience, as_of: date) -> Experience:
    """The job, without its dates where nothing can be told from them: in the future, or the end first."""
    if job_months(job, as_of) is not None:
        return job
    return job.model_copy(update={"start": None, "end": None, "current": False})


def job_key(job: Experience) -> tuple[str, ...]:
    """What two copies of one job have in common."""
    return tuple(
        fold(part or "") for part in (job.company, job.position, job.start, job.end, job.description)
    )


def job_text(job: Experience) -> str:
    """What a job's work is told in."""
    return f"{job.position or ''}. {job.description or ''}"


def relevant_months(
    stated: int | None, jobs: tuple[Experience, ...], relevant: tuple[Experience, ...], as_of: date
) -> float | None:
    """Months of work in IT: the total, cut by the share that jobs outside IT take of the dated time.

    Args:
        stated: total of the resume, if it states one.
        jobs: all of them.
        relevant: those in IT.
        as_of: the present.
    """
    dated = worked_months(jobs, as_of)
    total = stated if stated is not None and stated <= MOST_MONTHS else dated or None
    if jobs and not relevant:
        return 0.0
    if not jobs:
        return 0.0 if stated is None else total
    counted = worked_months(relevant, as_of)
    if total is None or (dated and not counted):
        return None
    return min(MOST_MONTHS, total) * (counted / dated if dated else 1.0)
