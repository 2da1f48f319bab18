"""How the model is trained and measured, on made-up figures and, where it is here, on the real data."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from services.salary.training.evaluation.baselines import predict_family_medians
from services.salary.training.evaluation.figures import measure_range
from services.salary.training.fit import calibrate_margins, conformal_margin, split_employers
from services.salary.training.folds import FOLDS, split_folds
from services.salary.training.snippets import read_snippets
from services.salary.training.vacancies import OTHER_TRADES, profile_table_row, read_vacancies
from services.salary.vacancy import JobRow, profile_row


def test_no_employer_is_in_two_parts() -> None:
    employers = np.array([f"company {number % 200}" for number in range(1_000)])
    parts = split_employers(employers, seed=7)
    members = {part: set(employers[flags]) for part, flags in parts.items()}
    assert not members["train"] & members["calibrate"]
    assert not (members["train"] | members["calibrate"]) & members["test"]
    assert sum(int(flags.sum()) for flags in parts.values()) == 1_000
    again = split_employers(employers, seed=7)
    assert all((again[part] == parts[part]).all() for part in parts)


def test_margin_covers_what_it_promises() -> None:
    generator = np.random.default_rng(7)
    covered = [
        (generator.normal(size=500) <= conformal_margin(generator.normal(size=400))).mean()
        for _ in range(200)
    ]
    assert np.mean(covered) == pytest.approx(0.8, abs=0.015)
    with pytest.raises(ValueError, match="too few"):
        conformal_margin(np.array([0.1, 0.2]))


def test_groups_get_margins_of_their_own() -> None:
    """Juniors' pay is spread three times as wide as seniors'; both end well covered."""
    generator = np.random.default_rng(7)
    kinds = [("", "Junior разработчик", "Senior разработчик")[min(number % 25, 2)] for number in range(6_000)]
    titles = [title if number % 4 else "Junior разработчик" for number, title in enumerate(kinds)]
    jobs = [JobRow(position=title, experience_months=20 if title else None) for title in titles]
    profiles = [profile_row(job, 24_317) for job in jobs]
    spread = np.where([title.startswith("Junior") for title in titles], 0.3, 0.1)
    log_pay = generator.normal(0, spread)
    raw = {"low": np.full(6_000, -0.13), "high": np.full(6_000, 0.13)}
    margins = calibrate_margins(
        {bound: of[:3_000] for bound, of in raw.items()}, profiles[:3_000], log_pay[:3_000]
    )
    assert margins.of_groups["grade:junior"] > 0.1 > margins.of_groups["grade:senior"]
    for word in ("Junior", "Senior"):
        held_out = [row for row in range(3_000, 6_000) if titles[row].startswith(word)]
        reach = 0.13 + np.array([margins.of(profiles[row]) for row in held_out])
        assert np.mean(np.abs(log_pay[held_out]) <= reach) == pytest.approx(0.8, abs=0.08)


def test_snippets_are_it_priced_and_not_known_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "snippets.parquet"
    rows = [
        ("Python-разработчик", "ООО Ромашка", 100_000.0, 200_000.0),
        ("Python-разработчик", "Лютик", 150_000.0, None),
        ("Повар", "Ромашка", 60_000.0, None),
        ("Java-разработчик", "Ромашка", None, None),
        ("QA engineer", "Ромашка", 200_000.0, 100_000.0),
        ("DevOps", "Ромашка", 500.0, None),
    ]
    made = pd.DataFrame(rows, columns=["title", "employer", "salary_from", "salary_to"])
    made = made.assign(city="Москва", schedule=None, requirement="SQL", responsibility=None)
    made.assign(published_at="2022-11-03T10:00:00+0300").to_parquet(file)
    snippets = read_snippets(file, frozenset({("python-разработчик", "лютик")}))
    assert snippets.employers.tolist() == ["ромашка"]
    assert snippets.pay_rub.tolist() == [150_000.0]
    assert snippets.profiles[0].month == 2022 * 12 + 10
    assert len(read_snippets(tmp_path / "missing.parquet", frozenset()).profiles) == 0


def test_figures_of_a_perfect_range() -> None:
    pay = np.array([100_000.0, 200_000.0])
    bounds = {"low": np.log(pay * 0.9), "median": np.log(pay), "high": np.log([150_000.0, 199_000.0])}
    figures = measure_range(pay, bounds)
    assert figures.mae_rub == pytest.approx(0, abs=1e-6)
    assert figures.log_r2 == pytest.approx(1)
    assert figures.coverage == 0.5


def test_family_medians_fall_back() -> None:
    def row(title: str) -> dict[str, object]:
        names = ("skills", "description", "experience", "city", "schedule", "employment")
        return {**dict.fromkeys(names), "title": title}

    train = [profile_table_row(row("Аналитик"), None)] * 5 + [profile_table_row(row("Тестировщик"), None)] * 6
    pay = np.array([11.0] * 5 + [12.0] * 6)
    titles = ("Аналитик", "Senior тестировщик", "Учитель")
    predicted = predict_family_medians(train, pay, [profile_table_row(row(title), None) for title in titles])
    assert predicted.tolist() == [11.0, 12.0, 12.0]


def test_real_vacancies_are_read(data_folder: Path) -> None:
    vacancies = read_vacancies(data_folder)
    assert len(vacancies.profiles) == len(vacancies.pay_rub) == len(vacancies.employers) > 5_000
    assert vacancies.pay_rub.min() >= 15_000
    assert not set(vacancies.table["source"]) & OTHER_TRADES
    assert len(vacancies.snippets.profiles) > 5_000
    assert {"kafka", "разработк", "spring"} <= vacancies.resume_words
    stated = [profile.experience_bucket for profile in vacancies.profiles]
    assert {0, 1, 2, 3} <= {bucket for bucket in stated if bucket is not None}
    assert np.mean([profile.family is not None for profile in vacancies.profiles]) > 0.9


def test_every_row_is_in_one_fold_and_no_employer_in_two() -> None:
    employers = np.array([f"company {number % 200}" for number in range(1_000)])
    folds = split_folds(employers, seed=7)
    assert len(folds) == FOLDS
    assert (np.sum(folds, axis=0) == 1).all()
    members = [set(employers[fold]) for fold in folds]
    assert sum(map(len, members)) == 200
