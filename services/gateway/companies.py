"""The index of rated companies: in memory, refreshed now and then, so that matching needs no step."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from services.gateway.aliases import find_owners
from shared.contracts.company import Company
from shared.db.session import transaction
from shared.db.tables import CompanyRow
from shared.reference.companies import CompanyNames, company_key


@dataclass(frozen=True)
class _Index:
    companies: Mapping[str, Company]
    names: CompanyNames
    read_at: float


class CompanyIndex:
    """Recognises companies by name."""

    def __init__(self, engine: Engine, refresh_seconds: float) -> None:
        self._engine = engine
        self._refresh_seconds = refresh_seconds
        self._index = _Index({}, CompanyNames({}), read_at=float("-inf"))
        self._refreshing = Lock()

    def find(self, name: str | None) -> Company | None:
        """The company of that name in the newest rating that has it, or None."""
        if not name:
            return None
        index = self._current()
        match = index.names.match(name)
        if match is None:
            return None
        company = index.companies[match.key]
        if match.matched_by == "exact":
            return company
        return company.model_copy(update={"matched_by": match.matched_by, "confidence": match.confidence})

    def is_empty(self) -> bool:
        """Whether no rating is loaded at all."""
        return not self._current().companies

    def _current(self) -> _Index:
        with self._refreshing:
            if time.monotonic() - self._index.read_at > self._refresh_seconds:
                with transaction(self._engine) as session:
                    companies = read_companies(session)
                names = CompanyNames({key: company_key(one.name) for key, one in companies.items()})
                self._index = _Index(companies, names, time.monotonic())
        return self._index


def read_companies(session: Session) -> Mapping[str, Company]:
    """All rated companies by their keys; of several years the newest.

    A company is also found by an alias that can mean nobody else (`aliases.py`).
    """
    rows = session.scalars(select(CompanyRow).order_by(CompanyRow.year)).all()
    sizes: dict[tuple[int, str], int] = {}
    best: dict[tuple[int, str], float] = {}
    for row in rows:
        group = (row.year, row.group)
        sizes[group] = max(sizes.get(group, 0), row.place)
        best[group] = max(best.get(group, row.score), row.score)
    companies = {
        company_key(row.name): Company(
            name=row.name,
            place=row.place,
            places=sizes[row.year, row.group],
            group=row.group,
            region=row.region,
            industry=row.industry,
            score=row.score,
            best_score=best[row.year, row.group],
            year=row.year,
            matched_by="exact",
        )
        for row in rows
    }
    owners = find_owners({row.name for row in rows})
    return {
        alias: companies[key].model_copy(update={"matched_by": "alias", "confidence": 0.95})
        for alias, key in owners.items()
    } | companies
