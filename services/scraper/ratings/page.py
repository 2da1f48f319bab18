"""The page of a rating: everything that depends on how it looks stands in this file's tables.

Class names change with each build of the page, so nothing here names one. Tables are known by their headers,
tabs and buttons by their words and roles.
"""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    JavascriptException,
    StaleElementReferenceException,
    TimeoutException,
    WebDriverException,
)
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from services.scraper.failures import ScrapeFailed

HEADERS = ("место", "название компании", "регион", "отрасль", "итоговый балл")
"""Of the rating's columns: place, name, region, industry, score. Case, spaces and signs don't count."""

GROUP_WORDS = {
    "Крупнейшие": ("крупнейшие",),
    "Крупные": ("крупные",),
    "Средние": ("средние",),
    "Небольшие": ("небольшие", "малые"),
}
"""Size group -> the first words that a tab of it may have."""

_SELECTORS: Mapping[str, str | Sequence[str]] = {
    "table": "table,[role=table],[role=grid],[role=treegrid]",
    "row": "tr,[role=row]",
    "cell": "td,[role=cell],[role=gridcell]",
    "anyCell": "th,td,[role=columnheader],[role=rowheader],[role=cell],[role=gridcell]",
    "header": "th,[role=columnheader]",
    "anything": "[role],button,a,label,li,option,span,div,p",
    "tab": "[role=tab]",
    "control": "button,a,label,option,[role=button],[role=link],[role=radio],[role=option]",
    "item": "li,[onclick],[tabindex]",
    "tabList": "[role=tablist],[role=radiogroup]",
    "selectedMarks": ("aria-selected", "aria-current", "aria-pressed", "aria-checked"),
    "busy": "[aria-busy=true],[role=progressbar]",
    "captcha": "iframe[src*=captcha i],img[src*=captcha i],form[action*=captcha i],[id*=captcha i],"
    "[class*=captcha i],[data-qa*=captcha i]",
    "dialog": "dialog,[role=dialog],[role=alertdialog],[aria-modal=true]",
    "links": "a[href],option[value],button[value]",
    "arrows": ("›", "»", ">", "→", ">>"),
    "crosses": ("×", "✕", "✖", "x", "X"),
}
_MORE = ("показать еще", "загрузить еще", "еще", "показать все", "show more", "load more", "more")
_NEXT = ("следующая", "следующая страница", "следующие", "дальше", "далее", "вперед", "next", "next page")
_CONSENTS = (
    *("принять", "принять все", "принять и закрыть", "принять cookie", "принять cookies", "принимаю"),
    *("согласен", "согласна", "я согласен", "соглашаюсь", "хорошо", "понятно", "понял", "ясно", "отлично"),
    *("ок", "окей", "ok", "закрыть", "скрыть", "да", "не сейчас", "allow", "allow all", "allow cookies"),
    *("accept", "accept all", "accept cookies", "i agree", "agree", "got it", "close", "dismiss"),
)
_NUMBER = r"\d{1,3}(?:\s\d{3})+|\d+"
_TAB_COUNT = re.compile(rf"[^\W\d]+\s*[(\[:·—–-]?\s*({_NUMBER})\s*[)\]]?")
"""A tab that tells how many companies it has, and nothing else."""
_TOTAL = re.compile(
    rf"(?:показан\w*\D{{0,20}}(?:{_NUMBER})|\d+\s*[–—-]\s*(?:{_NUMBER}))\s+из\s+({_NUMBER})", re.IGNORECASE
)
"""«Показано 20 из 355», «1–20 из 355» beside a table."""
_LONGEST_TEXT = 5000
_REFUSALS = re.compile(
    r"captcha|капч[аиуе]\b|не робот|вы робот|are you a human|not a robot|подозрительн\w+ активност"
    r"|доступ\w* (?:\w+ )?(?:ограничен|запрещ)|access denied|too many requests|unusual traffic",
    re.IGNORECASE,
)
_REFUSING_STATUSES = (401, 403, 429)
_YEAR = re.compile(r"(?:(?<=rating)|(?<=/)|(?<=year=))20\d\d(?!\d)")

_NEXT_FRAMES = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));"
_NET_ERROR = re.compile(r"net::ERR_\w+")
_TRANSIENT = (JavascriptException, StaleElementReferenceException)
"""What is raised while one document takes the place of another."""


@dataclass(frozen=True)
class Look:
    """What the page shows at one moment."""

    rows: tuple[tuple[str | None, ...], ...] | None
    """The texts of `HEADERS`' columns in each row; None: there is no table with these headers."""
    is_busy: bool
    size: int
    height: int
    """Of all that can be scrolled through, in pixels."""
    status: int
    refusal: str | None
    """Only to be believed where something is missing: pages mention captchas in many places."""
    other_headers: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Tab:
    """The element that shows a size group."""

    element: WebElement
    is_selected: bool | None  # None: the page does not say
    count: int | None  # how many companies it says that it has


