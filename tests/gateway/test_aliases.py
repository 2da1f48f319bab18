"""A short name means a company only where it can mean no other."""

import os
from pathlib import Path

import pytest

from services.gateway.aliases import find_owners
from services.scraper.ratings.file import read_rating

OTHERS = ("Альфа-Банк", "Рога и Копыта", "ПСБ Лизинг")


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("ПСБ (Промсвязьбанк)", {"псб", "промсвязьбанк"}),
        ("Центр корпоративных решений (ЦКР)", {"центр корпоративных решений", "цкр"}),
        ("Молвест (Вкуснотеево)", {"молвест", "вкуснотеево"}),
        ("Группа компаний Альфа (Alfasales, Азбука шин)", set()),  # who says it means the bank
        ("Рога (РГ-Сервис)", {"рг сервис"}),
        ("Континент (торгово-логистическая компания)", set()),
        ("ЛОНМАДИ (JCB)", {"лонмади"}),
        ("Тион (системы очистки воздуха)", set()),
        ("Росинка (ИП Карапетян)", {"росинка"}),
        ("Краевая больница (Казань)", {"краевая больница"}),
        ("Заволжский (Приволжский) университет", {"заволжский университет"}),
        ("Ласточка", set()),
    ],
)
def test_aliases_of_a_name(name: str, aliases: set[str]) -> None:
    assert set(find_owners([name, *OTHERS])) == aliases


def test_alias_of_two_companies_is_nobodys() -> None:
    assert set(find_owners(["Ласточка (Гнездовье)", "Ласточка (Пернатые)"])) == {
        "гнездовье",
        "пернатые",
    }


def test_real_rating_has_no_alias_that_another_company_bears(project_root: Path) -> None:
    file = Path(os.environ.get("ATTESTA_DATA", project_root / "../shared/data")) / "ratings/rating_2023.csv"
    if not file.exists():
        pytest.skip(f"no rating at {file}")
    owners = find_owners([row.name for row in read_rating(file, 2023)])
    assert len(owners) > 100
    assert not {"альфа", "континент", "прогресс", "орион", "элком", "москва", "jcb"} & set(owners)
