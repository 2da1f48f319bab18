"""The language model behind a real server: honest, lying, busy and broken ones."""

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import HttpUrl, SecretStr, ValidationError

from services.salary.training.ingest.complete import list_gaps, make_completer
from services.salary.training.ingest.outcome import Tally
from services.salary.training.ingest.vacancy import Vacancy
from services.salary.training.llm.settings import LlmSettings
from shared.contracts.grade import Grade
from tests.salary.training.llm_server import LlmServer, complete_with, serve

TEXT = (
    "Команда платежей ждёт опытного инженера. Платим двести тысяч (200 000) на руки, офис в Перми. "
    "Стек: Quuxbase, FlurboSQL и Grommet. Писать: @hr_anna, +7 912 345-67-89, hr@example.org, https://t.me/hr_anna"
)
LACKING = Vacancy("v:1", "boards", "Инженер платежей", TEXT, month=2024 * 12)
NOTHING: dict[str, Any] = {
    "is_vacancy": True,
    "pay_low": None,
    "pay_high": None,
    "currency": None,
    "period": None,
    "gross": None,
    "experience_months": None,
    "grade": None,
    "city": None,
    "work_format": None,
    "skills": [],
}
HONEST = NOTHING | {
    "pay_low": 200_000,
    "currency": "RUB",
    "gross": False,
    "experience_months": 36,
    "grade": "senior",
    "city": "Пермь",
    "work_format": "office",
    "skills": ["Quuxbase", "FlurboSQL", "Grommet"],
}


def make_settings(server: LlmServer, **fields: Any) -> LlmSettings:
    chosen: dict[str, Any] = {"url": HttpUrl(server.url), "model": "small", "attempts": 1} | fields
    return LlmSettings(**chosen)


def complete(settings: LlmSettings, cache: Path, *vacancies: Vacancy) -> tuple[list[Vacancy], Tally]:
    tally, completer = Tally(), make_completer(settings, cache)
    assert completer is not None
    return completer(list(vacancies), tally), tally


def count(tally: Tally, note: str) -> int:
    return tally.notes[note].total()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "answers" / "cache.sqlite"


