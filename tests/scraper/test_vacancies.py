"""Vacancies from an API in good and bad moods: all, once each, without contacts."""

import json
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine, select

from services.scraper.failures import Blocked, Drift, ScrapeFailed
from services.scraper.posting import Posting
from services.scraper.runs import RunNotes
from services.scraper.settings import ScraperSettings
from services.scraper.storing import read_raw
from services.scraper.vacancies.scrape import gather_vacancies, scrape_vacancies
from services.scraper.vacancies.windows import Window, narrow_windows
from shared.db.session import transaction
from shared.db.tables import ScrapeRun, VacancyRow
from tests.scraper.hh_site import AGENT, Api, document, hh_api, vacancy
from tests.scraper.serving import Answer

NOW = datetime.now(UTC).replace(microsecond=0)


def ago(**time: float) -> str:
    return (NOW - timedelta(**time)).isoformat()


def settings_for(address: str, **changes: object) -> ScraperSettings:
    quick = {
        "hh_url": address,
        "hh_roles": ("96", "124"),
        "user_agent": AGENT,
        "request_pause_seconds": 0,
        "retry_pause_seconds": 0.01,
        "retry_pause_limit_seconds": 1.5,
        "http_attempts": 3,
    }
    return ScraperSettings.model_validate(quick | changes)


def gather(api: Api, **changes: object) -> tuple[list[Posting], RunNotes]:
    notes = RunNotes()
    with hh_api(api) as address:
        pages = gather_vacancies(settings_for(address, **changes), None, lambda _: {}, notes, lambda *_: None)
        return [posting for page in pages for posting in page], notes


def scrape(database: Engine, api: Api, since: datetime | None = None) -> list[Posting]:
    with hh_api(api) as address:
        return list(scrape_vacancies(database, settings_for(address), since, lambda *_: None))


def stored(database: Engine) -> dict[str, VacancyRow]:
    with transaction(database) as session:
        return {row.external_id: row for row in session.scalars(select(VacancyRow).order_by(VacancyRow.id))}


def test_vacancy_becomes_a_posting_without_contacts() -> None:
    (posting,), notes = gather(Api([vacancy(5, ago(days=2))]))
    assert (posting.source, posting.external_id, posting.url) == ("hh", "5", "https://hh.ru/vacancy/5")
    assert (posting.title, posting.employer, posting.area) == (
        "Python-разработчик 5",
        "ООО Ромашка",
        "Москва",
    )
    assert (posting.salary_from, posting.salary_to) == (100_000, 200_005)
    assert (posting.currency, posting.gross, posting.role_ids) == ("RUR", True, ("96",))
    assert posting.published_at == NOW - timedelta(days=2)
    assert posting.text == "Задачи 5. Пишите [email] или [handle]"
    assert posting.raw["contacts"] is None
    assert "anna_hr" not in str(posting.raw)
    assert (notes.rows, notes.pages, notes.problems) == (1, 3, [])


def test_windows_are_cut_until_the_limit_shows_all() -> None:
    api = Api([vacancy(number, ago(hours=number / 4)) for number in range(900)], limit=200)
    postings, notes = gather(api, hh_list_limit=200)
    assert {posting.external_id for posting in postings} == {str(number) for number in range(900)}
    assert len(postings) == 900
    assert max(api.served.values()) > 1
    assert all(count == 1 for path, count in api.served.items() if path != "/vacancies")
    assert notes.problems == []


def test_window_that_cannot_be_cut_is_told() -> None:
    crowd = [vacancy(number, ago(days=1)) for number in range(120)]
    postings, notes = gather(Api(crowd, limit=100), hh_list_limit=100)
    assert len(postings) == 100
    assert "120 vacancies, only 100 are shown" in notes.problems[0]


def test_cut_windows_leave_no_gap() -> None:
    whole = Window("96", "113", NOW - timedelta(days=30), NOW)
    pieces = [
        piece for piece, _ in narrow_windows(whole, lambda one: int((one.until - one.since).days) + 1, 3)
    ]
    assert (pieces[0].since, pieces[-1].until) == (whole.since, whole.until)
    assert all(before.until == after.since for before, after in pairwise(pieces))


def test_site_in_trouble_is_waited_for() -> None:
    troubles = [
        Answer(status=429, headers={"Retry-After": "1"}),
        Answer(status=503),
        *[Answer('{"found": 1, "ite', kind="application/json")],
        Answer(status=502),
    ]
    started = time.monotonic()
    postings, notes = gather(Api([vacancy(1, ago(days=1))], troubles=troubles))
    assert len(postings) == 1
    assert notes.problems == []
    assert time.monotonic() - started >= 1


def test_site_that_does_not_recover_ends_the_run() -> None:
    with pytest.raises(ScrapeFailed, match="asked 3 times: HTTP status 500"):
        gather(Api([], troubles=[Answer(status=500)] * 3))


def test_broken_vacancy_is_a_problem_and_no_end() -> None:
    api = Api(
        [vacancy(1, ago(days=1)), vacancy(2, ago(days=2)), vacancy(3, ago(days=3)), vacancy(4, ago(days=3))],
        by_path={
            "/vacancies/1": Answer('{"id": "1", "na', kind="application/json"),
            "/vacancies/2": document({"id": "2"}),
            "/vacancies/3": Answer(status=404),
        },
    )
    postings, notes = gather(api)
    assert [posting.external_id for posting in postings] == ["4"]
    assert sorted(problem.partition(":")[0] for problem in notes.problems) == ["vacancy 1", "vacancy 2"]


