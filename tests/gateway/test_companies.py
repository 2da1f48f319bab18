"""The hiring company is recognised when an assessment is accepted, however its name is written."""

import os
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from services.scraper.ratings.file import read_rating
from services.scraper.ratings.store import store_rating
from shared.contracts.company import Company
from shared.db.session import transaction
from tests.gateway.requests import PATH, hand_in

HEADER = "Место,Название компании,Регион,Отрасль,Итоговый балл,kind"
RATING = f"""{HEADER}
1,Альфа Тест,Москва,Банки,"130,04",Крупнейшие
2,Ромашка-Софт,Казань,IT,119.5,Крупнейшие
1,ПСБ (Промсвязьбанк),,,90,Средние
"""
ROMASHKA = Company(
    name="Ромашка-Софт",
    place=2,
    places=2,
    group="Крупнейшие",
    region="Казань",
    industry="IT",
    score=119.5,
    best_score=130.04,
    year=2023,
    matched_by="exact",
)


def load(database: Engine, file: Path, year: int = 2023) -> None:
    with transaction(database) as session:
        store_rating(session, read_rating(file, year), year)


def load_text(database: Engine, folder: Path, text: str, year: int = 2023) -> None:
    file = folder / f"{year}.csv"
    file.write_text(text, encoding="utf-8")
    load(database, file, year)


def company_of(api: httpx.Client, name: str) -> tuple[Company | None, list[str]]:
    """The company that is recognised, and the codes of the problems."""
    seen = api.get(f"{PATH}/{hand_in(api, client_name=name)}").json()
    company = seen["company"] and Company.model_validate(seen["company"])
    return company, [problem["code"] for problem in seen["problems"]]


@pytest.mark.parametrize(
    "name",
    [
        "Ромашка-Софт",
        "ромашка софт",
        "  РОМАШКА   СОФТ ",
        "ООО «Ромашка-Софт»",
        'Общество с ограниченной ответственностью "Ромашка-Софт"',
        "Ромашка-Софт, ООО",
        'ПАО "Ромашка – Софт"',
        "ГК Ромашка-Софт",
    ],
)
def test_company_is_recognised(api: httpx.Client, database: Engine, tmp_path: Path, name: str) -> None:
    load_text(database, tmp_path, RATING)
    assert company_of(api, name) == (ROMASHKA, [])


@pytest.mark.parametrize("name", ["Ромашка-Софт (Казань)", "ООО «Ромашка-Софт» (аутсорс)"])
def test_words_in_brackets_do_not_hide_a_company(
    api: httpx.Client, database: Engine, tmp_path: Path, name: str
) -> None:
    load_text(database, tmp_path, RATING)
    assert company_of(api, name) == (
        ROMASHKA.model_copy(update={"matched_by": "alias", "confidence": 0.95}),
        [],
    )


@pytest.mark.parametrize("name", ["ПСБ", "Промсвязьбанк", "ПАО «Промсвязьбанк»", "псб (Москва)"])
def test_company_is_recognised_by_its_other_name(
    api: httpx.Client, database: Engine, tmp_path: Path, name: str
) -> None:
    load_text(database, tmp_path, RATING)
    company, problems = company_of(api, name)
    assert company and problems == []
    assert (company.name, company.matched_by) == ("ПСБ (Промсвязьбанк)", "alias")


@pytest.mark.parametrize("name", ["Romashka-Soft", "РомашкаСофт", "Альфа Тесст"])
def test_company_says_how_it_was_recognised_and_how_surely(
    api: httpx.Client, database: Engine, tmp_path: Path, name: str
) -> None:
    load_text(database, tmp_path, RATING)
    company, _ = company_of(api, name)
    assert company and (company.matched_by, company.confidence) == ("alias", 0.9)


def test_name_that_two_companies_share_is_no_match(
    api: httpx.Client, database: Engine, tmp_path: Path
) -> None:
    load_text(database, tmp_path, f"{HEADER}\n1,Мир (банк),,,10,Средние\n2,Мир (магазины),,,9,Средние\n")
    assert company_of(api, "Мир") == (None, ["company_unknown"])
    assert company_of(api, "Мир (банк)")[1] == []


@pytest.mark.parametrize(
    "name", ["Ромашка", "Софт", "Ромашка-Софт Сервис", "ООО", "«»", "(Ромашка-Софт)x", "%"]
)
def test_unknown_company_is_a_problem_and_no_guess(
    api: httpx.Client, database: Engine, tmp_path: Path, name: str
) -> None:
    load_text(database, tmp_path, RATING)
    assert company_of(api, name) == (None, ["company_unknown"])


def test_missing_rating_is_said_and_stays_said(api: httpx.Client, database: Engine, tmp_path: Path) -> None:
    path = f"{PATH}/{hand_in(api, client_name='Ромашка-Софт')}"
    load_text(database, tmp_path, RATING)  # too late: it was not looked in
    seen = api.get(path).json()
    assert (seen["company"], [one["code"] for one in seen["problems"]]) == (None, ["rating_not_loaded"])
    assert company_of(api, "Лютик") == (None, ["company_unknown"])


def test_unnamed_company_is_no_problem(api: httpx.Client) -> None:
    assert api.get(f"{PATH}/{hand_in(api)}").json()["problems"] == []


def test_newest_rating_counts(api: httpx.Client, database: Engine, tmp_path: Path) -> None:
    load_text(database, tmp_path, RATING, 2023)
    load_text(database, tmp_path, f"{HEADER}\n1,Ромашка-Софт,,,10,Средние\n", 2024)
    company, _ = company_of(api, "Ромашка-Софт")
    assert company and (company.year, company.place, company.best_score) == (2024, 1, 10)
    assert company_of(api, "Альфа Тест")[1] == []  # known of an earlier year only


def test_new_rating_is_seen_without_a_restart(api: httpx.Client, database: Engine, tmp_path: Path) -> None:
    assert company_of(api, "Ромашка-Софт")[0] is None
    load_text(database, tmp_path, RATING)
    assert company_of(api, "Ромашка-Софт")[0] == ROMASHKA


def test_accepted_assessment_keeps_its_company(api: httpx.Client, database: Engine, tmp_path: Path) -> None:
    load_text(database, tmp_path, RATING)
    path = f"{PATH}/{hand_in(api, client_name='Ромашка-Софт')}"
    load_text(database, tmp_path, f"{HEADER}\n1,Лютик,,,10,Средние\n")
    assert Company.model_validate(api.get(path).json()["company"]) == ROMASHKA


def test_real_rating_recognises_its_companies(
    api: httpx.Client, database: Engine, project_root: Path
) -> None:
    data = Path(os.environ.get("ATTESTA_DATA", project_root / "../shared/data"))
    file = data / "ratings/rating_2023.csv"
    if not file.exists():
        pytest.skip(f"no rating at {file}")
    load(database, file)
    company, problems = company_of(api, 'ООО "Яндекс"')
    assert company and problems == []
    assert (company.name, company.group, company.place, company.year) == ("Яндекс", "Крупнейшие", 2, 2023)
    assert company.best_score == 130.04
    assert company.places >= 100
