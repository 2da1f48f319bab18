"""What the market pays: of all vacancies that are alike, each once, and no percentile of a handful."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from shared.contracts.market import Market
from shared.db.session import transaction
from shared.db.tables import VacancyRow
from shared.reference.places import RegionGroup
from shared.reference.professions import PROFESSIONS

PATH = "/v1/market"
NOW = datetime.now(UTC)
MONTH = NOW.year * 12 + NOW.month - 1


def vacancy(number: int, **changes: object) -> VacancyRow:
    fields: dict[str, object] = {
        "source": "hh",
        "external_id": str(number),
        "url": f"https://hh.ru/vacancy/{number}",
        "title": "Python-разработчик",
        "role_ids": [],
        "content_hash": str(number).encode(),
        "raw": b"",
        "profession": "Python-разработчик",
        "grade": "middle",
        "region": "moscow",
        "month": MONTH,
        "net_mid_rub": 1000 * number,
        "last_seen_at": NOW,
    }
    return VacancyRow(**fields | changes)


def store(database: Engine, rows: Iterable[VacancyRow]) -> None:
    with transaction(database) as session:
        session.add_all(rows)


def ask(api: httpx.Client, **question: object) -> Market:
    answer = api.get(PATH, params={name: str(value) for name, value in question.items()})
    assert answer.status_code == 200, answer.text
    return Market.model_validate_json(answer.content)


def test_pay_is_spread_as_its_percentiles_say(api: httpx.Client, database: Engine) -> None:
    store(database, [vacancy(number) for number in range(100, 201)])
    market = ask(api, profession="Python-разработчик", grade="middle", region="moscow", months=2)
    assert market.pay and market.problems == ()
    assert (market.count, market.priced, market.priced_share) == (101, 101, 1)
    spread = market.pay
    assert (spread.p10, spread.p25, spread.median, spread.p75, spread.p90) == (
        110_000,
        125_000,
        150_000,
        175_000,
        190_000,
    )
    assert (market.profession, market.grade, market.region) == ("Python-разработчик", "middle", "moscow")
    assert market.as_of == NOW
    assert [(one.month, one.count, one.median) for one in market.months] == [
        (market.since, 0, None),
        (market.until, 101, 150_000),
    ]
    assert market.until == f"{NOW:%Y-%m}"


def test_only_what_is_alike_counts_and_each_once(api: httpx.Client, database: Engine) -> None:
    store(
        database,
        [
            vacancy(1),
            vacancy(2, net_mid_rub=None),
            vacancy(3, grade="senior"),
            vacancy(4, grade=None),
            vacancy(5, region="abroad"),
            vacancy(6, profession="Аналитик"),
            vacancy(7, profession=None),  # none in IT
            vacancy(8, month=MONTH - 2),
            vacancy(9, month=MONTH - 12),
            vacancy(10, month=None, profession=None),  # not read yet
        ],
    )
    with transaction(database) as session:
        first = session.query(VacancyRow).filter_by(external_id="1").one()
        session.add(vacancy(11, duplicate_of=first.id))
    counts = {
        "all of a year": ask(api).count,
        "of a profession": ask(api, profession="Python-разработчик").count,
        "of a grade": ask(api, grade="senior").count,
        "of a region": ask(api, region="abroad").count,
        "of a month": ask(api, months=1).count,
        "of long": ask(api, months=13).count,
        "of all that": ask(api, profession="аналитик", grade="middle", region="Москва и область").count,
    }
    assert counts == {
        "all of a year": 7,
        "of a profession": 6,
        "of a grade": 1,
        "of a region": 1,
        "of a month": 6,
        "of long": 8,
        "of all that": 1,
    }
    assert ask(api).priced == 6
    assert [one.count for one in ask(api, months=3).months] == [1, 0, 6]


@pytest.mark.parametrize(("priced", "is_told"), [(9, False), (10, True)])
def test_few_vacancies_are_counted_and_not_priced(
    api: httpx.Client, database: Engine, priced: int, is_told: bool
) -> None:
    store(database, [vacancy(number) for number in range(101, 101 + priced)])
    market = ask(api, months=1)
    assert (market.count, market.priced, market.pay is not None) == (priced, priced, is_told)
    assert [one.code for one in market.problems] == ([] if is_told else ["market_too_thin"])
    assert (market.months[0].median is not None) == is_told


def test_market_without_vacancies_is_an_answer(api: httpx.Client) -> None:
    market = ask(api)
    assert (market.count, market.priced, market.priced_share, market.pay, market.as_of) == (
        0,
        0,
        None,
        None,
        None,
    )
    assert len(market.months) == 12
    assert [one.code for one in market.problems] == ["market_too_thin"]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ({"profession": "Астролог"}, list(PROFESSIONS)),
        ({"region": "Марс"}, [region.value for region in RegionGroup]),
        ({"grade": "guru"}, ["trainee", "senior"]),
        ({"months": "0"}, ["months"]),
        ({"months": "61"}, ["months"]),
        ({"months": "год"}, ["months"]),
        ({"profession": "я" * 101}, ["profession"]),
    ],
)
def test_unknown_choice_is_refused_and_the_known_are_named(
    api: httpx.Client, question: dict[str, str], named: list[str]
) -> None:
    answer = api.get(PATH, params=question)
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["type"]) == (422, "urn:attesta:problem:invalid_request")
    assert [name for name in named if name not in problem["detail"]] == []


def test_each_name_that_is_described_is_known(api: httpx.Client) -> None:
    for name in PROFESSIONS:
        assert ask(api, profession=name.upper(), months=1).profession == name
    for region in RegionGroup:
        assert ask(api, region=region, months=1).region == region


def test_answer_may_be_kept_for_a_while_by_its_client_alone(api: httpx.Client) -> None:
    assert api.get(PATH).headers["Cache-Control"] == "private, max-age=300"
    assert "Cache-Control" not in api.get(PATH, params={"region": "Марс"}).headers


def test_market_needs_a_key(api: httpx.Client) -> None:
    assert api.get(PATH, headers={"Authorization": ""}).status_code == 401


def test_market_without_a_database_is_unavailable(api_without_postgres: httpx.Client) -> None:
    assert api_without_postgres.get(PATH).status_code == 503
