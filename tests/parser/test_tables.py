"""Dates, lengths, titles, contacts and currencies as people write them."""

import pytest

from services.parser.contacts import find_emails, find_handles, find_links, find_phones
from services.parser.tables.dates import (
    find_day,
    find_leading_year,
    find_range,
    is_date_piece,
    join_date_pieces,
    read_length_months,
)
from services.parser.tables.labels import find_currency
from services.parser.tables.section_titles import Section, find_section


@pytest.mark.parametrize(
    ("text", "start", "end", "current"),
    [
        ("Октябрь 2022 — настоящее время", "2022-10", None, True),
        ("с 03.2019 по 2021 г.", "2019-03", "2021", False),
        ("2019-03 - 2020-01", "2019-03", "2020-01", False),
        ("Aug - Oct 2021", "2021-08", "2021-10", False),
        ("2016: Freelance", "2016", "2016", False),
        ("2019 —", "2019", None, False),
        ("с января 2020", "2020-01", None, False),
        ("сентябрь 2023 г. – н. в.", "2023-09", None, True),
        ("May 2022 - Oct. 2022", "2022-05", "2022-10", False),
        ("март 2013 г. — март 2021 г. (8 лет)", "2013-03", "2021-03", False),
        ("01.09.2011 — 31.12.2012", "2011-09", "2012-12", False),
        ("08/2021 - Present", "2021-08", None, True),
        ("May 2021 — till now", "2021-05", None, True),
        ("Апрель 2024 - по текущий момент", "2024-04", None, True),
        ("Март 2022 – по н. в.", "2022-03", None, True),
        ("03.2022 - по н.в. ООО «Полёт»", "2022-03", None, True),
        ("2021 – сейчас", "2021", None, True),
        ("май 2021 — по сей день", "2021-05", None, True),
        ("June 2020 - current", "2020-06", None, True),
        ("2019 to now", "2019", None, True),
        ("2018-09-01 - 2020-01-15", "2018-09", "2020-01", False),
        ("JANUARY 2021 MAY 2021", "2021-01", "2021-05", False),
        ("Q2 2020 – Q3 2021", "2020", "2021", False),
        ("лето 2019 – осень 2020", "2019", "2020", False),
        ("Summer 2019", "2019", "2019", False),
        ("03.21 – 05.22", "2021-03", "2022-05", False),
        ("Sep '21 – Present", "2021-09", None, True),
        ("сент. 2019 – февр. 2022", "2019-09", "2022-02", False),
        ("2018.09 - 2020.01", "2018-09", "2020-01", False),
        ("06.2019 - по н/вр", "2019-06", None, True),
    ],
)
def test_ranges(text: str, start: str, end: str | None, current: bool) -> None:
    found = find_range(text)
    assert found is not None
    assert (found.start, found.end, found.current) == (start, end, current)


@pytest.mark.parametrize(
    "text",
    ["", "работал с 12 людьми", "6 500 ₽", "тел. 2022333", "версия 3.2021.5", "Python 3", "12.05–15.05"],
)
def test_no_ranges(text: str) -> None:
    assert find_range(text) is None


@pytest.mark.parametrize(
    ("pieces", "count"),
    [
        (["Июнь 2018 — Август", "2019", "Март 2015"], 2),
        (["Март 2022 — настоящее", "время"], 2),
        (["2019", "2021"], 1),
        (["март 2022 – н.в.", "Казань"], 1),
    ],
)
def test_dates_that_a_column_has_cut(pieces: list[str], count: int) -> None:
    assert is_date_piece(pieces[0])
    assert join_date_pieces(pieces) == count


def test_a_year_before_a_text() -> None:
    found = find_leading_year("2021 год - практика в лаборатории")
    assert found is not None
    assert (found.start, found.end, found.current) == ("2021", "2021", False)
    assert find_leading_year("20215 деталей") is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Опыт работы — 2 года 8 месяцев", 32),
        ("Опыт работы —3 месяца", 3),
        ("Work experience — 25 years 6 months", 306),
        ("1 год", 12),
        ("5 лет", 60),
        ("Опыт работы", None),
    ],
)
def test_lengths(text: str, months: int | None) -> None:
    assert read_length_months(text) == months


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("родилась 4 марта 2001", "2001-03-04"),
        ("born on 11 June 1997", "1997-06-11"),
        ("21.10.2003", "2003-10-21"),
        ("45.10.2003", None),
        ("31.02.2019", "2019-02"),
        ("29 февраля 2020", "2020-02-29"),
        ("2003", None),
    ],
)
def test_days(text: str, day: str | None) -> None:
    assert find_day(text) == day


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("+7 (957) 3164209", ("+79573164209",)),
        ("8 957 316-42-09, 8(957)3164209", ("+79573164209",)),
        ("+995 574 018 362", ("+995574018362",)),
        ("79573164209", ("+79573164209",)),
        ("+7 957 316 42 09\n2020 год", ("+79573164209",)),
        ("+7 957 316\n42 09", ("+79573164209",)),
        ("ИНН 7707083893, id123456789012", ()),
        ("https://example.com/89573164209", ()),
    ],
)
def test_phones(text: str, phones: tuple[str, ...]) -> None:
    assert find_phones(text) == phones


def test_addresses_are_told_apart() -> None:
    text = (
        "me@mail.example.com, t.me/me_there, (https://example.com/a?b=c), @handle_me, Node.js/React, ASP.NET"
    )
    assert find_emails(text) == ("me@mail.example.com",)
    assert find_links(text) == ("t.me/me_there", "https://example.com/a?b=c")
    assert find_handles(text) == ("@handle_me",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("₽ на руки", "RUB"),
        ("руб.", "RUB"),
        ("руб. на руки", "RUB"),
        ("RUR", "RUB"),
        ("USD", "USD"),
        ("$", "USD"),
        ("EUR", "EUR"),
        ("KZT", "KZT"),
        ("₸", "KZT"),
        ("бел. руб.", "BYN"),
        ("сум", "UZS"),
        ("на руки", None),
    ],
)
def test_currencies(text: str, code: str | None) -> None:
    assert find_currency(text) == code


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("Опыт работы — 5 лет", Section.EXPERIENCE),
        ("WORK EXPERIENCE:", Section.EXPERIENCE),
        ("О П Ы Т Р А Б О Т Ы", Section.EXPERIENCE),
        ("Teсhnical skills", Section.SKILLS),  # the third letter is Cyrillic
        ("Знание языков", Section.LANGUAGES),
        ("Мой опыт работы с Python", None),
        ("Что умею", Section.SKILLS),
        ("WHAT I CAN DO", Section.SKILLS),
        ("2. Где работал", Section.EXPERIENCE),
        ("Навыки / Skills", Section.SKILLS),
        ("Навыки / Образование", None),
        ("Pet-проекты", Section.OTHER),
    ],
)
def test_titles(title: str, section: Section | None) -> None:
    assert find_section(title) is section
