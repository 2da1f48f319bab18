"""What a text holds: words, dates and years are looked up in it before anybody is believed."""

import re
from collections.abc import Iterator

from services.parser.tables.dates import DateRange, find_range, find_years
from shared.reference.text import fold, fold_lookalikes

# A hyphen holds a word together: 'Go' is not in 'go-to-market'.
_TOKEN = re.compile(r"[\w+#]+(?:-[\w+#]+)*|[^\w\s]")
_MARKS = str.maketrans("–—−‒―«»„“”‘’", "-----" + '"' * 5 + "''")
_BETWEEN = "\n"  # no token is or holds one
_RANGES_MAX = 100  # more are no career


class PrintedText:
    """A text to look values up in. What is found is given as the text prints it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = [match.span() for match in _TOKEN.finditer(text.translate(_MARKS))]
        self._tokens = _join(_fold_tokens(text))
        self._ranges = frozenset(_find_ranges(text))
        self._years = frozenset(find_years(text))

    def find(self, value: str | None, longest: int) -> str | None:
        """The words of the text that a value repeats, in one line; None where the text does not hold it.

        Case, spaces, kinds of quotes and look-alike letters do not count; marks within the value do, so that
        two items of a list never make one.

        Args:
            value: what somebody says stands in the text.
            longest: in characters; longer finds are no such value.
        """
        found = self.find_lines(value)
        line = " ".join(found.split()) if found else None
        return line if line and len(line) <= longest else None

    def find_lines(self, value: str | None) -> str | None:
        """Like `find`, of any length and with the line breaks of the text."""
        tokens = _fold_tokens(value or "")
        if not any(token[0].isalnum() for token in tokens):
            return None
        place = self._tokens.find(_join(tokens))
        if place < 0:
            return None
        first = self._tokens.count(_BETWEEN, 0, place)
        start, end = self._places[first][0], self._places[first + len(tokens) - 1][1]
        return "\n".join(filter(None, (line.strip() for line in self._text[start:end].splitlines())))

    def find_dates(self, start: str | None, end: str | None, current: bool) -> DateRange | None:
        """The printed range of dates that starts so; where several do, the one that also ends so."""
        alike = [found for found in self._ranges if start and found.start == start]
        same = [found for found in alike if (found.end, found.current) == (end, current)]
        return next(iter(same if len(alike) > 1 else alike), None)

    def find_year(self, year: int | None) -> int | None:
        """A year if the text prints it."""
        return year if year in self._years else None


def _fold_tokens(text: str) -> list[str]:
    return [fold_lookalikes(fold(match.group())) for match in _TOKEN.finditer(text.translate(_MARKS))]


def _join(tokens: list[str]) -> str:
    return _BETWEEN + _BETWEEN.join(tokens) + _BETWEEN


def _find_ranges(text: str) -> Iterator[DateRange]:
    """Ranges within lines, and those that a line's end has cut; their places are left out."""
    for line in (*text.splitlines(), " ".join(text.split())):
        rest = line
        for _ in range(_RANGES_MAX):
            found = find_range(rest)
            if found is None:
                break
            yield DateRange(found.start, found.end, found.current, (0, 0))
            rest = rest[found.span[1] :]
