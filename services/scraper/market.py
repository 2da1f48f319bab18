"""What the market is asked for: a posting's profession, grade, region, month and net pay. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime

from services.scraper.posting import Posting
from shared.reference.experience import month_of
from shared.reference.grades import stated_grade
from shared.reference.pay import NetPay, StatedPay, normalise_pay
from shared.reference.pay_text import find_pay
from shared.reference.pay_words import name_period
from shared.reference.places import region_group
from shared.reference.professions import is_outside_it, title_profession

_HEAD_LINES, _LONGEST_LINE = 6, 150
"""So far down, and in so short a line, a post may name its job: above it stand hashtags and greetings."""
_IS_RESUME = re.compile(
    r"#(?:резюме|resume|cv|ищу|ищу_?работу|opentowork)(?!\w)"
    r"|(?<!\w)(?:ищу (?:работу|вакансию|проект)|в (?:активном )?поиске (?:работы|предложений|проекта)"
    r"|рассматриваю предложения|open to work|looking for a (?:new )?(?:job|position|role))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MarketFacts:
    """How a posting counts in the market. Pay in roubles on hand a month; month in months since year 0."""

    profession: str | None
    grade: str | None
    region: str
    month: int
    net_low_rub: int | None
    net_high_rub: int | None
    net_mid_rub: int | None


def read_facts(posting: Posting, seen_at: datetime) -> MarketFacts:
    """What the market is asked for.

    Args:
        posting: as its source shows it.
        seen_at: when it was first seen; counts where it does not say when it was published.
    """
    time = posting.published_at or seen_at
    month = month_of(time)
    line = _find_job_line(posting)
    pay = _read_pay(posting, month)
    return MarketFacts(
        profession=line and title_profession(line),
        grade=stated_grade(line or posting.title),
        region=region_group(posting.area).value,
        month=month,
        net_low_rub=pay.low_rub if pay else None,
        net_high_rub=pay.high_rub if pay else None,
        net_mid_rub=round(pay.middle) if pay else None,
    )


def _find_job_line(posting: Posting) -> str | None:
    """The line that names a job in IT: the title, or one of the first lines. None if somebody seeks a job."""
    if is_outside_it(posting.title) or _IS_RESUME.search(f"{posting.title}\n{posting.text}"):
        return None
    lines = (posting.title, *posting.text.splitlines()[:_HEAD_LINES])
    return next((one for one in lines if len(one) <= _LONGEST_LINE and title_profession(one)), None)


def _read_pay(posting: Posting, month: int) -> NetPay | None:
    """Of the source's own fields; where those are empty, of the text."""
    if posting.salary_from is None and posting.salary_to is None:
        found = find_pay(posting.text)
        return normalise_pay(found.stated, month) if found else None
    period = name_period(posting.salary_period)
    if posting.salary_period and period is None:
        return None  # for a shift of weeks, for a project: no pay a month
    stated = StatedPay(posting.salary_from, posting.salary_to, posting.currency, period, posting.gross)
    return normalise_pay(stated, month)
