"""Months of work, counted as hh.ru counts them."""

from datetime import date

import pytest

from shared.contracts.document import DocumentKind
from shared.contracts.resume import Experience, Resume, ResumeSource
from shared.reference.experience import (
    job_months,
    kept_experience_months,
    month_number,
    total_experience_months,
    worked_months,
)

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
        ([job("2020-12", "2020-01")], 0),  # the ends are swapped
        ([job("2030-01")], 0),  # in the future
        ([job("2025-12", "2030-01")], 2),  # the end is in the future
        ([job("0001-01")], 0),  # nobody has worked since
        ([job("1949-12", "1960-01")], 0),
        ([job("1951", "2020")], 0),  # more than 50 years
        ([job("2020", "2020-03")], 1),
        ([job("2020-09", "2020")], 1),
        ([job("2026")], 1),  # the middle of this year lies ahead
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
        (24_300, (job("2020-01", "2020-12"),), 12),
        (912, (), None),
        (None, (job("1951-01", "1990-01"), job("1989-01", "2025-01")), 600),
    ],
)
def test_stated_total_wins_over_the_counted_one(
    stated: int | None, jobs: tuple[Experience, ...], months: int | None
) -> None:
    source = ResumeSource(kind=DocumentKind.TEXT)
    resume = Resume(total_experience_months=stated, experience=jobs, source=source)
    assert total_experience_months(resume, AS_OF) == months


@pytest.mark.parametrize(("stated", "months"), [(None, 12), (240, 120), (0, 0)])
def test_jobs_left_out_take_their_share_of_the_total(stated: int | None, months: float) -> None:
    jobs = (job("2019-01", "2019-12"), job("2018-01", "2018-12"))
    resume = Resume(
        total_experience_months=stated, experience=jobs, source=ResumeSource(kind=DocumentKind.TEXT)
    )
    assert kept_experience_months(resume, jobs[:1], AS_OF) == months
    assert kept_experience_months(resume, (), AS_OF) == 0


def test_total_without_dated_jobs_stays_whole() -> None:
    resume = Resume(total_experience_months=60, source=ResumeSource(kind=DocumentKind.TEXT))
    assert kept_experience_months(resume, (), AS_OF) == 60
