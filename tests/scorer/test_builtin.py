"""The built-in engine: what holds for every resume."""

import random
import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from services.scorer.engines.builtin import BuiltinEngine
from services.scorer.score import load_engine
from shared.contracts.expertise import Expertise
from shared.contracts.grade import Grade
from shared.contracts.resume import Contacts, Experience, Resume
from shared.contracts.target import Target
from shared.reference.grades import ORDER

VACANCY = Target(
    vacancy_title="Senior Python-разработчик",
    vacancy_description="Нужны Python, FastAPI, PostgreSQL, Kafka, Docker, Go и Terraform.",
)


def expected_rank(score: Expertise) -> float:
    assert score.grade is not None
    return sum(rank * score.grade.probabilities[grade] for rank, grade in enumerate(ORDER))


def test_the_engine_is_chosen_by_name(senior: Resume) -> None:
    score = load_engine("builtin").score_resume(senior, Target())
    assert (score.engine, score.model) == ("builtin", "grade-logistic")
    assert score.version


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(KeyError):
        load_engine("oracle")


def test_the_same_resume_gives_the_same_score_in_any_order(
    engine: BuiltinEngine, senior: Resume, beginner: Resume, analyst: Resume
) -> None:
    cases = [(resume, target) for resume in (senior, beginner, analyst) for target in (VACANCY, Target())]
    first = [engine.score_resume(*case) for case in cases]
    order = list(range(len(cases))) * 100
    random.Random(7).shuffle(order)
    assert all(engine.score_resume(*cases[i]) == first[i] for i in order)


@pytest.mark.parametrize(
    "other",
    [
        {"full_name": "Иванова Мария Ивановна"},
        {"full_name": None},
        {"gender": "female"},
        {"gender": None},
        {"age": 61, "birth_date": "1965-01-01"},
        {"age": None, "birth_date": None},
        {"city": "Владивосток"},
        {"contacts": Contacts(phones=("+7 900 000-00-00",), emails=("a@example.org",), links=("t.me/a",))},
    ],
)
def test_who_somebody_is_moves_nothing(
    engine: BuiltinEngine, senior: Resume, other: dict[str, object]
) -> None:
    assert engine.score_resume(senior.model_copy(update=other), VACANCY) == engine.score_resume(
        senior, VACANCY
    )


def test_the_city_of_a_job_moves_nothing(engine: BuiltinEngine, senior: Resume) -> None:
    jobs = tuple(job.model_copy(update={"city": "Псков"}) for job in senior.experience)
    moved = senior.model_copy(update={"experience": jobs})
    assert engine.score_resume(moved, VACANCY) == engine.score_resume(senior, VACANCY)


def test_verbs_that_tell_the_sex_move_nothing(engine: BuiltinEngine, senior: Resume) -> None:
    def feminine(text: str | None) -> str:
        return re.sub(r"(роектировал|роводил|наставлял|недрил|азрабатывал|исал)\b", r"\1а", text or "")

    jobs = tuple(j.model_copy(update={"description": feminine(j.description)}) for j in senior.experience)
    assert jobs != senior.experience
    hers = engine.score_resume(senior.model_copy(update={"experience": jobs}), VACANCY)
    his = engine.score_resume(senior, VACANCY)
    assert (hers.grade, hers.confirmed_probability) == (his.grade, his.confirmed_probability)


def test_more_experience_never_lowers_the_grade(
    engine: BuiltinEngine, make_developer: Callable[[int], Resume]
) -> None:
    ranks = [expected_rank(engine.score_resume(make_developer(m), Target())) for m in range(1, 240, 3)]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(ranks))
    assert ranks[-1] > ranks[0] + 1.5


def test_a_stated_total_of_experience_counts(engine: BuiltinEngine, senior: Resume) -> None:
    little, much = (
        engine.score_resume(senior.model_copy(update={"total_experience_months": m}), Target())
        for m in (8, 120)
    )
    assert expected_rank(much) > expected_rank(little) + 0.7


def test_a_higher_claim_is_less_likely_confirmed(
    engine: BuiltinEngine, make_developer: Callable[[int], Resume]
) -> None:
    for months in (6, 40, 130):
        scores = [engine.score_resume(make_developer(months), Target(grade=grade)) for grade in Grade]
        chances = [score.confirmed_probability or 0.0 for score in scores]
        assert all(higher <= lower for lower, higher in pairwise(chances))
        assert chances[-1] < 0.6 * chances[0]


def test_a_skill_of_the_vacancy_does_not_hurt(engine: BuiltinEngine, senior: Resume) -> None:
    more = senior.model_copy(update={"skills": (*senior.skills, "Go", "Terraform")})
    chance = engine.score_resume(senior, VACANCY).confirmed_probability
    better = engine.score_resume(more, VACANCY).confirmed_probability
    assert chance is not None
    assert better is not None
    assert better > chance - 0.01


@pytest.mark.parametrize(
    ("target", "position", "claimed"),
    [
        (Target(grade=Grade.LEAD), "Разработчик", True),
        (Target(vacancy_title="Senior Python developer"), "Разработчик", True),
        (Target(), "Старший разработчик", True),
        (Target(vacancy_title="Python developer"), "Разработчик", True),
        (Target(vacancy_description="Нужен разработчик на Python."), "Разработчик", True),
        (Target(), "Python-разработчик", False),
    ],
)
def test_a_chance_is_given_where_there_is_something_to_confirm(
    engine: BuiltinEngine, senior: Resume, target: Target, position: str, claimed: bool
) -> None:
    score = engine.score_resume(senior.model_copy(update={"position": position}), target)
    assert (score.confirmed_probability is not None) == claimed
    assert not score.abstained


def test_the_claim_is_not_read_as_a_grade(engine: BuiltinEngine, senior: Resume) -> None:
    claims = [
        senior.model_copy(update={"position": f"{word} Python-разработчик"}) for word in ("Junior", "Lead")
    ]
    first, second = (engine.score_resume(resume, Target()) for resume in claims)
    assert first.grade == second.grade


def test_the_same_job_twice_counts_once(engine: BuiltinEngine, senior: Resume) -> None:
    twice = senior.model_copy(update={"experience": senior.experience * 2})
    assert engine.score_resume(twice, VACANCY) == engine.score_resume(senior, VACANCY)


def test_the_order_of_jobs_does_not_matter(engine: BuiltinEngine, senior: Resume) -> None:
    turned = senior.model_copy(update={"experience": senior.experience[::-1]})
    assert engine.score_resume(turned, VACANCY) == engine.score_resume(senior, VACANCY)


def test_work_outside_it_is_no_experience_in_it(
    engine: BuiltinEngine, make_developer: Callable[[int], Resume]
) -> None:
    young = make_developer(6)
    cook = Experience(
        company="Кафе Мак",
        position="Повар горячего цеха",
        start="2010-01",
        end="2026-02",
        description="Приготовление блюд, разделка мяса, соблюдение санитарных норм.",
    )
    changed = engine.score_resume(
        young.model_copy(update={"experience": (*young.experience, cook)}), Target()
    )
    assert expected_rank(changed) == pytest.approx(
        expected_rank(engine.score_resume(young, Target())), abs=0.1
    )