def test_vacancy_that_never_answers_is_a_problem_and_no_end() -> None:
    api = Api(
        [vacancy(number, ago(days=number)) for number in (1, 2, 3)],
        by_path={"/vacancies/2": Answer(status=502)},
    )
    postings, notes = gather(api)
    assert [posting.external_id for posting in postings] == ["1", "3"]
    assert "asked 3 times: HTTP status 502" in notes.problems[0]


def test_pay_that_is_none_is_unknown() -> None:
    (posting,), notes = gather(Api([vacancy(1, ago(days=1), salary={"from": "много", "to": -1})]))
    assert (posting.salary_from, posting.salary_to, notes.problems) == (None, None, [])


def test_letters_that_cannot_be_stored_are_left_out(database: Engine) -> None:
    odd = vacancy(1, ago(days=1), name="Go\0-разработчик", employer={"name": "Рога\ud800"})
    written = Answer(json.dumps(odd), kind="application/json")
    scrape(database, Api([vacancy(1, ago(days=1))], by_path={"/vacancies/1": written}))
    row = stored(database)["1"]
    assert (row.title, row.employer, read_raw(row)["id"]) == ("Go-разработчик", "Рога?", "1")


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        (document({"errors": [{"type": "captcha_required", "captcha_url": "x"}]}, 403), "captcha_required"),
        (document({"errors": [{"type": "forbidden"}]}, 403), "HTTP status 403: forbidden"),
        (Answer("<h1>no</h1>", status=403), "HTTP status 403: it says no reason"),
    ],
)
def test_refusal_ends_the_run_at_once(refusal: Answer, sentence: str) -> None:
    api = Api([vacancy(1, ago(days=1))], by_path={"/vacancies/1": refusal})
    with pytest.raises(Blocked, match=sentence):
        gather(api)
    assert sum(request.path == "/vacancies/1" for request in api.asked) == 1


def test_unwanted_name_is_told() -> None:
    with pytest.raises(Blocked, match="set ATTESTA_SCRAPER_USER_AGENT"):
        gather(Api([]), user_agent="nobody")


@pytest.mark.parametrize(
    ("answer", "finding"),
    [
        (document({"items": []}), "does not say how many"),
        (document({"found": 3}), "has no 'items'"),
        (document({"found": 0, "items": []}), "no vacancy at all"),
        (document({"found": 3, "items": []}), "none can be read"),
        (Answer(status=404), "there is nothing at"),
    ],
)
def test_list_that_is_not_what_it_was_is_a_drift(answer: Answer, finding: str) -> None:
    with pytest.raises(Drift, match=finding):
        gather(Api([], by_path={"/vacancies": answer}))


def test_second_run_fetches_only_what_is_new_or_changed(database: Engine) -> None:
    old = [vacancy(number, ago(hours=number)) for number in range(1, 5)]
    assert len(scrape(database, Api(old))) == 4
    changed = vacancy(2, ago(minutes=1), salary=None)
    api = Api([old[0], changed, *old[2:], vacancy(9, ago(minutes=2))])
    assert {posting.external_id for posting in scrape(database, api)} == {"2", "9"}
    assert set(api.served) == {"/vacancies", "/vacancies/2", "/vacancies/9"}
    rows = stored(database)
    assert set(rows) == {"1", "2", "3", "4", "9"}
    assert (rows["2"].salary_to, rows["3"].salary_to) == (None, 200_003)
    assert rows["1"].last_seen_at > rows["1"].first_seen_at
    assert read_raw(rows["9"])["name"] == "Python-разработчик 9"
    with transaction(database) as session:
        first, second = session.scalars(select(ScrapeRun).order_by(ScrapeRun.id)).all()
    assert (first.status, first.new, second.new, second.rows) == ("done", 4, 1, 5)
    since = min(datetime.fromisoformat(one.query["date_from"]) for one in api.asked if one.query)
    assert NOW - timedelta(days=1, minutes=1) < since < NOW - timedelta(hours=23)


def test_text_that_is_posted_again_points_to_the_first(database: Engine) -> None:
    same = {"name": "Тестировщик", "description": "<p>Одно и то же</p>"}
    again = [vacancy(1, ago(days=3), **same), vacancy(2, ago(days=2), **same), vacancy(3, ago(days=1))]
    scrape(database, Api(again))
    rows = stored(database)
    assert {row.duplicate_of for row in rows.values()} == {None, rows["1"].id}
    assert rows["2"].duplicate_of == rows["1"].id


def test_what_was_read_before_a_refusal_stays(database: Engine) -> None:
    api = Api(
        [vacancy(1, ago(days=1)), vacancy(2, ago(days=1), role="124")],
        by_path={"/vacancies/2": Answer(status=403)},
    )
    with pytest.raises(Blocked):
        scrape(database, api, since=NOW - timedelta(days=5))
    assert set(stored(database)) == {"1"}
    with transaction(database) as session:
        (run,) = session.scalars(select(ScrapeRun)).all()
    assert (run.status, run.new) == ("failed", 1)
