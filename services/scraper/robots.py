"""What a site's robots.txt lets us read, by RFC 9309 and with the pause that many sites ask for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

import httpx

from services.scraper.failures import Blocked, ScrapeFailed

_SECONDS = 15
_LONGEST = 500_000  # letters; the RFC wants no less to be read
_OUR_NAME = "attesta-scraper"


@dataclass
class Rules:
    """What a site says to one group of visitors."""

    paths: list[tuple[str, bool]] = field(default_factory=list)
    """Each with whether it may be read."""
    delay_seconds: float = 0

    def allow(self, path: str) -> bool:
        """Whether a path may be read: the longest rule that fits counts, of equals the kind one."""
        fitting = [(len(rule), may) for rule, may in self.paths if rule and _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


def read_rules(text: str, name: str) -> Rules:
    """What a robots.txt says to a visitor of this name; else what it says to all."""
    groups: dict[str, Rules] = {}
    named: list[str] = []
    are_names_over = False
    for key, value in _read_lines(text[:_LONGEST]):
        if key == "user-agent":
            named = [value.lower()] if are_names_over else [*named, value.lower()]
            are_names_over = False
            continue
        are_names_over = True
        for one in named:
            rules = groups.setdefault(one, Rules())
            if key in ("allow", "disallow"):
                rules.paths.append((unquote(value), key == "allow"))
            elif key == "crawl-delay" and re.fullmatch(r"\d+(?:\.\d+)?", value):
                rules.delay_seconds = float(value)
    return groups.get(name) or groups.get("*") or Rules()


def _read_lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _fits(rule: str, path: str) -> bool:
    """Whether a rule fits a path from its beginning; "*" stands for anything, "$" for the end."""
    pattern = ".*".join(map(re.escape, rule.removesuffix("$").split("*")))
    return bool(re.match(pattern + ("$" if rule.endswith("$") else ""), path))


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
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ScrapeFailed(
            f"{robots} can't be read: {type(error).__name__}. Is the address right, and the site up?"
        ) from error
    if answer.is_server_error:
        raise ScrapeFailed(f"{robots} answers with HTTP status {answer.status_code}: try again later.")
    # Without such a file all is allowed.
    rules = read_rules(answer.text if answer.is_success else "", _OUR_NAME)
    path = unquote(site.path or "/") + (f"?{unquote(site.query)}" if site.query else "")
    if not rules.allow(path):
        raise Blocked(f"{robots} does not let us read {site.path or '/'}. Nothing was stored.")
    return rules.delay_seconds
