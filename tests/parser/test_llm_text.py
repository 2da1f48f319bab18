"""What reading by a language model rests on: only what the text holds is found, and no contact leaves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.parser.contacts import find_emails, find_handles, find_links
from services.parser.llm.masking import mask_contacts
from services.parser.llm.printed import PrintedText

WORDS = st.text(alphabet="абвАБВabcABC019 +#-–—«»\"'.,;/\n\u00a0\0ßﬁİ", max_size=40)
CONTACTS = st.lists(
    st.sampled_from(
        (
            *("8 (957) 316-42-09", "+7 957 316 42 09", "79573164209", "9573164209", "+380 44 123 45 67", "8"),
            *("i.p@example.com", "t.me/ivan", "https://a.io/b", "https://a.io/bc", "@ivan_p", "skype: ivanp"),
            *(
                "2019",
                "03.2019 – 05.2021",
                "12",
                "C++",
                "Вектор",
                "|",
                ",",
                ".",
                "(",
                ")",
                "-",
                "/",
                "\n",
                "\u00a0",
            ),
        )
    ),
    max_size=12,
)


def without_spaces(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None, max_examples=300)
@given(WORDS, WORDS)
def test_what_is_found_stands_in_the_text(text: str, value: str) -> None:
    found = PrintedText(text).find(value, 1000)
    assert found is None or without_spaces(found) in without_spaces(text)


@settings(deadline=None, max_examples=300)
@given(CONTACTS, st.sampled_from((" ", ", ", "\n", " | ")))
def test_no_contact_is_left(parts: list[str], gap: str) -> None:
    masked = mask_contacts(gap.join(parts))
    for find in (find_emails, find_links, find_handles):
        assert find(masked) == ()
    digits = "".join(filter(str.isdigit, masked))
    assert "57316420" not in digits and "44123456" not in digits


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ('ооо "вектор плюс"', "ООО «Вектор Плюс»"),
        ("Вектор  Плюс", "Вектор Плюс"),
        ("Вектор", "Вектор"),
        ("вект", None),
        ("Вектор, Плюс", None),
        ("Плюс Java", None),
        ("Java", "Java"),
        ("JavaScript", None),
        ("C", None),
        ("c++", "C++"),
        ("Go", None),
        ("node.js", "Node.js"),
        ("учет", "Учёт"),
        ("», ", None),
        ("", None),
        (None, None),
    ],
)
def test_values_are_found_as_whole_words(value: str | None, found: str | None) -> None:
    text = "ООО «Вектор\nПлюс»; Java, C++, Node.js, go-to-market, Учёт"
    assert PrintedText(text).find(value, 100) == found


def test_long_find_is_no_value() -> None:
    text = PrintedText("слово " * 50)
    assert text.find("слово слово", 11) == "слово слово"
    assert text.find("слово слово слово", 11) is None


@pytest.mark.parametrize(
    "line",
    [
        "работал 03.2019 – 05.2021",
        "2010-2015, 2016 - 2018",
        "01.02.2016 - 03.04.2017",
        "версия 3.11, 150 000 запросов, 24/7, ISO 27001, 1 000 000 строк",
    ],
)
def test_figures_that_are_no_contacts_stay(line: str) -> None:
    assert mask_contacts(line) == line
