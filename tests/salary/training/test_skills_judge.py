"""The language model's word on merges and kinds, behind a real server."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import HttpUrl

from services.salary.training.llm.settings import LlmSettings
from services.salary.training.skills.judge import Judge, open_judge
from services.salary.training.skills.merges import Candidate, list_doubtful
from tests.salary.training.llm_server import LlmServer, complete_with, serve


def answer(question: dict[str, Any]) -> tuple[int, bytes]:
    """Says that names are one skill where they begin alike, and IT where they are Latin."""
    asked = json.loads(question["messages"][1]["content"])
    if question["response_format"]["json_schema"]["name"] == "same_skill":
        return 200, complete_with({"same": asked["one"][:3] == asked["other"][:3]})
    if asked["name"] == "silent":
        return 400, b""
    return 200, complete_with({"is_it": asked["name"].isascii()})


def settings_of(server: LlmServer) -> LlmSettings:
    return LlmSettings(url=HttpUrl(server.url), model="small", attempts=1)


def ask(judge: Judge | None) -> tuple[list[bool | None], list[bool | None]]:
    assert judge is not None
    pairs = [("postgre", "postgres"), ("java", "kotlin")]
    return judge.are_same(pairs), judge.are_it(["terraform", "закупка труб", "silent"])


def test_verdicts_come_in_order_and_are_asked_for_once(tmp_path: Path) -> None:
    with serve(answer) as server:
        for _ in range(2):
            with open_judge(settings_of(server), tmp_path / "cache.sqlite") as judge:
                assert ask(judge) == ([True, False], [True, False, None])
        assert len(server.asked) == 5 + 1  # what was not answered is asked again


def test_without_a_model_there_is_no_judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATTESTA_SALARY_LLM_URL", raising=False)
    with open_judge(LlmSettings(), tmp_path / "cache.sqlite") as judge:
        assert judge is None
    assert not (tmp_path / "cache.sqlite").exists()


def test_doubtful_is_an_unknown_name_and_the_one_most_like_it() -> None:
    names = [
        Candidate("PostgreSQL", "database", True, 90, frozenset()),
        Candidate("Oracle", "database", True, 80, frozenset()),
        Candidate("постгря", "technology", False, 3, frozenset()),
        Candidate("1С:Розница", "product", True, 5, frozenset()),
        Candidate("розница", "trade", False, 2, frozenset()),
    ]
    likeness = np.array([[1.0, 0.0], [0.0, 1.0], [0.9, 0.1], [1.0, 0.0], [1.0, 0.0]])
    found = [(one.name, other.name) for one, other in list_doubtful([[0, 1, 2], [3, 4]], names, likeness)]
    assert found == [("постгря", "PostgreSQL")]
