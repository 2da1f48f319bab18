"""What a rating says of a company, and how its numbers are written."""

import math
import re
from dataclasses import dataclass

GROUPS = ("Крупнейшие", "Крупные", "Средние", "Небольшие")
"""The size groups of the rating, largest first."""

_LAST_PLACE = 1_000_000
_PLACE = re.compile(
    r"[#№]?\s*(\d{1,3}(?:\s\d{3})+|\d+)\.?(?:\s*место)?", re.IGNORECASE
)  # "1", "1.", "№ 1 034", "1 место"
_SCORE = re.compile(r"([+−-]?(?:\d{1,3}(?:\s\d{3})+|\d+)(?:[.,]\d+)?)(?:\s*балл\w*\.?)?", re.IGNORECASE)


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
    place = int(re.sub(r"\s", "", written[1])) if written else 0
    if not 1 <= place <= _LAST_PLACE:
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
