"""Scores of three made-up resumes, so that a change of the model or of a feature shows.

After a training run that was meant to change them, write the new numbers down and say why in the commit.
"""

import pytest

from services.scorer.engines.builtin import BuiltinEngine
from shared.contracts.grade import Grade
from shared.contracts.resume import Resume
from shared.contracts.target import Target

GOLDEN = [
    ("senior", Grade.SENIOR, 0.91, 0.37),
    ("analyst", Grade.MIDDLE, 0.53, 0.14),
    ("beginner", Grade.JUNIOR, 0.49, 0.03),
]


@pytest.mark.parametrize(("name", "grade", "probability", "confirmed"), GOLDEN)
def test_the_score_is_the_one_written_down(  # noqa: PLR0917 - a table's columns
    engine: BuiltinEngine,
    request: pytest.FixtureRequest,
    name: str,
    grade: Grade,
    probability: float,
    confirmed: float,
) -> None:
    resume: Resume = request.getfixturevalue(name)
    target = Target(
        vacancy_title="Senior Python-разработчик", vacancy_description="Python, FastAPI, Kafka, SQL"
    )
    score = engine.score_resume(resume, target)
    assert score.grade is not None
    assert score.grade.value is grade
    assert score.grade.probabilities[grade] == pytest.approx(probability, abs=0.03)
    assert score.confirmed_probability == pytest.approx(confirmed, abs=0.03)
