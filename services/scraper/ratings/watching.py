"""Waiting for what a page shows: for content and not for time.

A page is quiet when nothing changes on it and nothing is under way that could change it (`watch.js`). What
has not come by then will not come.
"""

import time
from collections.abc import Iterator, Sequence

from services.scraper.failures import Blocked
from services.scraper.ratings.harvest import Harvest
from services.scraper.ratings.page import HEADERS, Look, RatingPage
from services.scraper.settings import ScraperSettings

_POLLS_WHILE_SETTLING = 5
# A page that is never quiet, because of its advertisements, has settled after so many times the wait.
_RESTLESS = 12
# And one that changes all the time is left after so many times the longest wait.
_ENDLESS = 4


class PageWatch:
    """Looks at a page until it shows what is waited for, or is known not to."""

    def __init__(self, page: RatingPage, settings: ScraperSettings) -> None:
        self._page = page
        self._settings = settings

    def moments(self, longest_seconds: float) -> Iterator[Look]:
        """Looks at the page, until it is quiet. Whoever waits for something stops as soon as it is there."""
        seen, quiet_since = None, time.monotonic()
        end = time.monotonic() + longest_seconds
        while time.monotonic() < end:
            look = self._page.look()
            if look is not None:
                yield look
                if look.is_busy or (look.rows, look.size) != seen:
                    seen, quiet_since = (look.rows, look.size), time.monotonic()
                if time.monotonic() - quiet_since >= self._settings.quiet_seconds:
                    return
            time.sleep(self._settings.settle_seconds / _POLLS_WHILE_SETTLING)

    def settle(self, harvest: Harvest, afresh: bool = False) -> None:
        """Read rows until they stay as they are and nothing is under way that could bring more.

        What a page has just been sent it may not have drawn yet: so the wait begins anew while it is busy.

        Args:
            harvest: takes them in.
            afresh: the rows now shown are all: what was shown before them was another list.
        """
        seen, still_since = None, time.monotonic()
        quiet_since, end = still_since, still_since + _ENDLESS * self._settings.page_seconds
        while time.monotonic() < end:
            look = self._page.look()
            if look is not None:
                now = time.monotonic()
                if (look.rows, look.height) != seen:
                    seen, still_since, quiet_since = (look.rows, look.height), now, now
                    if afresh:
                        harvest.restart()
                    harvest.add(look.rows or ())
                if look.is_busy or harvest.complaints():
                    quiet_since = now
                wait_seconds = self._settings.settle_seconds
                if now - quiet_since >= wait_seconds or now - still_since >= _RESTLESS * wait_seconds:
                    return
            time.sleep(self._settings.settle_seconds / _POLLS_WHILE_SETTLING)

    def wait_for_change(self, before: Harvest) -> bool:
        """Until the table has rows, and none of those from before. False if that does not happen."""
        return any(
            look.rows and not before.shares_rows_with(look.rows)
            for look in self.moments(self._settings.page_seconds)
        )

    def wait_for_more(self, harvest: Harvest) -> bool:
        """Until the table shows companies that it has not shown. False if that does not happen."""
        return any(harvest.add(look.rows or ()) for look in self.moments(self._settings.page_seconds))

    def raise_if_blocked(self) -> None:
        """Where something is missing: look whether the page wants to see a person first.

        Raises:
            Blocked: it does, or refuses.
        """
        look = self._page.look()
        if look is not None and look.refusal:
            raise Blocked(
                f"{look.refusal}. Nothing was stored. Open {self._page.address()} in a browser of your own; "
                "let the scraper try again later, and less often."
            )

    def describe_absence(self) -> str:
        """Why there are no companies, where some should be.

        Raises:
            Blocked: the page wants to see a person, or refuses.
        """
        self.raise_if_blocked()
        look = self._page.look()
        if look is None:
            return "the page does not come to rest"
        if look.status >= 400:
            return f"the page answers with HTTP status {look.status}"
        if look.rows is None:
            return _describe_headers(look.other_headers)
        shown = Harvest("", 0)
        shown.add(look.rows)
        return "; ".join(shown.complaints()) or "the table has no rows"


def _describe_headers(others: Sequence[Sequence[str]]) -> str:
    wanted = ", ".join(HEADERS)
    if not others:
        return f"there is no table (with the headers {wanted})"
    shown = "; ".join(", ".join(headers) or "no header" for headers in others)
    return f"no table has the headers {wanted}; there are: {shown}"
