"""What a person reads in the terminal."""

from attesta.show import show_assessment
from shared.contracts.resume import SalaryExpectation
from tests.contracts.examples import ASSESSMENT, RESUME


def test_a_whole_assessment_is_shown() -> None:
    shown = show_assessment(ASSESSMENT)
    assert RESUME.full_name
    for word in (RESUME.full_name, "Грейд", "Подтвердится", "Зарплата", "Компания", "Совет"):
        assert word in shown


def test_an_assessment_without_results_shows_its_problems() -> None:
    bare = {"resume": None, "expertise": None, "salary": None, "company": None, "advice": None}
    shown = show_assessment(ASSESSMENT.model_copy(update=bare | {"status": "failed"}))
    assert "failed" in shown
    for problem in ASSESSMENT.problems:
        assert problem.message in shown


def test_pay_that_is_asked_and_offered_stands_beside_the_range() -> None:
    shown = show_assessment(ASSESSMENT).splitlines()
    salary = next(number for number, line in enumerate(shown) if line.startswith("Зарплата"))
    rest = "\n".join(shown[salary:])
    assert "Ожидания     250 000 ₽ (из резюме)" in rest
    assert "Оплата       от 250 000 ₽ на руки (указано в запросе)" in rest


def test_pay_in_another_currency_keeps_it() -> None:
    wanted = SalaryExpectation(amount=3000, currency="USD")
    resume = RESUME.model_copy(update={"salary_expectation": wanted})
    assert "3000 USD" in show_assessment(ASSESSMENT.model_copy(update={"resume": resume}))
