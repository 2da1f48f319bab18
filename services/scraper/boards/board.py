"""A job board: where its vacancies are listed, and what a vacancy's page says of it. Pure.

Boards tell search engines of each vacancy by a JobPosting of schema.org in the page; it changes far less than
the page around it. That is read: https://schema.org/JobPosting
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from services.scraper.markup import parse_page, strip_tags
from services.scraper.posting import Posting, read_amount

_HREFS = "//a/@href"
_DOCUMENTS = "//script[@type='application/ld+json']/text()"
_KIND = "JobPosting"


@dataclass(frozen=True)
class Board:
    """What has to be known of a board.

    Args:
        name: the source of its postings.
        address: of its site.
        list_path: of a page of its list, with `{page}` for the page's number from 1.
        vacancy_path: how the path of a vacancy's page looks; its group is the vacancy's id.
    """

    name: str
    address: str
    list_path: str
    vacancy_path: re.Pattern[str]

    def find_vacancies(self, page: str, address: str) -> dict[str, str]:
        """The vacancies that a page of the list links to: id -> address."""
        found = {}
        for href in parse_page(page).xpath(_HREFS):
            path = self.vacancy_path.search(href)
            if path:
                found[path[1]] = urljoin(address, href.partition("#")[0].partition("?")[0])
        return found

    def read_vacancy(self, page: str, number: str, address: str) -> Posting:
        """The posting of a vacancy's page, masked.

        Raises:
            ValueError: the page has no JobPosting, or one without a title.
        """
        job = next(_find_jobs(page), None)
        if job is None or not job.get("title"):
            raise ValueError("the page has no JobPosting with a title")
        salary = _part(job, "baseSalary")
        # A range, an exact value in an object, or a bare number.
        amount = _part(salary, "value") or {"value": salary.get("value")}
        exact = amount.get("value")
        return Posting(
            source=self.name,
            external_id=number,
            url=address,
            title=str(job["title"]),
            text=strip_tags(str(job.get("description") or "")),
            employer=_name(job.get("hiringOrganization")),
            area=_name(_part(_part(job, "jobLocation"), "address").get("addressLocality")),
            published_at=_read_date(job.get("datePosted")),
            salary_from=read_amount(amount.get("minValue", exact)),
            salary_to=read_amount(amount.get("maxValue", exact)),
            currency=_name(salary.get("currency")),
            salary_period=(_name(amount.get("unitText")) or "").lower() or None,
            raw=dict(job),
        ).masked()


def _find_jobs(page: str) -> Iterator[Mapping[str, object]]:
    for text in parse_page(page).xpath(_DOCUMENTS):
        try:
            document = json.loads(text, strict=False)
        except ValueError:
            continue  # another script's; without any JobPosting the page is refused
        graph = document.get("@graph") if isinstance(document, dict) else document
        candidates = graph if isinstance(graph, list) else [document]
        yield from (one for one in candidates if isinstance(one, dict) and _KIND in _kinds(one))


def _kinds(document: Mapping[str, object]) -> list[object]:
    kinds = document.get("@type")
    return kinds if isinstance(kinds, list) else [kinds]


def _part(document: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = document.get(name)
    if isinstance(part, list):
        part = part[0] if part else None
    return part if isinstance(part, dict) else {}


def _name(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return str(value) if value else None


def _read_date(value: object) -> datetime | None:
    """A date by the standard; what is none is unknown, as boards write it by hand."""
    try:
        time = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