def test_by_default_nobody_is_asked(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.delenv("ATTESTA_SALARY_LLM_URL", raising=False)
    assert make_completer(LlmSettings(), cache) is None
    assert not cache.exists()


def test_a_url_needs_a_model() -> None:
    with pytest.raises(ValidationError, match="url needs model"):
        LlmSettings(url=HttpUrl("http://127.0.0.1:1/v1"))


def test_gaps_are_filled_with_what_the_text_holds(cache: Path) -> None:
    with serve(lambda _: (200, complete_with(HONEST))) as server:
        (filled,), tally = complete(make_settings(server), cache, LACKING)
    assert filled.pay is not None and filled.pay.middle == 200_000
    assert (filled.experience, filled.grade, filled.city) == ("between3And6", Grade.SENIOR, "Пермь")
    assert (filled.work_format, filled.skills) == ("office", ("Quuxbase", "FlurboSQL", "Grommet"))
    assert "pay by the model" in filled.filled
    assert count(tally, "filled: pay by the model") == 1


def test_what_the_text_does_not_hold_is_not_believed(cache: Path) -> None:
    lie = HONEST | {"pay_low": 350_000, "city": "Магадан", "skills": ["COBOL"], "experience_months": None}
    with serve(lambda _: (200, complete_with(lie))) as server:
        (filled,), _ = complete(make_settings(server), cache, LACKING)
    assert (filled.pay, filled.city, filled.skills, filled.experience) == (None, "", (), None)


def test_what_the_rules_have_read_stays(cache: Path) -> None:
    known = replace(LACKING, grade=Grade.JUNIOR, city="Омск")
    with serve(lambda _: (200, complete_with(HONEST))) as server:
        (filled,), _ = complete(make_settings(server), cache, known)
    assert (filled.grade, filled.city) == (Grade.JUNIOR, "Омск")


def test_the_server_gets_the_schema_the_key_and_no_contacts(cache: Path) -> None:
    with serve(lambda _: (200, complete_with(HONEST))) as server:
        complete(make_settings(server, key=SecretStr("sesame")), cache, LACKING)
    (question,) = server.asked
    assert server.headers[0]["authorization"] == "Bearer sesame"
    assert question["model"] == "small" and question["temperature"] == 0
    assert question["response_format"]["json_schema"]["strict"] is True
    assert set(question["response_format"]["json_schema"]["schema"]["required"]) == set(NOTHING)
    sent = json.dumps(question, ensure_ascii=False)
    for contact in ("hr_anna", "912 345", "hr@example.org", "t.me"):
        assert contact not in sent
    assert "200 000" in sent


def test_a_second_run_asks_nothing(cache: Path) -> None:
    with serve(lambda _: (200, complete_with(HONEST))) as server:
        first, _ = complete(make_settings(server), cache, LACKING)
        again, tally = complete(make_settings(server), cache, LACKING)
        assert len(server.asked) == 1
        complete(make_settings(server, model="large"), cache, LACKING)
        assert len(server.asked) == 2  # another model may know better
    assert again == first
    assert count(tally, "model: known") == 1


@pytest.mark.parametrize(
    ("status", "body", "note"),
    [
        (200, complete_with("no JSON"), "model: off the schema"),
        (200, complete_with(HONEST | {"name": "Anna"}), "model: off the schema"),
        (200, complete_with({"grade": "senior"}), "model: off the schema"),
        (200, b"{}", "model: no completion"),
        (200, b"<html>", "model: no completion"),
        (401, b"", "model: status 401"),
        (500, b"", "model: status 500"),
    ],
)
def test_a_bad_answer_is_counted_and_the_row_stays(cache: Path, status: int, body: bytes, note: str) -> None:
    with serve(lambda _: (status, body)) as server:
        rows, tally = complete(make_settings(server), cache, LACKING)
    assert rows == [LACKING]
    assert count(tally, note) == 1


def test_a_server_that_is_away_is_counted(cache: Path) -> None:
    with serve(lambda _: (200, b"")) as server:
        settings = make_settings(server)
    rows, tally = complete(settings, cache, LACKING)
    assert rows == [LACKING]
    assert count(tally, "model: ConnectError") == 1


def test_a_busy_server_is_asked_again(cache: Path) -> None:
    answers = iter([(429, b""), (503, b""), (200, complete_with(HONEST))])
    with serve(lambda _: next(answers)) as server:
        (filled,), _ = complete(make_settings(server, attempts=3), cache, LACKING)
    assert filled.grade == Grade.SENIOR
    assert len(server.asked) == 3


def test_after_many_failures_nobody_is_asked_any_more(cache: Path) -> None:
    rows = [replace(LACKING, vac_id=str(number), description=f"{TEXT} {number}") for number in range(20)]
    with serve(lambda _: (401, b"")) as server:
        kept, tally = complete(make_settings(server, concurrency=2, failures_allowed=4), cache, *rows)
    assert kept == rows
    assert len(server.asked) == 4
    assert count(tally, "model: not asked") == 16


def test_only_so_many_questions_are_open_at_once(cache: Path) -> None:
    def answer_slowly(_: dict[str, Any]) -> tuple[int, bytes]:
        time.sleep(0.05)
        return 200, complete_with(HONEST)

    rows = [replace(LACKING, vac_id=str(number), description=f"{TEXT} {number}") for number in range(9)]
    with serve(answer_slowly) as server:
        filled, _ = complete(make_settings(server, concurrency=3), cache, *rows)
    assert 1 < server.most_at_once <= 3
    assert [row.vac_id for row in filled] == [row.vac_id for row in rows]


def test_who_lacks_nothing_is_not_asked_about(cache: Path) -> None:
    with serve(lambda _: (200, complete_with(HONEST))) as server:
        (full,), _ = complete(make_settings(server), cache, LACKING)
        assert list_gaps(full) == ()
        complete(make_settings(server), cache, full, replace(LACKING, description="Пишите"))
        assert len(server.asked) == 1
