"""Months of work, counted as hh.ru counts them."""

from datetime import date

import pytest

from shared.contracts.document import DocumentKind
from shared.contracts.resume import Experience, Resume, ResumeSource
from shared.reference.experience import job_months, month_number, total_experience_months, worked_months

AS_OF = date(2026, 1, 15)


def job(start: str | None, end: str | None = None) -> Experience:
    """A job; without an end it lasts to the present."""
    return Experience(start=start, end=end, current=end is None)


@pytest.mark.parametrize(
    ("text", "months"), [("2020-01", 24240), ("2020-12", 24251), ("2020-12-31", 24251), ("2020", 24246)]
)
def test_date_has_a_month_number(text: str, months: int) -> None:
    assert month_number(text) == months


@pytest.mark.parametrize(
    ("jobs", "months"),
    [
        ([], 0),
        ([job(None)], 0),
        ([job("2020-01", "2020-01")], 1),
        ([job("2020-01", "2020-12")], 12),
        ([job("2020-01-31", "2020-12-01")], 12),
        ([job("2025-12")], 2),
        ([job("2026-01")], 1),
        ([Experience(start="2020-01")], 1),  # the end is unknown
        ([job("2020-12", "2020-01")], 1),  # the ends are swapped
        ([job("2030-01")], 1),  # in the future
        ([job("2019", "2020")], 13),
        ([job("2020-01", "2020-06"), job("2020-07", "2020-12")], 12),
        ([job("2020-01", "2020-06"), job("2020-06", "2020-12")], 12),
        ([job("2020-01", "2020-12"), job("2020-03", "2020-05")], 12),
        ([job("2020-01", "2020-12"), job("2020-01", "2020-12")], 12),
        ([job("2022-01", "2022-12"), job("2020-01", "2020-12")], 24),
        ([job("2020-01", "2020-02"), job("2020-05", "2020-06"), job("2020-01", "2020-06")], 6),
    ],
)
def test_months_of_jobs_are_counted_once(jobs: list[Experience], months: int) -> None:
    assert worked_months(jobs, AS_OF) == months


def test_end_that_is_printed_wins_over_the_present() -> None:
    both = Experience(start="2020-01", end="2020-03", current=True)
    assert job_months(both, AS_OF) == (month_number("2020-01"), month_number("2020-04"))


@pytest.mark.parametrize(
    ("stated", "jobs", "months"),
    [
        (80, (job("2020-01", "2020-12"),), 80),
        (0, (job("2020-01", "2020-12"),), 0),
        (None, (job("2020-01", "2020-12"),), 12),
        (None, (job(None),), None),
        (None, (), None),
    ],
)
def test_stated_total_wins_over_the_counted_one(
    stated: int | None, jobs: tuple[Experience, ...], months: int | None
) -> None:
    source = ResumeSource(kind=DocumentKind.TEXT)
    resume = Resume(total_experience_months=stated, experience=jobs, source=source)
    assert total_experience_months(resume, AS_OF) == months
