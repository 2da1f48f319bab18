"""Scrapes public Telegram channels: back from the newest post to what is known."""

import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Engine, cast, func, select
from sqlalchemy.orm import Session

from services.scraper.failures import Drift, ScrapeFailed
from services.scraper.fetching import Fetcher
from services.scraper.posting import Posting
from services.scraper.robots import check_robots
from services.scraper.runs import RunNotes, record_run
from services.scraper.settings import ScraperSettings
from services.scraper.storing import store_pages
from services.scraper.telegram.read import find_numbers, is_channel, read_posts
from shared.db.session import transaction
from shared.db.tables import ScrapeRun, VacancyRow

KIND = "telegram"

Report = Callable[[str, int], None]
NewestKnown = Callable[[str], int]

_MOST_PAGES = 2000


def scrape_channels(
    engine: Engine, settings: ScraperSettings, since: datetime | None, report: Report
) -> Iterator[Posting]:
    """Bring the stored posts up to date.

    Args:
        engine: where they are stored.
        settings: the channels, and where they are shown.
        since: back to then. None: back to what the last good run has stored.
        report: is told of each page, and how many posts it has.

    Yields:
        The posts, after they were stored.

    Raises:
        ScrapeFailed: no channel is set, or one is not there. What was stored before that stays.
    """

    def newest_known(channel: str) -> int:
        if since is not None:
            return 0
        with transaction(engine) as session:
            return newest_complete(session, channel)

    with record_run(engine, KIND) as notes:
        pages = gather_channels(settings, since, newest_known, notes, report)
        yield from store_pages(engine, pages, notes)


def newest_complete(session: Session, channel: str) -> int:
    """The newest post down to which all is stored.

    Posts are read from the newest back: what a run has stored that did not reach its end has a gap below it.
    """
    last_good = select(func.max(ScrapeRun.finished_at)).where(
        ScrapeRun.kind == KIND, ScrapeRun.status == "done"
    )
    number = func.max(cast(VacancyRow.external_id, BigInteger))
    newest = session.scalar(
        select(number).where(
            VacancyRow.source == f"telegram:{channel}",
            VacancyRow.first_seen_at <= last_good.scalar_subquery(),
        )
    )
    return newest or 0


def gather_channels(
    settings: ScraperSettings,
    since: datetime | None,
    newest_known: NewestKnown,
    notes: RunNotes,
    report: Report,
) -> Iterator[list[Posting]]:
    """Posts page by page, of each channel newest first. Touches no database itself.

    Raises:
        ScrapeFailed: as `scrape_channels`.
    """
    if not settings.telegram_channels:
        raise ScrapeFailed(
            "No channel is named: use --channel NAME, or set ATTESTA_SCRAPER_TELEGRAM_CHANNELS to a JSON "
            "list of names."
        )
    pause_seconds = check_robots(f"{settings.telegram_url.rstrip('/')}/s/", settings.user_agent)
    missing = []
    with Fetcher(settings, pause_seconds=pause_seconds) as fetcher:
        for channel in settings.telegram_channels:
            oldest = since or datetime.now(UTC) - timedelta(days=settings.first_days)
            found = False
            for posts in _gather_channel(fetcher, settings, channel, oldest, newest_known(channel)):
                found = True
                notes.rows += len(posts)
                notes.pages = fetcher.pages
                report(channel, len(posts))
                yield posts
            if not found:
                missing.append(f"channel '{channel}' is not there, is not public, or has no posts")
    if missing:
        raise Drift(missing)


def _gather_channel(
    fetcher: Fetcher, settings: ScraperSettings, channel: str, oldest: datetime, newest_known: int
) -> Iterator[list[Posting]]:
    address, before = f"{settings.telegram_url.rstrip('/')}/s/{channel}", None
    for _ in range(_MOST_PAGES):
        page = fetcher.get_page(address if before is None else f"{address}?before={before}")
        numbers = find_numbers(page) if page and is_channel(page) else []
        if not page or not numbers or (before is not None and min(numbers) >= before):
            return
        posts = list(read_posts(page, settings.telegram_url))
        if posts and not any(post.published_at for post in posts):
            raise Drift([f"the posts of channel '{channel}' don't tell their time"])
        fresh = [post for post in posts if newest_known < int(post.external_id) < (before or math.inf)]
        yield [post for post in fresh if post.published_at is None or post.published_at >= oldest]
        times = [post.published_at for post in posts if post.published_at]
        before = min(numbers)
        if before <= max(newest_known, 1) or (times and min(times) < oldest):
            return
