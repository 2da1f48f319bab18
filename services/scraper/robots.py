"""What a site's robots.txt lets us read (RFC 9309)."""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from services.scraper.failures import Blocked, ScrapeFailed

_SECONDS = 15
_OUR_NAME = "attesta-scraper"


def check_robots(address: str, user_agent: str) -> float:
    """Ask whether we may read an address.

    Returns:
        The pause in seconds that the site asks for between two pages.

    Raises:
        Blocked: the site does not want it.
        ScrapeFailed: nobody answers.
    """
    site = urlsplit(address)
    if site.scheme not in ("http", "https") or not site.hostname:
        raise ScrapeFailed(f"'{address}' is no address: it should begin with http:// or https://.")
    robots = f"{site.scheme}://{site.netloc}/robots.txt"
    try:
        answer = httpx.get(
            robots, headers={"User-Agent": user_agent}, timeout=_SECONDS, follow_redirects=True
        )
    except httpx.HTTPError as error:
        raise ScrapeFailed(f"{robots} can't be read: {type(error).__name__}.") from error
    if answer.is_server_error:
        raise ScrapeFailed(f"{robots} answers with HTTP status {answer.status_code}: try again later.")
    rules = RobotFileParser()
    # Without such a file all is allowed.
    rules.parse(answer.text.splitlines() if answer.is_success else [])
    if not rules.can_fetch(_OUR_NAME, address):
        raise Blocked(f"{robots} does not let us read {site.path or '/'}. Nothing was stored.")
    return float(rules.crawl_delay(_OUR_NAME) or 0)
