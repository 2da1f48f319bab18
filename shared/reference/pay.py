"""Pay: any statement of it as roubles on hand a month, and what had to be corrected for that."""

import math
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from shared.reference.pay_rates import LAST_MONTH, rouble_rate
from shared.reference.pay_words import MoneyWords, Period, read_money_words

LEAST_RUB, MOST_RUB = 15_000, 1_000_000
"""Roubles on hand a month: pay whose middle lies outside is misread or a joke."""

NET_SHARE = 0.87  # what the income tax of 13 % leaves; higher steps of it concern few
_MONTHS_OF = MappingProxyType(
    # The Russian calendar of work: 1,973 hours and 247 days a year.
    {"hour": 1973 / 12, "day": 247 / 12, "week": 52 / 12, "month": 1.0, "year": 1 / 12}
)
_MOST_THOUSANDS_RUB = 500_000
"""Bare small numbers are thousands only up to here: "600" beside roubles may well be dollars or an hour."""
_FEWEST_RUB = 1_000  # nobody is offered less a month, so such a number counts thousands
_WIDEST_RATIO = 10  # of the bounds; wider apart, the lower is misread or a price for an hour
_YEARLY_CURRENCIES = frozenset({"USD", "EUR", "GBP"})
_FEWEST_YEARLY = 20_000  # of these; more than anybody is paid a month


class PayCorrection(StrEnum):
    """What was done to a statement."""

    CONVERTED = "converted"  # from another currency
    UNDATED_RATE = "undated_rate"  # ... by the last rate known, since the month is unknown or later than it
    ROUBLES_ASSUMED = "roubles_assumed"  # no currency is named
    TO_MONTH = "to_month"  # from an hour, a day, a week or a year
    YEAR_ASSUMED = "year_assumed"  # an amount that only a year can hold
    GROSS_TO_NET = "gross_to_net"
    THOUSANDS = "thousands"
    SWAPPED = "swapped"  # the bounds were the wrong way round
    LOW_DROPPED = "low_dropped"  # a lower bound that can't be one


class PayFlaw(StrEnum):
    """Why a statement tells no pay."""

    NO_AMOUNT = "no_amount"
    UNKNOWN_CURRENCY = "unknown_currency"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"


@dataclass(frozen=True, slots=True)
class StatedPay:
    """Pay as somebody states it.

    Attributes:
        low: the lower bound; None where there is none.
        high: the upper bound.
        currency: in any spelling, with whatever else stands there ("тыс. руб/час gross"); None: not stated.
        period: None where it is not stated; the words of `currency` may still tell it.
        gross: before tax; None where it is not stated.
    """

    low: float | None
    high: float | None
    currency: str | None = None
    period: Period | None = None
    gross: bool | None = None


@dataclass(frozen=True, slots=True)
class NetPay:
    """Pay in roubles on hand a month; at least one bound is there."""

    low_rub: int | None
    high_rub: int | None
    corrections: tuple[PayCorrection, ...] = ()

    @property
    def middle(self) -> float:
        """The middle of the bounds; of one alone, that bound."""
        bounds = [bound for bound in (self.low_rub, self.high_rub) if bound is not None]
        return sum(bounds) / len(bounds)


def normalise_pay(stated: StatedPay, month: int | None) -> NetPay | None:
    """A statement of pay as roubles on hand a month; None where it tells none.

    Args:
        stated: as it stands somewhere.
        month: when it was stated, in months since year 0.

    Example:
        >>> normalise_pay(StatedPay(150, 200, "т.р. gross"), month=2025 * 12)
        NetPay(low_rub=130500, high_rub=174000, corrections=('thousands', 'gross_to_net'))
    """
    judged = judge_pay(stated, month)
    return judged if isinstance(judged, NetPay) else None


