"""What a rating says of a company, and how its numbers are written."""

import math
import re
from dataclasses import dataclass

GROUPS = ("Крупнейшие", "Крупные", "Средние", "Небольшие")
"""The size groups of the rating, largest first."""

_LAST_PLACE = 1_000_000
_NUMBER = r"\d{1,3}(?:\s\d{3})+|\d+"
_TREND = r"(?:\s*[▲▼△▽↑↓⬆⬇↗↘][\d\s.,+−-]*)?"  # "1 ▲2": since the year before
# "1", "1.", "№ 1 034", "1 место", "1-е", "5–6": who shares places has the first of them
_PLACE = re.compile(
    rf"[#№]?\s*(?P<place>{_NUMBER})(?:\s*[–—-]\s*(?P<last>{_NUMBER})|-?[ея])?\.?(?:\s*место)?{_TREND}",
    re.IGNORECASE,
)
_SCORE = re.compile(rf"([+−-]?(?:{_NUMBER})(?:[.,]\d+)?)(?:\s*балл\w*\.?)?{_TREND}", re.IGNORECASE)


@dataclass(frozen=True)
class RatedCompany:
    """One line of one year's rating."""

    name: str
    place: int
    group: str
    region: str | None
    industry: str | None
    score: float
    year: int


def read_place(text: str) -> int:
    """The number of a place.

    Raises:
        ValueError: it is none, or an impossible one.
    """
    written = _PLACE.fullmatch(text.strip())
    place, last = (_whole(written["place"]), _whole(written["last"])) if written else (0, 0)
    if not 1 <= place <= _LAST_PLACE or not (last == 0 or place < last):
        raise ValueError(f"the place '{text.strip()}' is impossible")
    return place


def read_score(text: str) -> float:
    """The number of a score, with a comma or a point, with spaces between thousands.

    Raises:
        ValueError: it is none, or not finite.
    """
    written = _SCORE.fullmatch(text.strip())
    if not written:
        raise ValueError(f"the score '{text.strip()}' is no number")
    score = float(re.sub(r"\s", "", written[1]).replace(",", ".").replace("−", "-"))
    if not math.isfinite(score):
        raise ValueError(f"the score '{text.strip()}' is impossible")
    return score


def _whole(digits: str | None) -> int:
    return int(re.sub(r"\s", "", digits or "0"))
