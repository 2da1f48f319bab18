"""The market: what the collected vacancies pay."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.gateway.auth import State, Tenant
from services.gateway.examples import MARKET, describe_problems
from services.gateway.market import MarketQuestion, find_market
from services.gateway.problems import reject_request
from shared.contracts.grade import Grade
from shared.contracts.market import Market
from shared.db.session import transaction
from shared.reference.experience import month_of
from shared.reference.places import RUSSIAN, RegionGroup
from shared.reference.professions import PROFESSIONS
from shared.reference.text import fold

_PROFESSIONS = {fold(name): name for name in PROFESSIONS}
_REGIONS = {fold(name): region for region in RegionGroup for name in (region.value, RUSSIAN[region])}
_LONGEST_NAME = 100

router = APIRouter(
    prefix="/v1/market",
    tags=["market"],
    responses=describe_problems("unauthorized", "invalid_request", "service_unavailable"),
)


@router.get(
    "",
    summary="What the market pays",
    responses={
        200: {
            "content": {"application/json": {"example": MARKET}},
            "headers": {
                "Cache-Control": {
                    "description": "How long the answer may be used again.",
                    "schema": {"type": "string"},
                }
            },
        }
    },
)
def get_market(  # noqa: PLR0913, PLR0917 - the parameters of the request
    state: State,
    _: Tenant,
    response: Response,
    profession: Annotated[
        str | None, Query(max_length=_LONGEST_NAME, description=f"One of: {', '.join(PROFESSIONS)}.")
    ] = None,
    grade: Annotated[Grade | None, Query(description="Only vacancies whose title states it.")] = None,
    region: Annotated[
        str | None, Query(max_length=_LONGEST_NAME, description=f"One of: {', '.join(RegionGroup)}.")
    ] = None,
    months: Annotated[int, Query(ge=1, le=60, description="How many, with the one that runs.")] = 12,
) -> Market:
    """Tells how many vacancies there are, how many tell their pay, and how that is spread.

    Pay is in net roubles a month, whatever a vacancy states. What is posted again counts once. The same for
    all tenants: vacancies are public.
    """
    last_month = month_of(datetime.now(UTC))
    question = MarketQuestion(
        profession=_find_profession(profession),
        grade=grade,
        region=_find_region(region),
        first_month=last_month - months + 1,
        last_month=last_month,
    )
    with transaction(state.engine) as session:
        market = find_market(session, question, state.settings.market_fewest_priced)
    response.headers["Cache-Control"] = f"private, max-age={state.settings.market_cache_seconds}"
    return market


def _find_profession(name: str | None) -> str | None:
    if not name:
        return None
    found = _PROFESSIONS.get(fold(name))
    if found is None:
        raise _reject_name("profession", tuple(PROFESSIONS))
    return found


def _find_region(name: str | None) -> RegionGroup | None:
    if not name:
        return None
    found = _REGIONS.get(fold(name))
    if found is None:
        raise _reject_name("region", tuple(RegionGroup))
    return found


def _reject_name(field: str, known: tuple[str, ...]) -> Exception:
    names = ", ".join(known)
    return reject_request(f"{field}: допустимо одно из: {names}", f"{field}: must be one of: {names}")
