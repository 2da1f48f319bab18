"""A site that behaves like the rating's: hashed classes, late rendering, tabs, and the moods of a bad day."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from services.scraper.ratings.rows import GROUPS, RatedCompany
from services.scraper.settings import ScraperSettings
from tests.scraper.serving import Answer, Request, serve

HEADERS = ("Место", "Название компании", "Регион", "Отрасль", "Итоговый балл")
COUNTS = (24, 36, 48, 54)
_APP = Path(__file__).with_name("rating_app.js")
_PAGE = '<!doctype html><meta charset="utf-8"><title>Рейтинг</title><div id="root"></div>'


def default_row(company: RatedCompany) -> Sequence[str]:
    score = f"{company.score:.2f}".replace(".", ",")
    return (str(company.place), company.name, company.region or "", company.industry or "—", score)


@dataclass
class Mood:
    """How the site behaves."""

    headers: Sequence[str] = HEADERS
    counts: Sequence[int] = COUNTS
    tabs: str = "button"
    paging: str = "whole"
    area: bool = False
    stale: bool = False
    badge: bool = False
    medals: bool = False
    ticking: bool = False
    banner: str = ""
    missing_tab: str = ""
    captcha_group: int = -1  # after a click on this one nothing but a captcha is there
    shown_at_once: bool = False
    start_ms: int = 0
    render_ms: int = 50
    years: Sequence[int] = (2023,)
    linked_years: Sequence[int] = ()
    page_size: int = 1000
    halting_seconds: float = 0  # in the middle of each answer but the first of a group
    answer_seconds: dict[int, float] = field(default_factory=dict)  # by the number of the group
    row: Callable[[RatedCompany], Sequence[str]] = default_row
    robots: Answer = field(default_factory=lambda: Answer(status=404))
    page: Answer | None = None
    asked: list[str] = field(default_factory=list)


def companies_of(group: int, year: int, count: int) -> list[RatedCompany]:
    """What the site shows of a group."""
    return [
        RatedCompany(
            name=f"Компания «{GROUPS[group][:6]}-{place}» {year}",
            place=place,
            group=GROUPS[group],
            region="Москва" if place % 3 else "Санкт-Петербург",
            industry="IT и интернет" if place % 5 else None,
            score=round(130.04 - group - place / 8 - (year - 2023), 2),
            year=year,
        )
        for place in range(1, count + 1)
    ]


def all_companies(mood: Mood, year: int = 2023) -> set[RatedCompany]:
    return {one for group, count in enumerate(mood.counts) for one in companies_of(group, year, count)}


@contextmanager
def rating_site(mood: Mood) -> Iterator[str]:
    """The site in a mood; yields the address of the page of 2023."""
    config = {name: value for name, value in asdict(mood).items() if name not in _OF_THE_SERVER}

    def answer(request: Request) -> Answer:
        mood.asked.append(request.address)
        if request.path == "/robots.txt":
            return mood.robots
        if request.path == "/api":
            return _answer_api(mood, request)
        if request.path.startswith("/history/rating"):
            if mood.page is not None:
                return mood.page
            script = (
                f"<script>const CONFIG = {json.dumps(config)};\n{_APP.read_text(encoding='utf-8')}</script>"
            )
            return Answer(_PAGE + script)
        return Answer(status=404)

    with serve(answer) as address:
        yield f"{address}/history/rating2023/summary?tab=giant"


_OF_THE_SERVER = {"row", "robots", "page", "asked", "answer_seconds"}


def _answer_api(mood: Mood, request: Request) -> Answer:
    group, page = int(request.query["group"]), int(request.query["page"])
    time.sleep(mood.answer_seconds.get(group, 0))
    companies = companies_of(group, int(request.query["year"]), mood.counts[group])
    shown = companies[page * mood.page_size : (page + 1) * mood.page_size]
    pages = -(-len(companies) // mood.page_size)
    body = {"rows": [list(mood.row(one)) for one in shown], "pages": pages}
    return Answer(
        json.dumps(body), kind="application/json", halting_seconds=mood.halting_seconds if page else 0
    )


def quick_settings(folder: Path, **changes: object) -> ScraperSettings:
    """Settings that don't wait long: these sites are near and small."""
    defaults = {
        "page_seconds": 6,
        "quiet_seconds": 0.8,
        "settle_seconds": 0.15,
        "probe_seconds": 1,
        "page_pause_seconds": 0,
        "evidence_dir": folder / "evidence",
    }
    return ScraperSettings.model_validate(defaults | changes)
