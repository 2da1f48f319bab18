"""The linear model under the trees: its sums, and how it is trained."""

import numpy as np
import pytest

from services.salary.reading import ReadProfile, read_profile
from services.salary.scores import NO_SCORES, list_terms
from services.salary.training.word_scores import fit_scores, score_out_of_fold
from services.salary.vacancy import JobRow, profile_row

MONTH = 2026 * 12 + 5


def _read(title: str, text: str = "", month: int = MONTH) -> ReadProfile:
    return read_profile(profile_row(JobRow(position=title, description=text), month))


def test_long_text_counts_no_more_than_a_short_one() -> None:
    scores = NO_SCORES.model_copy(update={"weights": {"text": {"kafka": 0.2, "redis": 0.2, "word": -0.1}}})
    assert scores.add_up("text", {"kafka"}) == pytest.approx(0.2)
    assert scores.add_up("text", {"kafka", "redis", "unheard-of"}) == pytest.approx(0.4 / 2**0.5)
    assert scores.add_up("text", set()) == scores.add_up("text", {"unheard-of"}) == 0


@pytest.mark.parametrize(("year", "score"), [("2031", 0.3), ("2026", 0.3), ("2019", -0.3), ("1990", -0.3)])
def test_years_beyond_the_data_are_priced_as_the_nearest(year: str, score: float) -> None:
    weights = {"year": {"2019": -0.3, "2026": 0.3, "None": 0.1}}
    assert NO_SCORES.model_copy(update={"weights": weights}).add_up("year", {year}) == score


def test_terms_are_of_title_skills_and_text() -> None:
    row = JobRow(
        position="Senior Go разработчик", skills=("постгрес",), description="Писал сервисы. Не знаю Java"
    )
    terms = list_terms(read_profile(profile_row(row, MONTH)))
    assert terms["skills"] == {"PostgreSQL"}
    assert {"senior go", "go"} <= terms["title"]
    assert "писал" in terms["text"] and "java" not in terms["text"]
    assert (terms["grade"], terms["year"], terms["experience"]) == ({"senior"}, {"2026"}, {"None"})


def _make_rows() -> tuple[list[ReadProfile], np.ndarray, np.ndarray]:
    """Two hundred vacancies; those that speak of Kafka pay a third more and write of pay and perks."""
    generator = np.random.default_rng(7)
    speaks = generator.integers(0, 2, 200)
    reads = [_read("Инженер", "Kafka, зарплата 300к, дмс" if said else "Отчеты") for said in speaks]
    employers = np.array([f"company {number % 40}" for number in range(200)])
    return reads, employers, np.log(100_000 * (1 + speaks / 3)) + generator.normal(0, 0.05, 200)


def test_words_of_work_get_weights_and_words_of_pay_none() -> None:
    reads, employers, log_pay = _make_rows()
    resume_words = {"kafka", "отчет", "зарплат", "300к", "дмс"}
    weights = fit_scores(reads, employers, log_pay, resume_words).weights["text"]
    assert weights["kafka"] > 0 > weights["отчет"]
    assert set(weights) == {"kafka", "отчет"}
    assert fit_scores(reads, employers, log_pay, {"отчет"}).weights["text"].keys() == {"отчет"}


def test_unseen_scores_know_nothing_of_the_rows_own_employer() -> None:
    reads, employers, log_pay = _make_rows()
    resume_words = {"kafka", "отчет"}
    before = score_out_of_fold(reads, employers, log_pay, resume_words, seed=7)
    own = employers == "company 0"
    changed = np.where(own, log_pay + 1, log_pay)
    after = score_out_of_fold(reads, employers, changed, resume_words, seed=7)
    np.testing.assert_array_equal(before[own], after[own])
    assert np.abs(before - after).max() > 0


def test_the_order_of_terms_leaves_no_trace() -> None:
    weights = {"a": 0.1, "b": 0.2, "c": 0.3, "d": -0.6}
    scores = NO_SCORES.model_copy(update={"weights": {**NO_SCORES.weights, "text": weights}})
    assert scores.add_up("text", ["a", "b", "c", "d"]) == scores.add_up("text", ["d", "c", "b", "a"])