def judge_pay(stated: StatedPay, month: int | None) -> NetPay | PayFlaw:
    """Like `normalise_pay`, but says why a statement tells no pay."""
    low, high = _read_amount(stated.low), _read_amount(stated.high)
    if low is None and high is None:
        return PayFlaw.NO_AMOUNT
    words = read_money_words(stated.currency or "")
    if words.is_foreign and not words.currencies:
        return PayFlaw.UNKNOWN_CURRENCY
    flaws = []
    for currency in words.currencies or ("RUB",):
        judged = _judge_in(currency, low, high, stated, words, month)
        if isinstance(judged, NetPay):
            return judged
        flaws.append(judged)
    return flaws[0]


def _read_amount(amount: float | None) -> float | None:
    return amount if amount is not None and math.isfinite(amount) and amount > 0 else None


def _judge_in(  # noqa: PLR0913, PLR0917 - one statement in one of its currencies
    currency: str,
    low: float | None,
    high: float | None,
    stated: StatedPay,
    words: MoneyWords,
    month: int | None,
) -> NetPay | PayFlaw:
    """The statement, its amounts taken to be of this currency."""
    done: list[PayCorrection] = []
    period = stated.period or words.period
    if period is None and currency in _YEARLY_CURRENCIES and (low or high or 0) >= _FEWEST_YEARLY:
        period = "year"
        done.append(PayCorrection.YEAR_ASSUMED)
    if not words.currencies:
        done.append(PayCorrection.ROUBLES_ASSUMED)
    if currency != "RUB":
        done.append(PayCorrection.CONVERTED)
        if month is None or month > LAST_MONTH:
            done.append(PayCorrection.UNDATED_RATE)
    if period not in (None, "month"):
        done.append(PayCorrection.TO_MONTH)
    factor = rouble_rate(currency, month) * _MONTHS_OF[period or "month"]
    bounds = [None if amount is None else amount * factor for amount in (low, high)]
    done += _scale_thousands(bounds, words.in_thousands, period)
    done += _order_bounds(bounds)
    if stated.gross if stated.gross is not None else words.gross:
        done.append(PayCorrection.GROSS_TO_NET)
        bounds = [None if bound is None else bound * NET_SHARE for bound in bounds]
    return _check_range(bounds, done)


def _scale_thousands(
    bounds: list[float | None], in_thousands: bool, period: Period | None
) -> list[PayCorrection]:
    """Multiply, in place, the bounds that count thousands, by a word that says so or by their size."""
    largest = max(bound for bound in bounds if bound is not None)
    # "200к": the number may have been multiplied already by who has read it.
    stated = in_thousands and largest * 1000 <= MOST_RUB * 2
    guessed = period in (None, "month") and LEAST_RUB <= largest * 1000 <= _MOST_THOUSANDS_RUB
    scaled = False
    for number, bound in enumerate(bounds):
        if bound is None:
            continue
        # "200 - 350 000": one of the bounds in thousands.
        partly = period in (None, "month") and bound < _FEWEST_RUB and largest >= LEAST_RUB
        if stated or guessed or (partly and LEAST_RUB <= bound * 1000 <= largest * 2):
            bounds[number] = bound * 1000
            scaled = True
    return [PayCorrection.THOUSANDS] if scaled else []


def _order_bounds(bounds: list[float | None]) -> list[PayCorrection]:
    """Swap reversed bounds in place, and drop a lower one that lies impossibly far below the upper."""
    low, high = bounds
    done = []
    if low is not None and high is not None and low > high:
        low, high = high, low
        done.append(PayCorrection.SWAPPED)
    if low is not None and high is not None and low < LEAST_RUB and low * _WIDEST_RATIO < high:
        low = None
        done.append(PayCorrection.LOW_DROPPED)
    bounds[:] = [low, high]
    return done


def _check_range(bounds: list[float | None], done: list[PayCorrection]) -> NetPay | PayFlaw:
    low, high = (None if bound is None else round(bound) for bound in bounds)
    pay = NetPay(low, high, tuple(done))
    if pay.middle < LEAST_RUB:
        return PayFlaw.TOO_LITTLE
    return PayFlaw.TOO_MUCH if pay.middle > MOST_RUB else pay
