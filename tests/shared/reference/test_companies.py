"""Spellings of one company have one key; different companies have different ones."""

import time

import pytest

from shared.reference.companies import CompanyNames, company_aliases, company_key, match_company

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


INDEX = (
    *("мтс", "яндекс", "альфа банк", "альфастрахование", "ростелеком", "газпром нефть", "магнит", "сбер"),
    *("первая металлургическая", "завод 12", "авито", "прогресс", "т банк", "группа нлмк", "северный завод"),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ООО «МТС»", ("мтс", "exact")),
        ("МТС (Аутсорс)", ("мтс", "alias")),
        ("(МТС)", ("мтс", "exact")),
        ("MTC", ("мтс", "alias")),  # the letters look alike
        ("MTS", ("мтс", "alias")),
        ("Yandex", ("яндекс", "alias")),
        ("Яндекс.Маркет", ("яндекс", "alias")),
        ("Yandex Cloud", ("яндекс", "alias")),
        ("Alfa-Bank", ("альфа банк", "alias")),
        ("АльфаБанк", ("альфа банк", "alias")),
        ("Альфа-Страхование", ("альфастрахование", "alias")),
        ("Сбербанк России", ("сбер", "alias")),
        ("Sberbank", ("сбер", "alias")),
        ("Tinkoff", ("т банк", "alias")),
        ("НЛМК", ("группа нлмк", "alias")),
        ("Газпромнефть", ("газпром нефть", "alias")),
        ("Ростелекомм", ("ростелеком", "alias")),
        ("Ростилеком", ("ростелеком", "fuzzy")),
        ("Ростеелком", ("ростелеком", "fuzzy")),
        ("Росткелеком", ("ростелеком", "fuzzy")),
        ("Первая металургическая", ("первая металлургическая", "alias")),
        ("Первая металлургичекая", ("первая металлургическая", "fuzzy")),
    ],
)
def test_spelling_of_a_known_company_is_recognised(name: str, found: tuple[str, str]) -> None:
    match = match_company(name, INDEX)
    assert match is not None
    assert (match.key, match.matched_by) == found
    assert (match.confidence == 1) == (match.matched_by == "exact")
    assert 0.5 < match.confidence <= 1


@pytest.mark.parametrize(
    "name",
    [
        *("МТС Банк", "М", "", "()", "ООО", "Яндекс Банк", "Яндекс Лизинг", "Альфа", "Альфа-Лизинг"),
        *("Магнат", "МТК", "Прогресс Маркет", "Завод 13", "Завод", "Второй завод 12", "Севербанк"),
        *("Первая металлургия", "Вторая металлургическая", "Северная завод", "Остелеком", "Маркет"),
    ],
)
def test_another_company_is_none_of_them(name: str) -> None:
    assert match_company(name, INDEX) is None


def test_name_that_may_mean_two_companies_is_none() -> None:
    assert match_company("Астонн", ["астон", "aston"]) is None
    assert match_company("Автоматизация", ["автоматезация", "автомотизация"]) is None
    assert match_company("Астонн", CompanyNames({"астон": "астон", "aston": "астон"})) is not None


def test_match_is_quick_among_many() -> None:
    names = CompanyNames({f"компания номер {number}": f"компания номер {number}" for number in range(1500)})
    started = time.perf_counter()
    for _ in range(50):
        names.match("Совершенно другая организация")
    assert (time.perf_counter() - started) / 50 < 0.02  # measured: 0.0003
