"""A whole evaluation of a small table, and the report that is drawn of it."""

import re
from pathlib import Path

import pytest

from services.salary.training.evaluation.baselines import QUICK, RECIPE_CATBOOST, ROLE_MEDIAN
from services.salary.training.evaluation.page import write_page
from services.salary.training.evaluation.report.build import build_report
from services.salary.training.evaluation.report.tables import hide_contacts
from services.salary.training.evaluation.result import OURS, read_result, write_result
from services.salary.training.evaluation.run import run_evaluation
from services.salary.training.vacancies import Vacancies


@pytest.fixture(scope="module")
def folder(small_vacancies: Vacancies, tmp_path_factory: pytest.TempPathFactory) -> Path:
    told: list[str] = []
    evaluation, predictions = run_evaluation(small_vacancies, 7, QUICK, told.append)
    assert len(told) == 5
    folder = tmp_path_factory.mktemp("evaluation")
    write_result(evaluation, predictions, folder)
    return folder


def test_every_recipe_is_measured_on_the_same_rows(folder: Path) -> None:
    evaluation, predictions = read_result(folder)
    assert [split.name for split in evaluation.splits] == ["by employer", "by time"]
    for split in evaluation.splits:
        rows = {row.name: row.all_rows.rows for row in split.table}
        assert set(rows.values()) == {split.part_rows["test"]} == {(predictions["split"] == split.name).sum()}
        assert {row.two_bounds.rows + row.agreement.rows for row in split.table} == set(rows.values())
        by_name = {row.name: row.all_rows for row in split.table}
        assert by_name[OURS].mae_rub < by_name[ROLE_MEDIAN].mae_rub
        assert by_name[RECIPE_CATBOOST].coverage is not None
    assert evaluation.importance[0].facts in {"title", "grade", "experience"}
    assert not {"employer", "description"} & set(predictions.columns)


def test_the_page_holds_all_tables(folder: Path) -> None:
    page = write_page(read_result(folder)[0])
    assert page.count("## Split ") == 2
    assert page.count(f"| {OURS} |") == 10


def test_the_report_needs_nothing_from_outside(folder: Path, small_vacancies: Vacancies) -> None:
    evaluation, predictions = read_result(folder)
    predictions.loc[0, "title"] = "<b>Аналитик</b> hr@example.com"
    predictions.loc[0, "pay_rub"] = 5_000_000.0  # becomes the largest outlier
    report = build_report(evaluation, predictions, small_vacancies)
    addresses = re.findall(r"(?:src|href)=\"([^\"]{0,40})", report)
    assert len(addresses) >= 8
    assert all(address.startswith("data:image/svg+xml;base64,") for address in addresses)
    assert "<script" not in report
    assert "hr@example.com" not in report
    assert "&lt;b&gt;Аналитик&lt;/b&gt; …" in report
    assert "width=device-width" in report


def test_contacts_in_titles_are_hidden() -> None:
    title = "Аналитик, пишите @hr_bot или hr@firma.ru, +7 (999) 123-45-67, https://t.me/firma"
    assert hide_contacts(title) == "Аналитик, пишите … или … …, …"
