"""Job boards: the list page by page, each vacancy by the JobPosting in its page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine, select

from services.scraper.boards.board import Board
from services.scraper.boards.scrape import BOARDS, scrape_board
from services.scraper.failures import Blocked, Drift
from services.scraper.posting import Posting
from services.scraper.settings import ScraperSettings
from shared.db.session import transaction
from shared.db.tables import ScrapeRun, VacancyRow
from tests.scraper.serving import Answer, Request, serve

EACH_BOARD = pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS)
PATHS = {"geekjob": "/vacancy/{:024x}", "superjob": "/vakansii/programmist-{:08}.html"}
JOB = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Go-разработчик",
    "datePosted": "2026-03-05",
    "description": "<p>Писать на hr@example.org</p>",
    "hiringOrganization": {"@type": "Organization", "name": "Ромашка"},
    "jobLocation": [{"@type": "Place", "address": {"addressLocality": "Казань"}}],
    "baseSalary": {"currency": "RUB", "value": {"minValue": 200000, "maxValue": 300000}},
}


@dataclass
class Site:
    board: Board
    numbers: Sequence[int]
    robots: str = ""
    list_size: int = 3
    job: dict[str, object] = field(default_factory=lambda: dict(JOB))
    asked: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        if request.path == "/robots.txt":
            return Answer(self.robots, kind="text/plain")
        self.asked.append(request.address)
        lists = {self.board.list_path.format(page=page): page for page in (1, 2, 3)}
        page = lists.get(request.address)
        if page is not None:
            shown = (
                self.numbers[self.list_size * (page - 1) :][: self.list_size] or self.numbers[-1:]
            )  # past the end: the last
            links = "".join(f'<a href="{self.path(number)}?from=list">v</a>' for number in shown)
            return Answer(f'<a href="/about">о нас</a>{links}')
        found = [number for number in self.numbers if self.path(number) == request.path]
        if not found:
            return Answer(status=404)
        job = json.dumps(self.job | {"description": f"{self.job.get('description')} {found[0]}"})
        other = '<script type="application/ld+json">{"@type": "WebSite"}</script>'
        return Answer(f'{other}<script type="application/ld+json">{job}</script><h1>Вакансия</h1>')

    def path(self, number: int) -> str:
        return PATHS[self.board.name].format(number)


def scrape(database: Engine, site: Site) -> list[Posting]:
    with serve(site.answer) as address:
        settings = ScraperSettings(board_urls={site.board.name: address}, request_pause_seconds=0)
        return list(scrape_board(database, settings, site.board, lambda *_: None))


@EACH_BOARD
def test_board_is_read_once(board: Board, database: Engine) -> None:
    site = Site(board, range(10, 15))
    first, *_ = found = scrape(database, site)
    assert len(found) == len({posting.external_id for posting in found}) == 5
    assert (first.source, first.title, first.employer, first.area) == (
        board.name,
        "Go-разработчик",
        "Ромашка",
        "Казань",
    )
    assert (first.salary_from, first.salary_to, first.currency) == (200_000, 300_000, "RUB")
    assert first.text == "Писать на [email] 10"
    assert first.url.endswith(site.path(10))
    later = Site(board, [20, *range(10, 15)])
    assert [posting.url[-12:] for posting in scrape(database, later)] == [later.path(20)[-12:]]
    assert sum(later.path(number) in later.asked for number in later.numbers) == 1
    with transaction(database) as session:
        assert len(session.scalars(select(VacancyRow).where(VacancyRow.source == board.name)).all()) == 6
        runs = session.scalars(select(ScrapeRun).order_by(ScrapeRun.id)).all()
    assert [(run.kind, run.status, run.new) for run in runs] == [
        (board.name, "done", 5),
        (board.name, "done", 1),
    ]


@EACH_BOARD
def test_board_that_links_to_nothing_is_a_drift(board: Board, database: Engine) -> None:
    with pytest.raises(Drift, match="links to no vacancy"):
        scrape(database, Site(board, []))


@EACH_BOARD
def test_board_without_job_postings_is_a_drift(board: Board, database: Engine) -> None:
    site = Site(board, range(10, 13), job={"@type": "WebPage"})
    assert scrape(database, site) == []  # three are no proof
    with transaction(database) as session:
        (run,) = session.scalars(select(ScrapeRun)).all()
    assert [problem.rpartition(": ")[2] for problem in run.problems] == [
        "the page has no JobPosting with a title"
    ] * 3
    with pytest.raises(Drift, match="5 of 5 vacancies of"):
        scrape(database, Site(board, range(10, 15), list_size=5, job={"@type": "WebPage"}))


@EACH_BOARD
def test_robots_are_respected(board: Board, database: Engine) -> None:
    site = Site(board, [10], robots="User-agent: *\nDisallow: /vaca\nDisallow: /vakansii")
    with pytest.raises(Blocked, match=r"robots\.txt does not let us read"):
        scrape(database, site)
    assert site.asked == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"@type": ["JobPosting", "Thing"]}, (200_000, 300_000)),
        ({"datePosted": "05.03.2026"}, (200_000, 300_000)),
        ({"baseSalary": {"currency": "RUB", "value": {"minValue": "от 200 000"}}}, (None, None)),
        (
            {"baseSalary": {"currency": "RUB", "value": {"minValue": "200 000", "maxValue": 0}}},
            (200_000, None),
        ),
        ({"baseSalary": {"currency": "RUB", "value": 120_000}}, (120_000, 120_000)),
        ({"baseSalary": {"currency": "RUB", "value": {"value": "120000.00"}}}, (120_000, 120_000)),
        ({"baseSalary": "200 000 RUB"}, (None, None)),
    ],
)
def test_job_posting_is_read_however_it_is_filled(
    changes: dict[str, object], expected: tuple[float | None, float | None]
) -> None:
    board = BOARDS["geekjob"]
    job = json.dumps(JOB | changes)
    page = f'<?xml version="1.0" encoding="utf-8"?><script type="application/ld+json">{job}</script>'
    read = board.read_vacancy(page, "1", "https://geekjob.ru/vacancy/1")
    assert (read.salary_from, read.salary_to) == expected


@pytest.mark.parametrize("page", ["", " ", "<!-- -->", "\0\0", "<p>нет"])
def test_page_without_a_job_is_told(page: str) -> None:
    with pytest.raises(ValueError, match="no JobPosting"):
        BOARDS["geekjob"].read_vacancy(page, "1", "https://geekjob.ru/vacancy/1")
