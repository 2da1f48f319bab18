"""Rating files: what is right is read, what is wrong is refused and says where."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from services.scraper.ratings.file import read_rating
from services.scraper.ratings.store import store_rating
from shared.db.session import transaction
from shared.db.tables import CompanyRow

HEADER = "Место,Название компании,Регион,Отрасль,Итоговый балл,kind"
LINE = '1,"Ромашка, ООО",Казань,IT,"119,5",Крупные'


def write(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "rating.csv"
    file.write_text("\n".join(lines) + "\n", encoding=encoding)
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_line_becomes_a_company(tmp_path: Path, encoding: str) -> None:
    (row,) = read_rating(write(tmp_path, HEADER, LINE, encoding=encoding), 2023)
    assert (row.place, row.name, row.region, row.industry) == (1, "Ромашка, ООО", "Казань", "IT")
    assert (row.score, row.group, row.year) == (119.5, "Крупные", 2023)


def test_columns_may_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    header = "kind,Итоговый балл,Сайт,Отрасль,Регион,Название компании,Место"
    (row,) = read_rating(write(tmp_path, header, "Крупные,90.25,x,,,Ромашка,3"), 2023)
    assert (row.place, row.name, row.score, row.region, row.industry) == (3, "Ромашка", 90.25, None, None)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_and_encodings_of_spreadsheets_are_read(tmp_path: Path, delimiter: str) -> None:
    lines = (
        HEADER.replace(",", delimiter),
        delimiter.join(("1", "Ромашка, ООО", "Казань", "IT", "119,5", "К")),
    )
    (row,) = read_rating(write(tmp_path, *lines, encoding="cp1251"), 2023)
    assert (row.place, row.name, row.region, row.score, row.group) == (
        1,
        "Ромашка, ООО",
        "Казань",
        119.5,
        "К",
    )


def test_rating_without_companies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"rating\.csv: there is no company"):
        read_rating(write(tmp_path, HEADER), 2023)


def test_company_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'Ромашка, ООО' stands 2 times"):
        read_rating(write(tmp_path, HEADER, LINE, LINE), 2023)


@pytest.mark.parametrize("content", [bytes(range(256)), b"PK\x03\x04\0\0", "имя".encode("utf-16-le")])
def test_binary_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "rating.xlsx"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="no text"):
        read_rating(file, 2023)


def test_field_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"rating\.csv, line"):
        read_rating(write(tmp_path, HEADER, '1,"' + "я" * 140_000), 2023)


@pytest.mark.parametrize("column", HEADER.split(","))
def test_missing_column_is_named(tmp_path: Path, column: str) -> None:
    header = ",".join(name for name in HEADER.split(",") if name != column)
    with pytest.raises(ValueError, match=f"rating.csv: no column {column}"):
        read_rating(write(tmp_path, header), 2023)


def test_file_without_a_header_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rating.csv"
    file.touch()
    with pytest.raises(ValueError, match="no column"):
        read_rating(file, 2023)


@pytest.mark.parametrize(
    "line",
    [
        "первое,Ромашка,,,90,Крупные",
        ",Ромашка,,,90,Крупные",
        "1.5,Ромашка,,,90,Крупные",
        "0,Ромашка,,,90,Крупные",
        "99999999999,Ромашка,,,90,Крупные",
        "-1,Ромашка,,,90,Крупные",
        "1,Ромашка,,,много,Крупные",
        "1,Ромашка,,,,Крупные",
        "1,Ромашка,,,nan,Крупные",
        "1,Ромашка,,,inf,Крупные",
        "1,,,,90,Крупные",
        "1,Ромашка,,,90,",
        "1,Ромашка",
    ],
)
def test_bad_line_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"rating\.csv, line 3: "):
        read_rating(write(tmp_path, HEADER, LINE, line), 2023)


def test_rating_takes_the_place_of_the_same_year_only(database: Engine, tmp_path: Path) -> None:
    for year in (2022, 2023, 2023):
        with transaction(database) as session:
            store_rating(session, read_rating(write(tmp_path, HEADER, LINE), year), year)
    with transaction(database) as session:
        assert session.scalars(select(CompanyRow.year).order_by(CompanyRow.year)).all() == [2022, 2023]
