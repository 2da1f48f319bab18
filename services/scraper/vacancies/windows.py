"""Windows on the list of vacancies, each so narrow that the API shows all that is in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

_NARROWEST = timedelta(minutes=10)


@dataclass(frozen=True)
class Window:
    """Vacancies of one professional role in one area, published in a stretch of time."""

    role: str
    area: str
    since: datetime
    until: datetime

    def halves(self) -> tuple["Window", "Window"] | None:
        """The earlier and the later half; None if it is too narrow to be cut."""
        half = (self.until - self.since) / 2
        if half < _NARROWEST:
            return None
        middle = (self.since + half).replace(microsecond=0)
        return replace(self, until=middle), replace(self, since=middle)


def narrow_windows(
    window: Window, count: Callable[[Window], int], limit: int
) -> Iterator[tuple[Window, int]]:
    """Cut a window until no piece has more than the limit.

    Yields:
        Pieces that have something, oldest first, and how much. Only one that can't be cut any more may have
        more than the limit.
    """
    found = count(window)
    halves = window.halves() if found > limit else None
    if halves:
        for half in halves:
            yield from narrow_windows(half, count, limit)
    elif found:
        yield window, found
