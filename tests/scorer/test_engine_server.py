"""The client of the engine server: what is asked, what is believed, how long it waits."""

import base64
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from services.scorer.checkpoint.head import Floats
from services.scorer.engines.builtin import BuiltinEngine
from services.scorer.engines.http import EngineAnswerError, EngineServer, Patience
from services.scorer.engines.vllm import VllmEngine, VllmSettings, load_vllm
from shared.contracts.document import DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.resume import Resume, ResumeSource
from shared.contracts.target import Target
from shared.errors import Unavailable
from tests.scorer.checkpoints_made import HIDDEN, change_description, make_checkpoint
from tests.scorer.engine_pretender import Answer, Pretender, answer_well, make_state, pretending

TOKENS = [[2, 5, 7], [2, 9], [2, 5, 7, 8]]


@pytest.fixture
def pretender() -> Iterator[Pretender]:
    with pretending() as pretender:
        yield pretender


@pytest.fixture(autouse=True)
def connections() -> Iterator[None]:
    """Whatever a test has opened is closed."""
    with _OPENED:
        yield


_OPENED = ExitStack()


def connect(
    url: str, in_flight: int = 8, deadline_seconds: float = 2.0, key: str | None = None
) -> EngineServer:
    patience = Patience(in_flight, request_seconds=0.5, deadline_seconds=deadline_seconds)
    return _OPENED.enter_context(closing(EngineServer(url, key, "made-up@1", HIDDEN, patience)))


def test_vectors_come_back_in_order(pretender: Pretender) -> None:
    found = connect(pretender.url, key="secret").pool_states(TOKENS)
    assert np.array_equal(np.stack(found), np.stack([make_state(tokens) for tokens in TOKENS]))
    assert sorted(body["input"][0] for body in pretender.asked) == sorted(TOKENS)
    assert {body["model"] for body in pretender.asked} == {"made-up@1"}
    assert all(body["use_activation"] is False for body in pretender.asked)
    assert pretender.keys == {"Bearer secret"}


def test_no_texts_are_no_request(pretender: Pretender) -> None:
    assert connect(pretender.url).pool_states([]) == []
    assert pretender.asked == []


def test_so_many_requests_are_under_way_and_no_more(pretender: Pretender) -> None:
    pretender.pause_seconds = 0.02
    connect(pretender.url, in_flight=5).pool_states([[2, number] for number in range(200)])
    assert len(pretender.asked) == 200
    assert pretender.busiest == 5


def failing_first(times: int, status: int) -> Callable[[dict[str, Any]], Answer]:
    left = [times]

    def answer(body: dict[str, Any]) -> Answer:
        left[0] -= 1
        return (status, {}) if left[0] >= 0 else answer_well(body)

    return answer


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(pretender: Pretender, status: int) -> None:
    pretender.answer = failing_first(2, status)
    (state,) = connect(pretender.url, deadline_seconds=20).pool_states(TOKENS[:1])
    assert np.array_equal(state, make_state(TOKENS[0]))
    assert len(pretender.asked) == 3


def test_a_server_that_stays_busy_is_unavailable_after_the_deadline(pretender: Pretender) -> None:
    pretender.answer = failing_first(1000, 503)
    with pytest.raises(Unavailable, match="engine"):
        connect(pretender.url, deadline_seconds=0.5).pool_states(TOKENS)


def test_a_server_that_is_away_is_unavailable_soon() -> None:
    with pretending() as gone:
        url = gone.url
    started = time.monotonic()
    with pytest.raises(Unavailable, match="engine"):
        connect(url, deadline_seconds=60).pool_states(TOKENS)
    assert time.monotonic() - started < 10


def test_a_server_that_hangs_is_unavailable(pretender: Pretender) -> None:
    pretender.pause_seconds = 1.0
    with pytest.raises(Unavailable, match="engine"):
        connect(pretender.url, deadline_seconds=1.0).pool_states(TOKENS[:1])


def test_an_adapter_that_is_not_there_yet_is_unavailable(pretender: Pretender) -> None:
    pretender.answer = lambda _: (404, {"error": "no such model"})
    with pytest.raises(Unavailable, match="engine: made-up@1"):
        connect(pretender.url).pool_states(TOKENS)


def say(state: Sequence[float] | Floats, model: str = "made-up@1") -> Callable[[dict[str, Any]], Answer]:
    content = base64.b64encode(np.asarray(state, "<f4").tobytes()).decode()
    return lambda _: (200, {"model": model, "data": [{"embedding": content}]})


BAD_ANSWERS: dict[str, tuple[Callable[[dict[str, Any]], Answer], str]] = {
    "refused": (lambda _: (400, {}), "answers 400"),
    "no embedding": (lambda _: (200, {"model": "made-up@1", "data": []}), "is no embedding"),
    "no base64": (lambda _: (200, {"model": "made-up@1", "data": [{"embedding": "*"}]}), "is no embedding"),
    "another base": (say(np.ones(HIDDEN + 1)), "not the hidden state of this base"),
    "not finite": (say(np.full(HIDDEN, np.nan)), "not the hidden state of this base"),
    "another adapter": (say(np.ones(HIDDEN), model="base"), "with another adapter"),
    "normalised": (say(np.ones(HIDDEN) / 4), "normalises its vectors"),
}


