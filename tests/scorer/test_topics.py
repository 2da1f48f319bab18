"""What a text is about: neutral where it says nothing, bounded where it says much."""

import numpy as np
import pytest

from services.scorer.engines.builtin import BuiltinEngine
from services.scorer.features.topics import TopicModel, Topics
from services.scorer.models import MOST_TEXT_LOGITS, TopicWeights
from services.scorer.training.topics import fit_topics
from shared.contracts.resume import Resume
from shared.contracts.target import Target

MODEL = TopicModel(
    {"java": 0, "spring": 1, "отчет": 2}, np.array([1.0, 2.0, 1.0]), np.array([[1.0, 0], [1.0, 0], [0, 1.0]])
)


def test_a_text_lies_where_its_words_lie() -> None:
    assert MODEL.read_topics("Java, Spring").values == pytest.approx([3 / np.sqrt(5), 0])
    assert MODEL.read_topics("Отчёты").values == pytest.approx([0, 1])


def test_stating_a_grade_changes_nothing() -> None:
    first, second = MODEL.read_topics("Java, отчёты"), MODEL.read_topics("Senior Java, отчёты, team lead")
    assert (first.values == second.values).all()


def test_repeating_a_word_counts_less_each_time() -> None:
    once, twice, often = (MODEL.read_topics("отчёты " + "java " * times).values for times in (1, 2, 100))
    assert once[0] < twice[0] < often[0]
    assert often[0] / often[1] < 6


@pytest.mark.parametrize("text", ["", "cooking 42 ...", "   "])
def test_a_text_of_unknown_words_says_nothing(text: str) -> None:
    topics = MODEL.read_topics(text)
    assert topics.certainty == 0
    assert TopicWeights(np.array([0.3, 0.4]), np.array([50.0, 50.0])).effect(topics) == 0


def test_words_alone_never_decide() -> None:
    weights = TopicWeights(np.zeros(2), np.array([100.0, -100.0]))
    assert weights.effect(Topics(np.array([1.0, 0.0]), 1.0)) == MOST_TEXT_LOGITS
    assert weights.effect(Topics(np.array([0.0, 1.0]), 1.0)) == -MOST_TEXT_LOGITS


def test_the_effects_of_the_words_add_up() -> None:
    weights = np.array([0.5, -0.25])
    effects = MODEL.list_effects(MODEL.read_topics("Spring: отчёты"), weights)
    assert sum(effects.values()) == pytest.approx(MODEL.read_topics("Spring: отчёты").values @ weights)
    assert effects["spring"] > 0 > effects["отчет"]


def test_directions_part_what_stands_apart() -> None:
    developers = ["kafka java hibernate", "kafka java", "kafka hibernate liquibase"]
    designers = ["figma sketch css", "figma sketch", "sketch css"]
    others = ["terraform ansible", "ansible linux"]
    texts = developers * 10 + designers * 10 + others * 25
    model = fit_topics(texts, texts, frozenset({"css"}), seed=7)
    assert not {"css", "ansible"} & set(model.vocabulary)  # banned, and in nearly half of the texts
    java, kafka, figma = (model.read_topics(text).values for text in ("java hibernate", "kafka", "figma"))
    assert np.dot(java, kafka) > 0.1
    assert abs(np.dot(java, figma)) < 0.01
    again = fit_topics(texts, texts, frozenset({"css"}), seed=7)
    assert (again.directions == model.directions).all()


def test_a_title_alone_is_no_description(engine: BuiltinEngine, senior: Resume) -> None:
    """Two words of a vacancy move the chance by next to nothing."""
    plain, titled = (
        engine.score_resume(senior.model_copy(update={"position": "Senior"}), target).confirmed_probability
        for target in (Target(vacancy_title="Senior"), Target(vacancy_title="Senior Java-разработчик"))
    )
    assert plain is not None
    assert titled == pytest.approx(plain, abs=0.02)
