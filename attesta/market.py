"""`attesta market`: what the collected vacancies pay."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from attesta.home import KeyOption, UrlOption, fail, find_api
from shared.contracts.grade import Grade

if TYPE_CHECKING:
    from shared.contracts.market import Market


def market(
    profession: Annotated[str | None, typer.Option(help="For instance Python-разработчик.")] = None,
    grade: Annotated[Grade | None, typer.Option(help="As titles state it.", case_sensitive=False)] = None,
    region: Annotated[str | None, typer.Option(help="For instance moscow.")] = None,
    months: Annotated[int, typer.Option(help="How many, with the one that runs.")] = 12,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    url: UrlOption = None,
    key: KeyOption = None,
) -> None:
    """Show what the market pays, in net roubles a month."""
    from attesta.client import ApiError, Client

    question = {"profession": profession, "grade": grade, "region": region, "months": str(months)}
    with Client(*find_api(url, key)) as client:
        try:
            found = client.find_market({name: str(value) for name, value in question.items() if value})
        except ApiError as error:
            fail(str(error))
    print(found.model_dump_json() if as_json else "\n".join(_lines(found)))


def _lines(market: "Market") -> Iterator[str]:
    """The market as a person reads it, Russian."""
    yield " · ".join(filter(None, (market.profession or "все профессии", market.grade, market.region)))
    yield f"Вакансий с {market.since} по {market.until}: {market.count}, из них с зарплатой: {market.priced}"
    if market.pay:
        pay = market.pay
        yield f"Медиана {_rubles(pay.median)} на руки, у половины от {_rubles(pay.p25)} до {_rubles(pay.p75)}"
    for month in market.months:
        yield f"  {month.month}  {month.count}" + (f", {_rubles(month.median)}" if month.median else "")
    for problem in market.problems:
        yield f"Внимание: {problem.message}"


def _rubles(amount: int) -> str:
    return f"{amount:,} ₽".replace(",", " ")
