"""Spellings of one company have one key; different companies have different ones."""

import pytest

from shared.reference.companies import CompanyMatch, company_aliases, company_key, match_company

SAME = {
    "ромашка софт": (
        "Ромашка-Софт",
        "РОМАШКА СОФТ",
        'ООО "Ромашка-Софт"',
        "ООО «Ромашка — Софт»",
        "Ромашка_Софт, ООО",
        "АО Ромашка-Софт (ПАО)",
        "Группа компаний «Ромашка-Софт»",
        "Публичное акционерное общество Ромашка Софт",
        "Закрытое Акционерное Общество «Ромашка-Софт»",
        "Ромашка\u00a0Софт",
    ),
    "acme": ("ACME", "Acme, Inc.", "acme LLC", "Acme Ltd.", "ACME GmbH", "Acme Group"),
    "черный кот": ("Чёрный кот", "ЧЕРНЫЙ КОТ"),
}


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, names in SAME.items() for name in names])
def test_spelling_does_not_matter(key: str, name: str) -> None:
    assert company_key(name) == key


@pytest.mark.parametrize("name", ["Аоста", "Гкомпания", "Зипун", "Groupon", "Incity", "Парк"])
def test_legal_form_inside_a_word_stays(name: str) -> None:
    assert company_key(name) == name.lower()


@pytest.mark.parametrize(("name", "key"), [("ООО", "ооо"), ("Group", "group"), ("«»", ""), ("", "")])
def test_name_of_nothing_but_a_form_is_kept(name: str, key: str) -> None:
    assert company_key(name) == key


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("Ромашка", ()),
        ("ПСБ (Промсвязьбанк)", ("псб", "промсвязьбанк")),
        ("Пиво (Светлое, Тёмное и др.)", ("пиво",)),
        ("Ромашка (ООО «Ромашка»)", ("ромашка",)),
        ("Ромашка ()", ()),
    ],
)
def test_aliases_are_the_names_in_and_out_of_brackets(name: str, aliases: tuple[str, ...]) -> None:
    assert company_aliases(name) == aliases


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ООО «МТС»", CompanyMatch("мтс", "exact")),
        ("МТС (Аутсорс)", CompanyMatch("мтс", "alias")),
        ("(МТС)", CompanyMatch("мтс", "exact")),
        ("МТС Банк", None),
        ("М", None),
        ("", None),
        ("()", None),
    ],
)
def test_only_a_whole_name_matches(name: str, found: CompanyMatch | None) -> None:
    assert match_company(name, ["мтс", "яндекс"]) == found
