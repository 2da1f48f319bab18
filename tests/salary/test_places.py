import pytest

from shared.reference.places import RUSSIAN, RegionGroup, region_group


@pytest.mark.parametrize(
    ("raw", "group"),
    [
        ("Москва", RegionGroup.MOSCOW),
        ("Россия, Москва", RegionGroup.MOSCOW),
        ("Троицк (Москва)", RegionGroup.MOSCOW),
        ("Химки (Московская область)", RegionGroup.MOSCOW),
        ("Moscow, Russia", RegionGroup.MOSCOW),
        ("г. Санкт-Петербург", RegionGroup.PETERSBURG),
        ("Saint  Petersburg", RegionGroup.PETERSBURG),
        ("Питер", RegionGroup.PETERSBURG),
        ("Екатеринбург, улица Татищева, 20/2", RegionGroup.MILLION_CITY),
        ("Ростов-на-Дону", RegionGroup.MILLION_CITY),
        ("Киров (Калужская область)", RegionGroup.OTHER_RUSSIA),
        ("Самарская область, Тольятти", RegionGroup.OTHER_RUSSIA),
        ("Курганская область, село Глядянское", RegionGroup.OTHER_RUSSIA),
        ("Россия", RegionGroup.OTHER_RUSSIA),
        ("Орёл", RegionGroup.OTHER_RUSSIA),
        ("Алматы, Казахстан", RegionGroup.ABROAD),
        ("Petah Tikva", RegionGroup.ABROAD),
        ("Урюпинск", RegionGroup.OTHER_RUSSIA),
        ("Кинешма", RegionGroup.OTHER_RUSSIA),
        ("Токио", RegionGroup.ABROAD),
        ("qwerty", RegionGroup.UNKNOWN),
        ("Удалённо", RegionGroup.UNKNOWN),
        ("Любая", RegionGroup.UNKNOWN),
        ("не имеет значения", RegionGroup.UNKNOWN),
        ("(", RegionGroup.UNKNOWN),
        ("🙂", RegionGroup.UNKNOWN),
        ("", RegionGroup.UNKNOWN),
        (None, RegionGroup.UNKNOWN),
    ],
)
def test_place_finds_its_group(raw: str | None, group: RegionGroup) -> None:
    assert region_group(raw) is group


def test_every_group_has_words() -> None:
    assert set(RUSSIAN) == set(RegionGroup)
