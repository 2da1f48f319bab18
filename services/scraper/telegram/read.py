"""A page of a public Telegram channel (`t.me/s/<channel>`), as posts. Pure."""

from collections.abc import Iterator
from datetime import datetime

from lxml import html

from services.scraper.markup import parse_page
from services.scraper.posting import Posting

_MESSAGE = "//*[@data-post]"
_TEXT = (
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' tgme_widget_message_text ')]"
    "[not(ancestor::*[contains(@class, 'tgme_widget_message_reply')])]"
)
_TIME = ".//time[@datetime]/@datetime"
_PLACE = "//*[contains(@class, 'tgme_channel_info') or contains(@class, 'tgme_channel_history')]"
_TITLE_LETTERS = 200


def is_channel(page: str) -> bool:
    """Whether this is the page of a channel; one that does not exist or is closed shows something else."""
    tree = parse_page(page)
    return bool(tree.xpath(_PLACE) or tree.xpath(_MESSAGE))


def read_posts(page: str, address: str) -> Iterator[Posting]:
    """The posts of a page that have a text, oldest first, masked.

    Args:
        page: its HTML.
        address: of the site, for the addresses of the posts.
    """
    for message in parse_page(page).xpath(_MESSAGE):
        channel, _, number = message.get("data-post").partition("/")
        texts, times = message.xpath(_TEXT), message.xpath(_TIME)
        text = _read_text(texts[-1]) if texts else ""
        if not text or not number.isdecimal():
            continue
        time = _read_time(times[-1]) if times else None
        yield Posting(
            source=f"telegram:{channel}",
            external_id=str(int(number)),
            url=f"{address.rstrip('/')}/{channel}/{number}",
            title=next(filter(None, map(str.strip, text.splitlines())), "")[:_TITLE_LETTERS],
            text=text,
            published_at=time,
            raw={"channel": channel, "id": int(number), "date": time and time.isoformat(), "text": text},
        ).masked()


def find_numbers(page: str) -> list[int]:
    """The numbers of all messages of a page, pictures without text too."""
    numbers = [post.rpartition("/")[2] for post in parse_page(page).xpath(f"{_MESSAGE}/@data-post")]
    return [int(number) for number in numbers if number.isdecimal()]


def _read_time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo else None


def _read_text(element: html.HtmlElement) -> str:
    for line_break in element.xpath(".//br"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines = (" ".join(line.split()) for line in element.text_content().splitlines())
    return "\n".join(lines).strip()