@pytest.mark.parametrize("case", BAD_ANSWERS)
def test_a_wrong_answer_fails_loudly(pretender: Pretender, case: str) -> None:
    pretender.answer, sentence = BAD_ANSWERS[case]
    with pytest.raises(EngineAnswerError, match=sentence):
        connect(pretender.url).pool_states(TOKENS[:1])


TARGET = Target(vacancy_title="Python-разработчик", grade=Grade.SENIOR)


@pytest.fixture
def scorer(pretender: Pretender, engine: BuiltinEngine, tmp_path: Path) -> VllmEngine:
    make_checkpoint(tmp_path / "made")
    (tmp_path / "current").symlink_to("made")
    settings = VllmSettings.model_validate({"checkpoint": tmp_path / "current", "engine_url": pretender.url})
    return _OPENED.enter_context(closing(load_vllm(engine, settings)))


def test_a_result_says_who_made_it(scorer: VllmEngine, engine: BuiltinEngine, senior: Resume) -> None:
    found = scorer.score_resume(senior, TARGET)
    graded = engine.score_resume(senior, Target())
    assert (found.engine, found.model, found.version) == ("vllm", "made-up", "1")
    assert found.grade == graded.grade
    assert found.confirmed_probability is not None
    assert "made-up" in found.reasons[0].text and "grade-logistic" in found.reasons[0].text
    assert not [reason.text for reason in found.reasons if "одтверждени" in reason.text][1:]


def test_a_batch_says_what_each_says_alone(
    scorer: VllmEngine, senior: Resume, beginner: Resume, analyst: Resume
) -> None:
    pairs = [
        (senior, TARGET),
        (beginner, TARGET),
        (Resume(source=senior.source), TARGET),
        (analyst, Target()),
    ] * 5
    together = scorer.score_batch(pairs)
    assert together == [scorer.score_resume(*pair) for pair in pairs]


def test_nothing_is_asked_where_there_is_nothing_to_confirm(
    scorer: VllmEngine, pretender: Pretender, analyst: Resume
) -> None:
    found = scorer.score_resume(analyst, Target())
    assert found.grade is not None and found.confirmed_probability is None
    empty = scorer.score_resume(Resume(source=ResumeSource(kind=DocumentKind.MANUAL)), TARGET)
    assert empty.abstained and empty.engine == "vllm"
    assert pretender.asked == []


def test_it_abstains_where_the_model_could_not_tell(
    pretender: Pretender, engine: BuiltinEngine, senior: Resume, tmp_path: Path
) -> None:
    folder = change_description(make_checkpoint(tmp_path / "unsure"), abstain={"low": 0.0, "high": 1.0})
    settings = VllmSettings.model_validate({"checkpoint": folder, "engine_url": pretender.url})
    with closing(load_vllm(engine, settings)) as scorer:
        found = scorer.score_resume(senior, TARGET)
    assert found.abstained and found.grade is None and found.confirmed_probability is None
    assert "не уверена" in found.reasons[0].text


def test_it_follows_a_link_that_is_moved(scorer: VllmEngine, senior: Resume, tmp_path: Path) -> None:
    before = scorer.score_resume(senior, TARGET)
    make_checkpoint(tmp_path / "next", version="2")
    (tmp_path / "new").symlink_to("next")
    (tmp_path / "new").replace(tmp_path / "current")
    assert (before.version, scorer.score_resume(senior, TARGET).version) == ("1", "2")


def test_an_engine_that_is_given_back_closes_its_connections_after_the_last_answer(
    pretender: Pretender, engine: BuiltinEngine, senior: Resume, tmp_path: Path
) -> None:
    pretender.pause_seconds = 0.2
    (tmp_path / "current").symlink_to(make_checkpoint(tmp_path / "made").name)
    settings = VllmSettings.model_validate({"checkpoint": tmp_path / "current", "engine_url": pretender.url})
    scorer = load_vllm(engine, settings)
    make_checkpoint(tmp_path / "next", version="2")
    with ThreadPoolExecutor(9) as threads:
        asked = [threads.submit(scorer.score_resume, senior, TARGET) for _ in range(8)]
        time.sleep(0.1)
        (tmp_path / "new").symlink_to("next")
        (tmp_path / "new").replace(tmp_path / "current")
        later = threads.submit(scorer.score_resume, senior, TARGET)
    assert {one.result().version for one in asked} == {"1"}
    assert later.result().version == "2"
    scorer.close()


def test_name_sex_age_and_city_change_nothing(scorer: VllmEngine, senior: Resume) -> None:
    other = senior.model_copy(
        update={
            "full_name": "Иванова Анна",
            "gender": "female",
            "age": 61,
            "birth_date": None,
            "city": "Москва",
        }
    )
    assert scorer.score_resume(other, TARGET) == scorer.score_resume(senior, TARGET)
