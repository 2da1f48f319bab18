"""Answers of a site on a bad day: too large, leading away, without an end; and items that don't answer."""

from collections.abc import Callable

import httpx
import pytest

from services.scraper import fetching
from services.scraper.failures import Blocked, ScrapeFailed
from services.scraper.fetching import BrokenAnswer, Fetcher, Unanswered, read_each
from services.scraper.settings import ScraperSettings
from tests.scraper.serving import Answer, Request, serve

SETTINGS = ScraperSettings(
    request_pause_seconds=0, retry_pause_seconds=0.01, retry_pause_limit_seconds=5, http_attempts=2
)


def fetch(answer: Callable[[Request], Answer]) -> str | None:
    with serve(answer) as address, Fetcher(SETTINGS) as fetcher:
        return fetcher.get_page(f"{address}/page")


def lead_to(target: str) -> Answer:
    return Answer(status=302, headers={"Location": target})


def test_site_may_send_us_round_itself() -> None:
    assert fetch(lambda one: lead_to("/there") if one.path == "/page" else Answer("here")) == "here"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lead_to("http://jobs.example.org/"), "leads away to jobs.example.org"),
        (lead_to("/page"), "leads round in circles"),
    ],
)
def test_way_that_leads_nowhere_is_not_gone(answer: Answer, sentence: str) -> None:
    with pytest.raises(BrokenAnswer, match=sentence):
        fetch(lambda _: answer)


def test_answer_without_an_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_ANSWER_SECONDS", 0.2)
    with pytest.raises(Unanswered, match=r"the answer takes more than 0\.2 s"):
        fetch(lambda _: Answer("x" * 1000, halting_seconds=0.5))


def test_answer_that_is_too_large_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_ANSWER_BYTES", 1_000_000)
    assert fetch(lambda _: Answer("x" * 1_000_000)) == "x" * 1_000_000
    with pytest.raises(BrokenAnswer, match="more than 1 MB"):
        fetch(lambda _: Answer("x" * 1_000_001))


@pytest.mark.parametrize("status", [429, 503])
def test_who_wants_to_be_left_alone_for_long_is(status: int) -> None:
    asked = []

    def answer(request: Request) -> Answer:
        asked.append(request)
        return Answer(status=status, headers={"Retry-After": "3600"})

    with pytest.raises(Blocked, match="wants to be left alone for 3600 s"):
        fetch(answer)
    assert len(asked) == 1


@pytest.mark.parametrize("address", ["hh.ru", "ftp://hh.ru", ""])
def test_what_is_no_address_is_told(address: str) -> None:
    with Fetcher(SETTINGS) as fetcher, pytest.raises(ScrapeFailed, match="is no address"):
        fetcher.get_page(address)


def test_text_is_read_in_its_encoding() -> None:
    page = Answer("Вакансия".encode("cp1251"), kind="text/html; charset=windows-1251")
    assert fetch(lambda _: page) == "Вакансия"


def read_number(item: int) -> int | None:
    """Items that are gone, broken, odd, silent, or there."""
    if item % 10 == 1:
        raise BrokenAnswer("half")
    if item % 10 == 2:
        raise ValueError("odd")
    if item % 10 == 3:
        raise Unanswered("silent")
    return None if item % 10 == 4 else item


def test_item_that_cannot_be_read_is_noted_and_no_end() -> None:
    problems: list[str] = []
    items = [(str(item), item) for item in (1, 2, 3, 13, 4, 23, 33, 5, 43)]
    assert list(read_each(items, read_number, problems)) == [5]
    assert problems == [
        "1: half",
        "2: odd",
        "3: silent",
        "13: silent",
        "23: silent",
        "33: silent",
        "43: silent",
    ]


def test_site_that_falls_silent_ends_the_run() -> None:
    problems: list[str] = []
    with pytest.raises(Unanswered):
        list(read_each([(str(item), item) for item in (3, 13, 23, 5)], read_number, problems))
    assert len(problems) == 3


def test_address_of_numbers_is_a_site_as_a_whole() -> None:
    sites = [
        fetching._site_of(httpx.Request("GET", f"http://{host}/"))
        for host in ("spb.a.ru", "www.a.ru", "10.0.0.1")
    ]
    assert sites == ["a.ru", "a.ru", "10.0.0.1"]
