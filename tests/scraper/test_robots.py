"""A site's robots.txt is read as RFC 9309 says."""

import pytest

from services.scraper.robots import read_rules

NAME = "attesta-scraper"


@pytest.mark.parametrize(
    ("text", "path", "may"),
    [
        ("", "/any", True),
        ("User-agent: *\nDisallow: /", "/any", False),
        ("User-agent: *\nDisallow:", "/any", True),
        ("User-agent: *\nDisallow: /private", "/private/1", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow: /jobs\nAllow: /jobs/it", "/jobs/it/1", True),  # the longest counts
        ("User-agent: *\nAllow: /jobs\nDisallow: /jobs", "/jobs", True),  # of equals the kind one
        ("User-agent: *\nDisallow: /*?page=", "/jobs?page=2", False),
        ("User-agent: *\nDisallow: /*?page=", "/jobs", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /%D1%8F", "/я/1", False),
        ("user-AGENT: *\ndisallow : /x # a word", "/x", False),
        ("User-agent: other\nDisallow: /", "/any", True),
        ("User-agent: other\nUser-agent: Attesta-Scraper\nDisallow: /", "/any", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: attesta-scraper\nAllow: /", "/any", True),
        ("Disallow: /\nnonsense\n:", "/any", True),  # said to nobody
        ("\ufeffUser-agent: *\r\nDisallow: /x\r\n", "/x", False),
        ("Sitemap: https://example.org/s.xml\nUser-agent: *\nDisallow: /a.b", "/axb", True),
    ],
)
def test_path_is_allowed_or_not(text: str, path: str, may: bool) -> None:
    assert read_rules(text, NAME).allow(path) == may


@pytest.mark.parametrize(
    ("line", "seconds"), [("Crawl-delay: 2", 2), ("crawl-delay: 0.5", 0.5), ("Crawl-delay: soon", 0), ("", 0)]
)
def test_pause_is_read(line: str, seconds: float) -> None:
    assert read_rules(f"User-agent: *\n{line}\nDisallow: /x", NAME).delay_seconds == seconds
