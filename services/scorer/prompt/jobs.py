"""The jobs of a resume in the order and in the words of a prompt."""

from collections.abc import Iterable

from shared.contracts.resume import Experience
from shared.reference.experience import month_number
from shared.reference.text import fold

_NOW = 10_000 * 12
_UNKNOWN = -1
_LEAST_CUT_CHARACTERS = 40


def order_jobs(jobs: Iterable[Experience]) -> list[Experience]:
    """Jobs that say something, each once, the newest first.

    A job without dates is as old as the one before it: resumes list their jobs in order.
    """
    dated: list[tuple[tuple[int, int], Experience]] = []
    age = (_NOW, _NOW)
    for job in drop_repeats(jobs):
        age = _date_job(job) or age
        dated.append((age, job))
    return [job for _, job in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def drop_repeats(jobs: Iterable[Experience]) -> list[Experience]:
    """Jobs without those that say again, whole or cut off at the end, what an earlier one has said."""
    kept: list[Experience] = []
    seen: list[tuple[tuple[str, ...], str]] = []
    for job in jobs:
        head, text = _fold_head(job), fold(job.description or "")
        if not any(head) and not text:
            continue
        if any(head == other and _is_repeated(text, told) for other, told in seen):
            continue
        seen.append((head, text))
        kept.append(job)
    return kept


def _is_repeated(text: str, told: str) -> bool:
    return text == told or (len(text) >= _LEAST_CUT_CHARACTERS and told.startswith(text))


def _fold_head(job: Experience) -> tuple[str, ...]:
    return tuple(fold(text or "") for text in (job.company, job.position, job.start, job.end))


def _date_job(job: Experience) -> tuple[int, int] | None:
    """When a job ended and began, in months; None where it has no dates."""
    start = month_number(job.start) if job.start else _UNKNOWN
    if job.current:
        return _NOW, start
    if job.end is None and job.start is None:
        return None
    return month_number(job.end) if job.end else start, start


def describe_dates(job: Experience) -> str:
    """The dates of a job in words, empty where there are none."""
    end = "настоящее время" if job.current else job.end or ""
    return f"{job.start or ''} — {end}" if job.start or end else ""
