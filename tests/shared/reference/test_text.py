"""Folding: what does not matter is gone, what matters stays."""

import pytest

from shared.reference.text import fold, fold_lookalikes


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Учёт\u00a0ПО ", "учет по"),
        ("ЁЖ", "еж"),
        ("a\t\n b", "a b"),
        ("ﬁnal №5", "final no5"),
        ("Ｐｙｔｈｏｎ", "python"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("", ""),
        ("й", "й"),  # one letter or two, it is the same one
    ],
)
def test_case_spaces_and_forms_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["Учёт ПО", "ﬁnal", "İstanbul", "Ǆ", "ΑΒΓ ς", "x" * 1000])
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("Рostgres", "Postgres"),
        ("Рython", "Python"),
        ("Jаvа", "Java"),
        ("С++ core", "C++ core"),
        ("сервер", "сервер"),  # Cyrillic words stay Cyrillic
        ("С++", "С++"),  # and so does one without a Latin letter
        ("Python", "Python"),
        ("", ""),
    ],
)
def test_mixed_words_become_latin(word: str, latin: str) -> None:
    assert fold_lookalikes(word) == latin
