"""Words for jobs, lengths of time and grades, as they stand in reasons."""

from shared.contracts.grade import Grade
from shared.contracts.resume import Experience
from shared.reference.grades import RUSSIAN, grade_gap, stated_grade


def describe_level(grade: Grade) -> str:
    """A grade in the genitive, so that it fits wherever a level is spoken of.

    Example:
        >>> describe_level(Grade.TRAINEE)
        'уровня «стажёр»'
    """
    return f"уровня «{RUSSIAN[grade]}»"


def describe_job(job: Experience) -> str:
    """One job as a resume prints it: employer, position, dates. Empty where it names neither of the two."""
    return _join(job.company, job.position, _describe_dates(job))


def describe_job_for(job: Experience, grade: Grade) -> str:
    """One job as proof of a grade: without its position where that states a lower one."""
    stated = stated_grade(job.position)
    if stated is None or grade_gap(grade, stated) <= 0:
        return describe_job(job)
    return _join(job.company, None, _describe_dates(job))


def _join(company: str | None, position: str | None, dates: str) -> str:
    return ", ".join(filter(None, (company, position, dates))) if company or position else ""


def _describe_dates(job: Experience) -> str:
    end = job.end or ("по настоящее время" if job.current else None)
    return " — ".join(filter(None, (job.start, end)))


def describe_months(months: float) -> str:
    """A length of time in Russian.

    Example:
        >>> describe_months(63)
        '5 лет 3 месяца'
    """
    years, rest = divmod(round(months), 12)
    parts = []
    if years:
        parts.append(f"{years} {_plural(years, 'год', 'года', 'лет')}")
    if rest or not years:
        parts.append(f"{rest} {_plural(rest, 'месяц', 'месяца', 'месяцев')}")
    return " ".join(parts)


def _plural(count: int, one: str, few: str, many: str) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return one
    return few if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else many
