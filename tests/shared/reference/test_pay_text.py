import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.reference.pay import normalise_pay
from shared.reference.pay_text import SURE, find_all_pay, find_pay

# Text -> low, high, currency, period, gross.
STATED = {
    "ЗП: до 450 000 р гросс": (None, 450_000, "RUB", None, True),
    "**ЗП: до **450 000 р ** гросс**": (None, 450_000, "RUB", None, True),
    "от 200к до 300к на руки": (200_000, 300_000, None, None, False),
    "3000-5000$": (3_000, 5_000, "USD", None, None),
    "вилка 250–350 т.р.": (250_000, 350_000, "RUB", None, None),
    "$60k/year": (60_000, 60_000, "USD", "year", None),
    "1500 р/час": (1_500, 1_500, "RUB", "hour", None),
    "200.000 - 250.000": (200_000, 250_000, None, None, None),
    "Вилка: 280-350": (280, 350, None, None, None),
    "ЗП: от 80 до 100": (80, 100, None, None, None),
    "💰 150 — 300К руб/мес.": (150_000, 300_000, "RUB", "month", None),
    "Зарплата: $4,000–6,000 в месяц": (4_000, 6_000, "USD", "month", None),
    "Вилка: 280 - 300 000 руб/мес на руки": (280, 300_000, "RUB", "month", False),
    "Оплата: от 140.000 руб. до 210.000 руб.": (140_000, 210_000, "RUB", None, None),
    "заработная плата — 80 000 рублей, ДМС": (80_000, 80_000, "RUB", None, None),
    "З/п: 160 000+": (160_000, None, None, None, None),
    "Зарплата:\n200 000 - 250 000 руб": (200_000, 250_000, "RUB", None, None),
    "Salary range: from $5000 to $8000 gross": (5_000, 8_000, "USD", None, True),
    "Salary: £50,000 - £60,000 per annum + Benefits": (50_000, 60_000, "GBP", "year", None),
    "Почасовая ставка: 1 500 - 2 500 ₽": (1_500, 2_500, "RUB", "hour", None),
    "ЗП: от 800 000 до 1млн тг на руки": (800_000, 1_000_000, "KZT", None, False),
    "ЗП до 250 000 на руки + годовой бонус": (None, 250_000, None, None, False),
    "**Зарплата**: 160-220net": (160, 220, None, None, False),
    "от 3000$ (netto)": (3_000, None, "USD", None, False),
    "Вилка: до 1,5 млн рублей в год": (None, 1_500_000, "RUB", "year", None),
    "Зарплата 300к -400к на руки Проект: Финтех": (300_000, 400_000, None, None, False),
    "оклад 50.000р + KPI = от 90.000р до 135.000р net": (90_000, 135_000, "RUB", None, False),
}
NOT_STATED = [
    "зп обсуждается",
    "Зарплата по результатам собеседования",
    "оборот 5 млн рублей",
    "более 1 млн рублей в месяц зарабатывают наши клиенты",
    "+7 999 123-45-67",
    "8 (495) 250-00-00",
    "Вилка: [phone] руб",
    "**Оплата: 9**[phone] после вычета налогов",
    "опыт работы 2018-2020",
    "С 01.10.2024 по 31.12.2025",
    "график с 10 до 19, 💰 премии",
    "Зарплата обсуждается, 40 часов в неделю",
    "100 000 пользователей, 200 000 - 300 000 заказов в день",
    "команда 150-200 человек",
    "приведи друга и получи 50 000 рублей",
    "Призовые $5.000 для трех лучших",
    "Компенсация спорта до 50 000 рублей в год",
    "💰 100–150k net за проект",
    "Стоимость курса 120 000 руб.",
    "business capable of raising over $60MM",
    "привлекли $2,000,000 инвестиций",
    "Белая заработная плата, 30 000 бонусных рублей на услуги компании",
    "Поиск обходится в 150-200 тысяч рублей",
    "Условия оплаты: 55 календарных дней",
    "выросли на 200-300% за год",
    "https://example.org/salary/200000-300000",
]


@pytest.mark.parametrize("text", STATED)
def test_pay_is_found(text: str) -> None:
    found = find_pay(text)
    assert found is not None
    stated = found.stated
    assert (stated.low, stated.high, stated.currency, stated.period, stated.gross) == STATED[text]


@pytest.mark.parametrize("text", NOT_STATED)
def test_other_numbers_are_no_pay(text: str) -> None:
    assert find_pay(text) is None


def test_the_span_is_that_of_the_words() -> None:
    text = "Привет!\n**Вилка:** 200 000 - 250 000 руб. на руки, ДМС"
    found = find_pay(text)
    assert found is not None
    assert text[found.start : found.end].strip() == "200 000 - 250 000 руб."


def test_a_labelled_amount_is_surer_than_a_bare_one() -> None:
    labelled, bare = find_pay("Зарплата: 200 000 - 250 000 руб"), find_pay("200 000 - 250 000")
    assert labelled is not None and bare is not None
    assert labelled.confidence >= SURE > bare.confidence


def test_several_statements_come_in_their_order() -> None:
    found = find_all_pay("Middle: ЗП 200 000 - 250 000 руб\nSenior: ЗП 300 000 - 350 000 руб")
    assert [one.stated.low for one in found] == [200_000, 300_000]


WORDS = """ЗП вилка : - – от до 200 000 к т.р. $ ₽ / час gross +7 (999) 123-45-67 млн ** , . [phone] 2024 %
на руки 💰 €"""
pieces = st.sampled_from([*WORDS.split(), " ", "\n"])


@given(st.one_of(st.text(max_size=300), st.lists(pieces, max_size=40).map("".join)))
@example("ЗП " + "1 000" * 400)
@example("ЗП: " + "9" * 5000)
def test_any_text_is_read_and_what_is_found_can_be_priced(text: str) -> None:
    for found in find_all_pay(text):
        assert 0 <= found.start < found.end <= len(text)
        assert 0 < found.confidence <= 1
        assert normalise_pay(found.stated, None) is not None
