"""Which titles name work outside IT."""

import pytest

from shared.reference.professions import is_outside_it


@pytest.mark.parametrize(
    "title",
    [
        "Шеф-повар",
        "Продавец-консультант",
        "Менеджер по продажам",
        "Начальник склада",
        "Директор ресторана",
        "Администратор магазина",
        "HR-директор",
        "Руководитель отдела закупок",
        "Автослесарь",
        "Электромонтажник",
        "Главный бухгалтер",
    ],
)
def test_other_trades_are_told(title: str) -> None:
    assert is_outside_it(title)


@pytest.mark.parametrize(
    "title",
    [
        "Руководитель проектов",
        "Руководитель",
        "Системный администратор",
        "Администратор баз данных",
        "Консультант 1С",
        "Программист 1С (бухгалтер)",
        "Аналитик отдела продаж",
        "Преподаватель Python",
        "Специалист по информационной безопасности",
        "Финансовый директор",
        "Волшебник",
        "",
    ],
)
def test_work_in_it_or_of_no_known_trade_is_not(title: str) -> None:
    assert not is_outside_it(title)
