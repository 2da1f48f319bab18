"""The features: what is read in a resume, and what is not."""

from datetime import date

import numpy as np
import pytest

from services.scorer.features.claimed import is_weak, split_sentences
from services.scorer.features.demand import find_resume_skills, find_skills, read_demand
from services.scorer.features.history import job_text, read_history
from services.scorer.features.profile import EXPERIENCE_KNOTS, Profile, list_terms, weigh_experience
from services.scorer.features.topics import Topics, Wording
from services.scorer.features.words import MAX_CHARACTERS, read_phrases, read_words, stem_word
from services.scorer.models import ConfirmationModel, TopicWeights, encode_terms
from shared.contracts.document import DocumentKind
from shared.contracts.resume import Experience, Resume, ResumeSource
from shared.contracts.target import Target

AS_OF = date(2026, 11, 1)
KNOWN = {"python": "Python", "rest api": "REST API", "golang": "Go", "go": "Go"}


def make_history(
    *jobs: Experience, total: int | None = None, updated_at: str | None = "2026-10"
) -> float | None:
    source = ResumeSource(kind=DocumentKind.TEXT)
    resume = Resume(experience=jobs, total_experience_months=total, updated_at=updated_at, source=source)
    return read_history(resume, AS_OF, lambda job: "Java" in job_text(job)).months


@pytest.mark.parametrize(
    ("his", "hers"),
    [("занимался", "занималась"), ("вел", "вела"), ("программист", "программистка"), ("писал", "писала")],
)
def test_stems_do_not_tell_the_sex(his: str, hers: str) -> None:
    assert stem_word(his) == stem_word(hers)


@pytest.mark.parametrize("word", ["42", "1990", "замужем", "возраст", "прошла", "прошел", "male"])
def test_words_about_the_person_are_dropped(word: str) -> None:
    assert stem_word(word) is None


def test_names_of_tools_stay_whole() -> None:
    assert read_words("C++, C#, Node.js и ASP.NET") == ["c++", "c#", "node.js", "asp.net"]


def test_neighbours_make_phrases() -> None:
    assert list(read_phrases("spring boot java")) == ["spring", "boot", "java", "spring boot", "boot java"]


def test_what_stands_behind_the_limit_is_not_read() -> None:
    assert "python" not in read_phrases("x " * MAX_CHARACTERS + "python")


def test_no_term_states_a_grade() -> None:
    plain = Profile("Java-разработчик", ("Java",), "разработка сервисов", None)
    graded = Profile("Senior Java-разработчик", ("Java",), "ведущий разработка сервисов", None)
    assert list_terms(plain) == list_terms(graded)


def test_a_line_of_text_weighs_less_than_a_page() -> None:
    vocabulary = {f"text:w{i}": i for i in range(100)}
    line, page = (
        encode_terms({"text": list(vocabulary)[:count]}, 24, vocabulary).values[:count] for count in (2, 100)
    )
    assert np.linalg.norm(line) < np.linalg.norm(page) / 2


@pytest.mark.parametrize("months", [0, 1, 24, 30, 54, 80, 96, 500])
def test_experience_weights_sum_to_one(months: int) -> None:
    weights = weigh_experience(months)
    assert sum(weights) == pytest.approx(1)
    reached = sum(w * knot for w, knot in zip(weights, EXPERIENCE_KNOTS, strict=False))
    assert reached == pytest.approx(min(months, EXPERIENCE_KNOTS[-1]))


def test_unknown_experience_has_its_own_weight() -> None:
    assert weigh_experience(None) == [0, 0, 0, 0, 1]


def test_only_work_in_it_counts() -> None:
    java = Experience(position="Java", start="2024-01", end="2024-12")
    sales = Experience(position="Продавец", start="2021-01", end="2023-12")
    assert make_history(java) == 12
    assert make_history(java, sales) == pytest.approx(12)
    assert make_history(sales) == 0
    assert make_history(java, sales, total=96) == pytest.approx(24)


def test_the_present_is_when_the_resume_was_updated() -> None:
    job = Experience(position="Java", start="2025-11", current=True)
    assert make_history(job) == 12
    assert make_history(job, updated_at=None) == 13


def test_a_resume_that_lists_no_work_has_no_experience() -> None:
    assert make_history() == 0
    assert make_history(total=30) == 30


def test_work_without_dates_is_of_unknown_length() -> None:
    java = Experience(position="Java")
    assert make_history(java) is None
    assert make_history(java, Experience(position="Продавец", start="2020", end="2021")) is None
    assert make_history(java, total=30) == 30
    assert make_history(Experience(position="Продавец")) == 0


@pytest.mark.parametrize(
    "dates",
    [
        {"start": "2035-01", "current": True},
        {"start": "2022-01", "end": "2018-05"},
        {"start": "1960-01", "end": "2018-05"},
    ],
    ids=["future", "inverted", "lifetime"],
)
def test_dates_that_cannot_be_true_count_for_nothing(dates: dict[str, object]) -> None:
    odd = Experience.model_validate({"position": "Java", **dates})
    assert make_history(odd) is None
    assert make_history(odd, Experience(position="Java", start="2024-01", end="2024-12")) == 12
    assert make_history(total=601) is None


def test_a_vacancy_names_its_skills_once_each() -> None:
    demand = read_demand(
        Target(vacancy_title="Senior Go developer", vacancy_description="Golang, REST API, Python"), KNOWN
    )
    assert demand is not None
    assert demand.skills == ("Go", "Python", "REST API")


def test_no_vacancy_demands_nothing() -> None:
    assert read_demand(Target(client_name="Банк"), KNOWN) is None


def test_a_skill_is_no_part_of_a_word() -> None:
    assert find_skills("Google, pythonic, algorithm", KNOWN) == {}


def test_a_denied_skill_is_not_named() -> None:
    resume = Resume(skills=("Go",), about="С Python не работал.", source=ResumeSource(kind=DocumentKind.TEXT))
    assert list(find_resume_skills(resume, ["No experience with REST API"], KNOWN)) == ["Go"]


def test_lines_that_go_on_are_one_sentence() -> None:
    text = "Проведение\nтестов на Node.js и ASP.NET.\n- Отчёты\n• Разборы; планы"
    assert split_sentences(text) == ["Проведение тестов на Node.js и ASP.NET.", "Отчёты", "Разборы;", "планы"]


@pytest.mark.parametrize(
    ("sentence", "weak"),
    [
        ("Kafka на базовом уровне", True),
        ("С Kubernetes не работал", True),
        ("Изучаю Go", True),
        ("Familiar with Docker", True),
        ("Проектировал базы данных и системы безопасности", False),
        ("Machine learning in production", False),
    ],
)
def test_weak_claims_are_known(sentence: str, weak: bool) -> None:
    assert is_weak(sentence) == weak


def test_an_unknown_feature_is_neutral() -> None:
    nothing = TopicWeights(np.zeros(2), np.zeros(2))
    model = ConfirmationModel(
        np.array([1.0, 5.0]), np.array([2.0, 1.0]), np.array([0.5, 0.5]), -1.0, nothing, nothing
    )
    silent = Wording(Topics(np.ones(2), 1.0), Topics(np.ones(2), 1.0))
    unknown, average = np.array([3.0, np.nan]), np.array([3.0, 5.0])
    assert model.probability(unknown, silent) == model.probability(average, silent)
    assert model.probability(np.array([5.0, 5.0]), silent) > model.probability(average, silent)
