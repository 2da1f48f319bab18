"""What a person reads in the terminal."""

from attesta.show import show_assessment
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
