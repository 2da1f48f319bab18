"""A page that is not what it was: every finding is named, nothing is believed, the page is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from services.scraper.failures import Blocked, BrowserFailed, Drift, ScrapeFailed
from services.scraper.ratings.rows import GROUPS, RatedCompany
from services.scraper.ratings.scrape import gather_ratings
from tests.scraper.browsers import browser_processes, find_process, needs_browser
from tests.scraper.rating_site import Mood, default_row, quick_settings, rating_site
from tests.scraper.serving import Answer

pytestmark = needs_browser


def fail_to_gather(mood: Mood, folder: Path, **settings: object) -> ScrapeFailed:
    with rating_site(mood) as address, pytest.raises(ScrapeFailed) as failed:
        gather_ratings(quick_settings(folder, **settings), address, 2023, lambda *_: None, stored={})
    assert browser_processes() == []
    return failed.value


def _is_chosen(company: RatedCompany) -> bool:
    return (company.group, company.place) == ("Крупнейшие", 7)


def row_without_score(company: RatedCompany) -> Sequence[str]:
    return [*default_row(company)[:-1], "н/д"] if _is_chosen(company) else default_row(company)


def row_of_absurd_score(company: RatedCompany) -> Sequence[str]:
    return default_row(replace(company, score=99_999) if _is_chosen(company) else company)


DRIFTS: Mapping[str, tuple[Mood, Sequence[str]]] = {
    "no rating at all": (Mood(years=()), ["2023: there is no table"]),
    "an error": (Mood(page=Answer("oops", 500)), ["2023: the page answers with HTTP status 500"]),
    "a header": (
        Mood(headers=["Место", "Компания", "Регион", "Отрасль", "Итоговый балл"]),
        [f"2023, {group}: no table has the headers" for group in GROUPS],
    ),
    "each group in another way": (
        Mood(counts=(24, 0, 48, 9), missing_tab="Средние", row=row_without_score),
        [
            "2023, Крупнейшие: the score 'н/д' is no number",
            "2023, Крупные: the table has no rows",
            "2023, Средние: there is no tab 'Средние'",
            "2023, Небольшие: 9 companies, fewer than 10, the floor of a group",
        ],
    ),
    "a score": (Mood(row=row_of_absurd_score), ["2023, Крупнейшие: the score 99999 of"]),
}


@pytest.mark.parametrize(("mood", "findings"), DRIFTS.values(), ids=DRIFTS)
def test_drift_is_named_and_the_page_kept(mood: Mood, findings: Sequence[str], tmp_path: Path) -> None:
    failed = fail_to_gather(mood, tmp_path)
    assert isinstance(failed, Drift)
    assert len(failed.findings) == len(findings)
    for finding in findings:
        assert any(one.startswith(finding) for one in failed.findings), failed.findings
    kept = {file.suffix for file in failed.evidence}
    assert kept == {".html", ".png"}
    assert all(file.stat().st_size for file in failed.evidence)
    assert str(tmp_path / "evidence") in failed.sentence


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            Answer('<h1>Подтвердите, что вы не робот</h1><img src="/captcha.png" alt="код">'),
            "shows a captcha",
        ),
        (Answer("<h1>Похоже, вы робот</h1>"), "says 'вы робот'"),
        (Answer("<h1>Позже</h1>", status=429), "HTTP status 429"),
    ],
)
def test_refusal_is_recognised(page: Answer, said: str, tmp_path: Path) -> None:
    failed = fail_to_gather(Mood(page=page), tmp_path)
    assert isinstance(failed, Blocked)
    assert said in failed.sentence
    assert len(list((tmp_path / "evidence").glob("*-ratings/2023-blocked.*"))) == 2


def test_captcha_in_the_middle_is_recognised(tmp_path: Path) -> None:
    mood = Mood(captcha_group=2)
    failed = fail_to_gather(mood, tmp_path)
    assert isinstance(failed, Blocked)
    assert "shows a captcha" in failed.sentence


def test_robots_are_respected(tmp_path: Path) -> None:
    mood = Mood(robots=Answer("User-agent: *\nDisallow: /history/", kind="text/plain"))
    failed = fail_to_gather(mood, tmp_path)
    assert isinstance(failed, Blocked)
    assert mood.asked == ["/robots.txt"]


def test_browser_that_always_dies_ends_the_run(tmp_path: Path) -> None:
    with rating_site(Mood()) as address, pytest.raises(BrowserFailed, match="died 2 times"):
        gather_ratings(
            quick_settings(tmp_path), address, 2023, lambda *_: find_process("chromium").kill(), stored={}
        )
    assert browser_processes() == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://127.0.0.1:1/history/rating2023/summary", "can't be read"),
        ("http://127.0.0.1:1/history/", "There is no year in"),
        ("rating2023", "is no address"),
    ],
)
def test_wrong_address_is_told_in_a_sentence(address: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ScrapeFailed, match=sentence):
        gather_ratings(quick_settings(tmp_path), address, None, lambda *_: None, stored={})
