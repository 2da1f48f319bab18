"""A server that is away is left alone for a while, so that not every resume waits for it."""

import time


class Circuit:
    """Opens after a number of failures in a row, and closes again after a pause."""

    def __init__(self, failures_allowed: int = 3, pause_seconds: float = 60) -> None:
        self._failures_allowed = failures_allowed
        self._pause_seconds = pause_seconds
        self._failures = 0
        self._closed_again = 0.0

    @property
    def is_open(self) -> bool:
        """Whether nobody should ask now."""
        return time.monotonic() < self._closed_again

    def note_failure(self) -> None:
        """Count a failure. After a pause the first one opens the circuit again."""
        self._failures += 1
        if self._failures >= self._failures_allowed:
            self._closed_again = time.monotonic() + self._pause_seconds

    def note_success(self) -> None:
        """Forget the failures."""
        self._failures = 0
