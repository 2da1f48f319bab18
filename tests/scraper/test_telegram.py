"""Public channels: page by page back to what is known, contacts masked."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from services.scraper.failures import Drift, ScrapeFailed
from services.scraper.posting import Posting
from services.scraper.runs import RunNotes
from services.scraper.settings import ScraperSettings
from services.scraper.storing import read_raw
from services.scraper.telegram.read import read_posts
from services.scraper.telegram.scrape import gather_channels, scrape_channels
from shared.db.session import transaction
from shared.db.tables import ScrapeRun, VacancyRow
from tests.scraper.serving import Answer, Request, serve

NOW = datetime.now(UTC).replace(microsecond=0)
PAGE = 20


@dataclass
class Channel:
    """Posts 1 to `newest`, one an hour; the newest is an hour old."""

    newest: int
    trouble: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        if request.path == "/robots.txt":
            return Answer(status=404)
        self.asked.append(request.address)
        if request.address in self.trouble:
            return self.trouble.pop(request.address)
        if request.path != "/s/itjobs":
            return Answer("<title>Telegram: Contact @nobody</title>")
        before = int(request.query.get("before", self.newest + 1))
        numbers = range(max(1, before - PAGE), before)
        posts = "".join(_post(number, NOW - timedelta(hours=self.newest - number + 1)) for number in numbers)
        return Answer(f'<section class="tgme_channel_history js-message_history">{posts}</section>')


@dataclass
class Changed(Channel):
    """A channel whose pages are changed on their way."""

    change: Callable[[str], str] = str

    def answer(self, request: Request) -> Answer:
        answer = super().answer(request)
        return replace(answer, body=self.change(str(answer.body)))


def _post(number: int, time: datetime) -> str:
    body = (
        f"Вакансия <b>№ {number}</b><br/>ЗП: 200 000 ₽<br>Писать <a href='https://t.me/anna_hr'>@anna_hr</a>"
    )
    text = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{body}</div>'
    quoted = '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text">цитата</div></a>'
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="itjobs/{number}">'
        f"{quoted if number % 2 else ''}{text if number % 5 else ''}"
        f'<time datetime="{time.isoformat()}">12:00</time></div></div>'
    )


def texts_of(numbers: Sequence[int]) -> set[str]:
    return {str(number) for number in numbers if number % 5}


@contextmanager
def settings_for(channel: Channel, *names: str) -> Iterator[ScraperSettings]:
    with serve(channel.answer) as address:
        quick = {"request_pause_seconds": 0, "retry_pause_seconds": 0.01, "http_attempts": 2, "first_days": 3}
        yield ScraperSettings.model_validate(
            quick | {"telegram_url": address, "telegram_channels": names or ("itjobs",)}
        )


def gather(channel: Channel, *names: str, since: datetime | None = None) -> list[Posting]:
    with settings_for(channel, *names) as settings:
        pages = gather_channels(settings, since, lambda _: 0, RunNotes(), lambda *_: None)
        return [posting for page in pages for posting in page]


def scrape(database: Engine, channel: Channel) -> set[str]:
    with settings_for(channel) as settings:
        return {one.external_id for one in scrape_channels(database, settings, None, lambda *_: None)}


def test_post_becomes_a_posting_without_contacts() -> None:
    (post,) = read_posts(_post(7, NOW), "https://t.me")
    assert (post.source, post.external_id, post.url) == ("telegram:itjobs", "7", "https://t.me/itjobs/7")
    assert post.text == "Вакансия № 7\nЗП: 200 000 ₽\nПисать [handle]"
    assert (post.title, post.published_at) == ("Вакансия № 7", NOW)
    assert post.raw == {"channel": "itjobs", "id": 7, "date": NOW.isoformat(), "text": post.text}


def test_channel_is_read_back_to_a_day() -> None:
    channel = Channel(newest=90)
    found = gather(channel, since=NOW - timedelta(hours=50, minutes=30))
    assert {one.external_id for one in found} == texts_of(range(41, 91))
    assert len(channel.asked) == 3


def test_short_channel_is_read_to_its_first_post() -> None:
    assert {one.external_id for one in gather(Channel(newest=30))} == texts_of(range(1, 31))


def test_second_run_reads_only_what_is_new(database: Engine) -> None:
    assert scrape(database, Channel(newest=90)) == texts_of(range(20, 91))  # three days
    later = Channel(newest=97)
    assert scrape(database, later) == texts_of(range(91, 98))
    assert len(later.asked) == 1
    with transaction(database) as session:
        row = session.scalars(select(VacancyRow).where(VacancyRow.external_id == "97")).one()
        assert (row.source, read_raw(row)["id"]) == ("telegram:itjobs", 97)
        second = session.scalars(select(ScrapeRun).order_by(ScrapeRun.id.desc())).first()
        assert second and (second.status, second.new, second.pages) == ("done", 6, 1)


def test_run_that_broke_off_leaves_no_gap(database: Engine) -> None:
    broken = Channel(newest=90, trouble={"/s/itjobs?before=71": Answer("no", status=403)})
    with pytest.raises(ScrapeFailed):
        scrape(database, broken)
    scrape(database, Channel(newest=91))
    with transaction(database) as session:
        assert set(session.scalars(select(VacancyRow.external_id))) == texts_of(range(20, 92))
        # Nor does one that succeeded before the posts came.
        session.execute(update(ScrapeRun).values(finished_at=NOW - timedelta(days=1)))
    assert len(scrape(database, Channel(newest=91))) == len(texts_of(range(20, 92)))


@pytest.mark.parametrize(
    ("change", "numbers"),
    [
        (lambda page: page.replace('data-post="itjobs/29"', 'data-post="itjobs/x"'), {*range(1, 29), 30}),
        (lambda page: page.replace('datetime="', 'datetime="?', 3), set(range(1, 31))),
        (lambda page: f'<?xml version="1.0" encoding="utf-8"?>{page}', set(range(1, 31))),
        (lambda page: page + _post(99, NOW), {*range(1, 31), 99}),  # a post from elsewhere, on each page
    ],
)
def test_odd_post_does_not_end_the_run(change: Callable[[str], str], numbers: set[int]) -> None:
    found = gather(Changed(newest=30, change=change))
    assert {one.external_id for one in found} == texts_of(sorted(numbers))
    assert len(found) == len(texts_of(sorted(numbers)))


def test_channel_that_tells_no_time_is_a_drift() -> None:
    with pytest.raises(Drift, match="don't tell their time"):
        gather(Changed(newest=30, change=lambda page: page.replace('datetime="', 'datetime="?')))


def test_channel_that_is_not_there_is_named() -> None:
    with pytest.raises(Drift, match="channel 'nobody' is not there"):
        gather(Channel(newest=3), "itjobs", "nobody")


def test_without_a_channel_nothing_is_read() -> None:
    with pytest.raises(ScrapeFailed, match="No channel is named"):
        list(gather_channels(ScraperSettings(), None, lambda _: 0, RunNotes(), lambda *_: None))
