"""The same resume always gets the same answer, whoever stands beside it and whoever wrote it."""

import random
from pathlib import Path

import pytest

from services.scorer.engines.builtin import BuiltinEngine, load_builtin
from services.scorer.training.interviews import Interview, read_interviews
from shared.contracts.resume import Resume
from shared.contracts.target import Target

TIMES = 100
NAMES = ("Иванов Иван Иванович", "Ким Виктория", "John Smith", "Магомедова Патимат Магомедовна", None)
CITIES = ("Москва", "Владивосток", "Грозный", "Berlin", None)
VACANCY = Target(
    vacancy_title="Senior Python-разработчик",
    vacancy_description="Нужны Python, FastAPI, PostgreSQL, Kafka, Docker, Go и Terraform.",
)


@pytest.fixture
def interviews(data_folder: Path) -> list[Interview]:
    return read_interviews(data_folder / "expertise" / "interviews_train.jsonl")


def test_neighbours_and_a_restart_move_nothing(
    engine: BuiltinEngine, senior: Resume, beginner: Resume, analyst: Resume
) -> None:
    draw = random.Random(7)
    neighbours = [beginner, analyst, senior.model_copy(update={"skills": ("Go", "Rust", "SQL")})]
    first = engine.score_resume(senior, VACANCY)
    for _ in range(TIMES):
        fresh = load_builtin() if draw.random() < 0.1 else engine
        for neighbour in draw.choices(neighbours, k=draw.randrange(4)):
            fresh.score_resume(neighbour, Target())
        assert fresh.score_resume(senior, VACANCY) == first


def test_real_people_are_scored_alike_in_any_order(
    engine: BuiltinEngine, interviews: list[Interview]
) -> None:
    chosen = interviews[::10]
    first = {id(one): engine.score_resume(one.resume, one.target) for one in chosen}
    restarted = load_builtin()
    random.Random(7).shuffle(chosen)
    assert all(restarted.score_resume(one.resume, one.target) == first[id(one)] for one in chosen)


def swap_person(resume: Resume, draw: random.Random) -> Resume:
    """The same work, told by somebody else."""
    return resume.model_copy(
        update={
            "full_name": draw.choice(NAMES),
            "gender": draw.choice(("male", "female", None)),
            "age": draw.choice((19, 34, 61, None)),
            "birth_date": None,
            "city": draw.choice(CITIES),
        }
    )


def test_swapping_the_person_moves_exactly_nothing(
    engine: BuiltinEngine, interviews: list[Interview]
) -> None:
    draw = random.Random(7)
    moved = []
    for one in interviews[::5]:
        score = engine.score_resume(one.resume, one.target)
        other = engine.score_resume(swap_person(one.resume, draw), one.target)
        assert other.grade == score.grade
        assert other.reasons == score.reasons
        moved.append(abs((other.confirmed_probability or 0) - (score.confirmed_probability or 0)))
    assert len(moved) > 100
    assert max(moved) == 0


def test_a_swap_of_the_work_does_move(engine: BuiltinEngine, interviews: list[Interview]) -> None:
    """The control: a measure that never moves would show nothing."""
    one, other = interviews[0], interviews[1]
    swapped = one.resume.model_copy(update={"experience": other.resume.experience})
    assert engine.score_resume(swapped, one.target) != engine.score_resume(one.resume, one.target)
