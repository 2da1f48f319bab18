"""Every problem has a sentence in Russian and one in English that tell the same facts."""

import re
from string import Formatter

import pytest

from shared.reference.problems import SENTENCES, problem


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("code", SENTENCES)
def test_both_sentences_are_whole_and_tell_the_same_facts(code: str) -> None:
    russian, english = SENTENCES[code]
    # A fact that needs words of its own has one for each language: `where_ru` and `where_en`.
    assert {name.removesuffix("_ru") for name in placeholders(russian)} == {
        name.removesuffix("_en") for name in placeholders(english)
    }
    assert re.search("[А-Яа-я]", russian) and not re.search("[А-Яа-я]", english)
    for sentence in (russian, english):
        assert sentence[0].isupper() and sentence.endswith(".") and " / " not in sentence


@pytest.mark.parametrize("code", SENTENCES)
def test_message_is_filled_in(code: str) -> None:
    facts = dict.fromkeys(placeholders("".join(SENTENCES[code])), 7)
    made = problem(code, **facts)
    assert made.code == code and re.fullmatch("[a-z_]+", code)
    assert not re.search("[{}]", made.message)


def test_missing_fact_is_a_bug() -> None:
    with pytest.raises(KeyError):
        problem("document_too_large")


def test_unknown_code_is_a_bug() -> None:
    with pytest.raises(KeyError):
        problem("no_such_code")