class RatingPage:
    """One tab of a browser with a rating in it."""

    def __init__(self, chrome: WebDriver) -> None:
        self._chrome = chrome
        folder = Path(__file__).parent
        self._script = (folder / "page.js").read_text(encoding="utf-8")
        watch = (folder / "watch.js").read_text(encoding="utf-8")
        chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": watch})

    def open(self, address: str) -> None:
        """Go there. What it shows is waited for by whoever looks.

        Raises:
            ScrapeFailed: nobody answers there.
        """
        try:
            self._chrome.get(address)
        except TimeoutException:
            self._ask("window.stop()")
        except WebDriverException as error:
            unreachable = _NET_ERROR.search(error.msg or "")
            if not unreachable:
                raise
            raise ScrapeFailed(f"{address} can't be reached: {unreachable[0]}.") from error

    def look(self) -> Look | None:
        """What the page shows now; None while one document takes the place of another."""
        try:
            seen = self._ask("return look(arguments[1])", HEADERS)
        except _TRANSIENT:
            return None
        rows = seen["rows"]
        return Look(
            rows=None if rows is None else tuple(map(tuple, rows)),
            is_busy=seen["busy"],
            size=seen["size"],
            height=seen["height"],
            status=seen["status"],
            refusal=_find_refusal(seen["text"], seen["status"], seen["captcha"]),
            other_headers=tuple(map(tuple, seen["otherHeaders"])),
        )

    def find_tabs(self) -> Mapping[str, Tab]:
        """The tabs of the size groups that are there."""
        try:
            found = self._ask("return findTabs(arguments[1])", GROUP_WORDS)
        except _TRANSIENT:
            return {}
        return {
            group: Tab(element, is_selected, _read_number(_TAB_COUNT.fullmatch(text.strip())))
            for group, (element, is_selected, text) in found.items()
        }

    def find_total(self) -> int | None:
        """How many companies the table has in all, where the page says so beside it."""
        try:
            text = self._ask("return textAround(arguments[1], arguments[2])", HEADERS, _LONGEST_TEXT)
        except _TRANSIENT:
            return None
        return _read_number(_TOTAL.search(text))

    def find_more(self, page_number: int) -> WebElement | None:
        """What brings more rows: "show more", "next", or a link to this page."""
        try:
            words = (*_MORE, *_NEXT)
            found = self._ask(
                "return findMore(arguments[1], arguments[2], arguments[3])", HEADERS, words, page_number
            )
        except _TRANSIENT:
            return None
        return found if isinstance(found, WebElement) else None

    def find_years(self, address: str) -> set[int]:
        """The years of which the page links to a page like the one at this address."""
        try:
            targets = self._ask("return findTargets()")
        except _TRANSIENT:
            return set()
        return {
            found
            for target in targets
            if (found := find_year(target)) and _is_alike(address_of(found, address), target)
        }

    def click(self, element: WebElement) -> None:
        """Click like a person; what lies over it is put away first. If it does not go, click past it."""
        try:
            self._ask("arguments[1].scrollIntoView({block: 'center', behavior: 'instant'})", element)
            for _ in range(2):
                try:
                    element.click()
                except ElementClickInterceptedException:
                    if not self.dismiss_overlay():
                        break
                else:
                    return
            self._ask("arguments[1].click()", element)
        except ElementNotInteractableException:
            self._ask("arguments[1].click()", element)
        except (StaleElementReferenceException, TimeoutException):
            pass  # the page has redrawn itself, or loads: what it shows then is looked at anyway

    def dismiss_overlay(self) -> bool:
        """Close a cookie banner or dialog by its button. False if there is none."""
        button = self._ask("return findDismissal(arguments[1])", _CONSENTS)
        if button is None:
            return False
        self._ask("arguments[1].click()", button)
        time.sleep(0.3)  # banners leave slowly
        return True

    def scroll_on(self, to_top: bool = False) -> bool:
        """Scroll one step further down, or all up. True at the end."""
        try:
            is_end = bool(self._ask("return scrollOn(arguments[1], arguments[2])", HEADERS, to_top))
            self._chrome.execute_async_script(_NEXT_FRAMES)  # until the page has heard of it
            return is_end
        except _TRANSIENT:
            return False

    def address(self) -> str:
        """Where we are."""
        return str(self._chrome.current_url)

    def _ask(self, question: str, *arguments: object) -> Any:
        script = f"const SELECTORS = arguments[0];\n{self._script}\n{question}"
        return self._chrome.execute_script(script, _SELECTORS, *arguments)


def find_year(address: str) -> int | None:
    """The year of a rating's address."""
    found = _YEAR.search(address)
    return int(found[0]) if found else None


def address_of(year: int, address: str) -> str:
    """The same page of another year."""
    return _YEAR.sub(str(year), address, count=1)


def _read_number(found: re.Match[str] | None) -> int | None:
    return int(re.sub(r"\s", "", found[1])) if found else None


def _is_alike(wanted: str, target: str) -> bool:
    """Whether a link leads to a year's page: to the one wanted, or further up on the way to it."""
    ours, theirs = urlsplit(wanted), urlsplit(target)
    if ours.netloc != theirs.netloc:
        return False
    return ours.path == theirs.path or ours.path.startswith(f"{theirs.path.rstrip('/')}/")


def _find_refusal(text: str, status: int, has_captcha: bool) -> str | None:
    if has_captcha:
        return "the page shows a captcha"
    said = _REFUSALS.search(text)
    if said:
        return f"the page says '{said[0]}' instead of showing a rating"
    if status in _REFUSING_STATUSES:
        return f"the page answers with HTTP status {status}"
    return None
