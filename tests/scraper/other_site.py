"""A second site with the same rating that shares nothing with the first: other markup, other habits."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.scraper.serving import Answer, Request, serve

TITLES = ("Место", "Название компании", "Регион", "Отрасль", "Итоговый балл")
SIZES = ("giant", "large", "medium", "small")
GROUPS = ("Крупнейшие", "Крупные", "Средние", "Небольшие")
_SCRIPT = Path(__file__).with_name("other_app.js")
_HTML = """<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Рейтинг</title></head>
<body><noscript>Включите JavaScript</noscript><div id="root"></div><script>const V = {options};
{script}</script></body></html>"""

Line = tuple[int, str, str, str, float]


def make_lines(counts: Sequence[int] = (20, 44, 31, 26)) -> Mapping[str, Sequence[Line]]:
    """The companies of each size; every ninth shares its place with the one before."""
    return {
        size: [
            (
                place - (place % 9 == 0),
                f"{GROUPS[number]} №{place} «Предприятие»",
                "Москва" if place % 2 else "Республика Татарстан",
                "Розничная торговля, сети" if place % 4 else "",
                round(990.5 - 9.25 * place, 2),
            )
            for place in range(1, count + 1)
        ]
        for number, (size, count) in enumerate(zip(SIZES, counts, strict=True))
    }


@dataclass
class Build:
    """How this site is built."""

    tabs: str = "aria"
    paging: str = "all"
    decor: str = "plain"
    split: bool = False
    hints: bool = False
    spans: bool = False
    inner_scroll: bool = False
    keeps_old_rows: bool = False
    opens_first: bool = False
    overlay: str = ""
    overlay_ms: int = 300
    start_ms: int = 200
    draw_ms: int = 100
    late_ms: int = 100
    page_size: int = 1000
    year: int = 2023
    years: Sequence[int] = (2023, 2022)
    titles: Sequence[str] = TITLES
    separator: str = ","
    lines: Mapping[str, Sequence[Line]] = field(default_factory=make_lines)
    slow_seconds: Mapping[str, float] = field(default_factory=dict)
    announces_more: Mapping[str, int] = field(default_factory=dict)
    captcha_at: str = ""
    fails_at: str = ""


def expected_rows(build: Build) -> set[tuple[str, int, str, float]]:
    """Group, place, name and score of all that the site shows."""
    return {
        (group, place, name, score)
        for size, group in zip(SIZES, GROUPS, strict=True)
        for place, name, _, _, score in build.lines[size]
    }


@contextmanager
def other_site(build: Build) -> Iterator[str]:
    """Serve it; yields the address of the rating of 2023."""
    ours = {"lines", "slow_seconds", "announces_more", "captcha_at", "fails_at", "separator"}
    options = {name: value for name, value in build.__dict__.items() if name not in ours}
    options["counts"] = {
        size: len(lines) + build.announces_more.get(size, 0) for size, lines in build.lines.items()
    }
    script = _SCRIPT.read_text(encoding="utf-8")
    html = _HTML.replace("{options}", json.dumps(options)).replace("{script}", script)

    def answer(request: Request) -> Answer:
        if request.path == "/robots.txt":
            return Answer("User-agent: *\nAllow: /\nDisallow: /shards/\n", kind="text/plain")
        if request.path == "/shards/rating":
            return _answer_shard(build, request)
        if request.path == "/account/captcha":
            return Answer("<h1>Подтвердите, что вы не робот</h1><form><input name=text></form>")
        if request.path == f"/history/rating{build.year}/summary":
            return Answer(html)
        return Answer("<h1>404</h1>", status=404)

    with serve(answer) as address:
        yield f"{address}/history/rating{build.year}/summary?tab=giant"


def _answer_shard(build: Build, request: Request) -> Answer:
    size, page = request.query["size"], int(request.query["page"])
    time.sleep(build.slow_seconds.get(size, 0))
    if size == build.fails_at:
        return Answer("{}", status=500, kind="application/json")
    if size == build.captcha_at:
        return Answer(json.dumps({"captcha": "/account/captcha?back=rating"}), kind="application/json")
    lines = build.lines[size]
    shown = [
        _written(line, build.separator) for line in lines[(page - 1) * build.page_size :][: build.page_size]
    ]
    body = {"rows": shown, "pages": max(1, -(-len(lines) // build.page_size)), "total": len(lines)}
    return Answer(json.dumps(body), kind="application/json")


def _written(line: Line, separator: str) -> list[str]:
    place, name, region, industry, score = line
    number = f"{score:,.2f}".replace(",", "\u2009").replace(".", separator)
    return [str(place), name, region, industry, number]
