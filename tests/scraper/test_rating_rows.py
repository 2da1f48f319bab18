"""Numbers as people write them, and rows that are none."""

import pytest

from services.scraper.ratings.harvest import Harvest, is_note, read_company
from services.scraper.ratings.rows import read_place, read_score

ROW = ("1", "Ромашка", "Казань", "IT", "90,5")


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("130,04", 130.04),
        ("130.04", 130.04),
        (" 7 ", 7),
        ("1 234,5", 1234.5),
        ("1\u00a0234", 1234),
        ("119,37 балла", 119.37),
        ("-5", -5),
        ("−5,5", -5.5),
        ("1\u2009200,50", 1200.5),
        ("90,5 ▲ +2,1", 90.5),
    ],
)
def test_score_is_read(text: str, score: float) -> None:
    assert read_score(text) == score


@pytest.mark.parametrize("text", ["", "—", "много", "nan", "inf", "1,2,3", "12 34", "90,5 / 100"])
def test_what_is_no_score_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="score"):
        read_score(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 1),
        ("12.", 12),
        ("№ 3", 3),
        ("1 034", 1034),
        ("1\u00a0034", 1034),
        ("5 место", 5),
        ("1-е", 1),
        ("5–6", 5),
        ("12 - 14", 12),
        ("7▲2", 7),
        ("1 ↓ 10", 1),
    ],
)
def test_place_is_read(text: str, place: int) -> None:
    assert read_place(text) == place


@pytest.mark.parametrize("text", ["", "первое", "0", "-1", "1.5", "99999999999", "6–5", "1–2–3"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="place"):
        read_place(text)


def test_cell_says_what_its_first_line_says() -> None:
    company = read_company(
        ("\n 1 \n", "\n★\n Рога и\u00a0 копыта \nПобедитель", "—", "", "90"), "Средние", 2023
    )
    assert (company.place, company.name, company.region, company.industry) == (1, "Рога и копыта", None, None)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("А\nАльфа-Банк\nОткрытых вакансий: 12", "Альфа-Банк"),
        ("1\n1С", "1С"),
        ("А\n«Аэрофлот»", "«Аэрофлот»"),
        ("Я", "Я"),
        ("А\nБета", "А"),
        ("Ромашка*", "Ромашка"),
        ("Лютик ¹", "Лютик"),
    ],
)
def test_name_is_read_without_what_decorates_it(cell: str, name: str) -> None:
    assert read_company(("1", cell, "", "", "90"), "Средние", 2023).name == name


def test_note_among_the_rows_is_no_company() -> None:
    assert is_note(("Реклама", None, None, None, None))
    assert is_note(("", " ", None, None, None))
    assert not is_note(ROW)
    assert not is_note(("1", "", "", "", "90"))


def test_rows_come_in_pages_and_a_half_drawn_one_is_forgiven() -> None:
    harvest = Harvest("Средние", 2023)
    assert harvest.add([ROW, ("2", "", "", "", "")]) == 1
    assert harvest.complaints() == ["the company at place '2' has no name"]
    assert harvest.add([("2", "Лютик", "", "", "80"), ("3", "Мак", "", "", "70")]) == 2
    assert harvest.complaints() == []
    assert [one.name for one in harvest.sorted_companies()] == ["Ромашка", "Лютик", "Мак"]


def test_company_that_is_shown_twice_at_once_is_told() -> None:
    harvest = Harvest("Средние", 2023)
    harvest.add([ROW, ROW])
    assert harvest.complaints() == ["'Ромашка' stands 2 times"]


def test_other_rows_are_known_from_the_same() -> None:
    harvest = Harvest("Средние", 2023)
    harvest.add([ROW])
    assert harvest.shares_rows_with([ROW, ("2", "Лютик", "", "", "80")])
    assert not harvest.shares_rows_with([("1", "Лютик", "", "", "80")])
