import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reference.pay import (
    LEAST_RUB,
    MOST_RUB,
    NetPay,
    PayCorrection,
    PayFlaw,
    StatedPay,
    judge_pay,
    normalise_pay,
)
from shared.reference.pay_rates import CURRENCIES, LAST_MONTH, rouble_rate
from shared.reference.pay_words import read_money_words

JULY_2023 = 2023 * 12 + 6

CODES = {
    "RUR": "RUB",
    "₽": "RUB",
    "руб.": "RUB",
    "р.": "RUB",
    "Р": "RUB",
    "российские рубли": "RUB",
    "т.р.": "RUB",
    "тр": "RUB",
    "бел. руб.": "BYN",
    "белорусских рублей": "BYN",
    "BYR": "BYN",
    "б.р.": "BYN",
    "$": "USD",
    "у.е.": "USD",
    "долларов США": "USD",
    "USDT": "USD",
    "['USD', 'USDT', 'Crypto']": "USD",
    "€": "EUR",
    "Euro": "EUR",
    "тг": "KZT",
    "тенге": "KZT",
    "грн": "UAH",
    "сум": "UZS",
    "сом": "KGS",
    "лари": "GEL",
    "манатов": "AZN",
    "драм": "AMD",
    "GBP": "GBP",
}


@pytest.mark.parametrize("raw", CODES)
def test_a_currency_is_known_in_any_spelling(raw: str) -> None:
    assert read_money_words(raw).currencies == (CODES[raw],)


@pytest.mark.parametrize(
    ("raw", "period", "gross", "in_thousands"),
    [
        ("руб/мес на руки", "month", False, False),
        ("тыс. net", None, False, True),
        ("р/ч", "hour", None, False),
        ("$/hour", "hour", None, False),
        ("руб/дн", "day", None, False),
        ("gross", None, True, False),
        ("тр гросс", None, True, True),
        ("грос руб", None, True, False),
        ("k", None, None, True),
        ("USD per year before taxes", "year", True, False),
    ],
)
def test_the_words_beside_a_currency_are_read(
    raw: str, period: str | None, gross: bool | None, in_thousands: bool
) -> None:
    words = read_money_words(raw)
    assert (words.period, words.gross, words.in_thousands) == (period, gross, in_thousands)


@pytest.mark.parametrize(
    ("stated", "low", "high", "corrections"),
    [
        (StatedPay(100_000, 150_000, "RUR"), 100_000, 150_000, ""),
        (StatedPay(100_000, None, "RUR", gross=True), 87_000, None, "gross_to_net"),
        (StatedPay(None, 450_000, "р гросс"), None, 391_500, "gross_to_net"),
        (StatedPay(150, 200, "RUR"), 150_000, 200_000, "thousands"),
        (StatedPay(15, None, "тыс. руб."), 15_000, None, "thousands"),
        (StatedPay(200_000, 300_000, "т.р."), 200_000, 300_000, ""),  # was multiplied already
        (StatedPay(250, 330_000, "RUR"), 250_000, 330_000, "thousands"),
        (StatedPay(200_000, 100_000, "RUR"), 100_000, 200_000, "swapped"),
        (StatedPay(2_000, 350_000, "RUR"), None, 350_000, "low_dropped"),
        (StatedPay(100_000, None, None), 100_000, None, "roubles_assumed"),
        (StatedPay(1_500, None, "р./час"), 246_625, None, "to_month"),
        (StatedPay(5_000, None, "руб/день"), 102_917, None, "to_month"),
        (StatedPay(1_200_000, None, "RUB", period="year"), 100_000, None, "to_month"),
        (StatedPay(2_000, 3_000, "USD"), 180_860, 271_290, "converted"),
        (StatedPay(60_000, None, "USD"), 452_150, None, "year_assumed converted to_month"),
        (StatedPay(500_000, None, "KZT"), 99_112, None, "converted"),
        (StatedPay(2_000, 2_500, "BYR"), 60_086, 75_108, "converted"),
        (StatedPay(-5, 100_000, "RUR"), None, 100_000, ""),
    ],
)
def test_pay_becomes_roubles_on_hand_a_month(
    stated: StatedPay, low: int | None, high: int | None, corrections: str
) -> None:
    pay = normalise_pay(stated, JULY_2023)
    assert pay == NetPay(low, high, tuple(map(PayCorrection, corrections.split())))


@pytest.mark.parametrize(
    ("stated", "flaw"),
    [
        (StatedPay(None, None, "RUR"), PayFlaw.NO_AMOUNT),
        (StatedPay(0, math.nan, "RUR"), PayFlaw.NO_AMOUNT),
        (StatedPay(-1, None, "RUR"), PayFlaw.NO_AMOUNT),
        (StatedPay(5_000, None, "PLN"), PayFlaw.UNKNOWN_CURRENCY),
        (StatedPay(1_000, 2_500, "RUR"), PayFlaw.TOO_LITTLE),  # dollars, or an hour: who knows
        (StatedPay(14_000, None, "RUR"), PayFlaw.TOO_LITTLE),
        (StatedPay(17_000, None, "RUR", gross=True), PayFlaw.TOO_LITTLE),
        (StatedPay(5_000_000, None, "RUR"), PayFlaw.TOO_MUCH),
    ],
)
def test_what_can_be_no_pay_is_refused_with_a_reason(stated: StatedPay, flaw: PayFlaw) -> None:
    assert judge_pay(stated, JULY_2023) == flaw
    assert normalise_pay(stated, JULY_2023) is None


def test_of_several_currencies_the_first_that_fits_the_amount_counts() -> None:
    pay = normalise_pay(StatedPay(300_000, None, "USD/RUB", period="month"), JULY_2023)
    assert pay == NetPay(300_000, None)


def test_an_unknown_or_later_month_takes_the_last_rate_and_says_so() -> None:
    for month in (None, LAST_MONTH + 5):
        pay = normalise_pay(StatedPay(1_000, None, "$"), month)
        assert pay is not None
        assert pay.low_rub == round(1_000 * rouble_rate("USD", LAST_MONTH))
        assert PayCorrection.UNDATED_RATE in pay.corrections


def test_the_middle_is_that_of_the_bounds_given() -> None:
    assert NetPay(100_000, 151_000).middle == 125_500
    assert NetPay(None, 90_000).middle == 90_000


def test_rates_are_of_their_month() -> None:
    assert rouble_rate("USD", 2022 * 12 + 2) > 1.5 * rouble_rate("USD", 2022 * 12 + 5)
    assert rouble_rate("USD", 2017 * 12) == rouble_rate("USD", 1990 * 12) == 59.96
    assert 1.0 < rouble_rate("EUR", JULY_2023) / rouble_rate("USD", JULY_2023) < 1.2
    assert all(rouble_rate(code, JULY_2023) > 0 for code in CURRENCIES)


amounts = st.none() | st.floats()


@given(
    amounts, amounts, st.none() | st.text(max_size=30), st.booleans() | st.none(), st.none() | st.integers()
)
def test_any_statement_gives_pay_in_range_or_none(
    low: float | None, high: float | None, currency: str | None, gross: bool | None, month: int | None
) -> None:
    pay = normalise_pay(StatedPay(low, high, currency, gross=gross), month)
    if pay is not None:
        assert LEAST_RUB <= pay.middle <= MOST_RUB
        assert pay.low_rub is None or pay.high_rub is None or pay.low_rub <= pay.high_rub
