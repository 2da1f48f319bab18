"""Contacts are masked, sums of money and dates are not."""

import pytest

from shared.reference.contacts import mask_contacts


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Почта: anna.petrova+hr@mail.example.ru!", "Почта: [email]!"),
        ("тел. +7 (999) 123-45-67, Анна", "тел. [phone], Анна"),
        ("8 800 555 35 35", "[phone]"),
        ("89991234567", "[phone]"),
        ("+375 29 123 45 67", "[phone]"),
        ("Пишите @anna_hr.", "Пишите [handle]."),
        ("https://t.me/anna_hr и t.me/joinchat/AAA", "[link] и [link]"),
        ("https://wa.me/79991234567", "[link]"),
    ],
)
def test_contact_is_masked(text: str, masked: str) -> None:
    assert mask_contacts(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "от 150 000 до 250 000 ₽",
        "80 000 - 120 000 руб",
        "с 2019-01-01 по 2024-12-31",
        "800000 тенге, 5/2, 9:00-18:00",
        "ISO 27001, 1С 8.3.22.1709",
        "https://example.org/vacancy/12345678",
        "C++20, k8s, TCP/IP",
    ],
)
def test_other_numbers_and_links_stay(text: str) -> None:
    assert mask_contacts(text) == text
