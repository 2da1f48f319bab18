"""No row that is measured has told the models anything."""

import numpy as np

from services.salary.training.evaluation.slices import group_rows, name_ten_role
from services.salary.training.evaluation.splits import (
    flag_first_postings,
    list_latest_months,
    sample_rows,
    split_by_employer,
    split_by_time,
    take_rows,
)
from services.salary.training.vacancies import Vacancies


def test_split_by_time_trains_on_earlier_months_alone() -> None:
    months = np.repeat(np.arange(24_000.0, 24_020.0), 10)
    months[::17] = np.nan
    employers = np.array([f"company {number % 40}" for number in range(len(months))])
    split = split_by_time(months, employers, seed=7)
    assert max(months[split.train | split.calibrate]) < min(months[split.test])
    assert not set(employers[split.train]) & set(employers[split.calibrate])
    assert not (split.train & split.calibrate).any()
    assert split.test.sum() >= 0.15 * (~np.isnan(months)).sum()
    assert not (split.train | split.calibrate | split.test)[np.isnan(months)].any()


def test_a_year_alone_may_be_its_last_month(small_vacancies: Vacancies) -> None:
    table = small_vacancies.table.copy()
    table.loc[0, "published_at"], table.loc[0, "year"] = None, 2024.0
    table.loc[1, "published_at"], table.loc[1, "year"] = "2024-03-05", 2024.0
    table.loc[2, "published_at"], table.loc[2, "year"] = None, 2026.0
    table.loc[3, "published_at"], table.loc[3, "year"] = None, np.nan
    changed = Vacancies(
        small_vacancies.profiles,
        small_vacancies.pay_rub,
        small_vacancies.employers,
        small_vacancies.last_stated_month,
        table,
    )
    months = list_latest_months(changed)
    assert months[:2].tolist() == [2024 * 12 + 11, 2024 * 12 + 2]
    assert months[2] == small_vacancies.last_stated_month
    assert np.isnan(months[3])


def test_split_by_employer_shares_none(small_vacancies: Vacancies) -> None:
    split = split_by_employer(small_vacancies.employers, seed=7)
    members = [set(small_vacancies.employers[part]) for part in (split.train, split.calibrate, split.test)]
    assert not members[0] & members[1]
    assert not (members[0] | members[1]) & members[2]


def test_rows_are_taken_from_every_field(small_vacancies: Vacancies) -> None:
    few = take_rows(small_vacancies, np.array([5, 2]))
    assert few.profiles == [small_vacancies.profiles[5], small_vacancies.profiles[2]]
    assert few.pay_rub.tolist() == small_vacancies.pay_rub[[5, 2]].tolist()
    assert few.table["vac_id"].tolist() == small_vacancies.table["vac_id"].iloc[[5, 2]].tolist()
    assert few.last_stated_month == small_vacancies.last_stated_month
    sample = sample_rows(small_vacancies, 50, seed=7)
    assert len(sample.profiles) == len(sample.pay_rub) == len(sample.table) == 50
    assert sample_rows(small_vacancies, None, seed=7) is small_vacancies


def test_a_posting_for_many_cities_is_one(small_vacancies: Vacancies) -> None:
    few = take_rows(small_vacancies, np.array([3, 3, 4, 3]))
    assert flag_first_postings(few).tolist() == [True, False, True, False]
    few.pay_rub[3] += 1  # another pay, another posting
    assert flag_first_postings(few).tolist() == [True, False, True, True]


def test_small_slices_and_rows_of_none_are_left_out() -> None:
    rows = group_rows(["b", "a", "b", "", "", "b"], fewest=2)
    assert list(rows) == ["b"]
    assert rows["b"].tolist() == [0, 2, 5]


def test_ten_roles_are_read_off_the_role_else_the_title() -> None:
    assert name_ten_role("Менеджер продукта", "Java разработчик") == "product manager"
    assert name_ten_role("Программист, разработчик", "Тестировщик") == ""
    assert name_ten_role(None, "Senior BI-аналитик") == "data or BI analyst"
    assert name_ten_role(None, "Ведущий бизнес-аналитик") == "system or business analyst"
    assert name_ten_role(None, "BI разработчик") == ""
    assert name_ten_role(np.nan, "Руководитель IT-проектов") == "project manager"
    assert name_ten_role(None, "Инженер технической поддержки") == "support"
