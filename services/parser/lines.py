"""What the readers hand on: words with their place and style, or ready lines."""

import re
from dataclasses import dataclass
from functools import cached_property

from shared.contracts.problem import Problem


@dataclass(frozen=True, slots=True)
class Word:
    """One word. Lengths are points, `y` is the baseline counted downwards from the top of the page."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    grey: float = 0.0  # luminance of the fill: 0 black, 1 white
    page: int = 0


@dataclass(frozen=True)
class Line:
    """Words that a reader sees as one line, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def page(self) -> int:
        """Number of the page, from 0."""
        return self.words[0].page

    @property
    def y(self) -> float:
        """Baseline of the first word."""
        return self.words[0].y

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return self.words[-1].x1

    @cached_property
    def size(self) -> float:
        """The largest size of a word."""
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        """True where the first word is bold."""
        return self.words[0].bold

    @property
    def grey(self) -> float:
        """Luminance of the first word."""
        return self.words[0].grey

    @property
    def place(self) -> tuple[int, float]:
        """Page and baseline: the reading order within one column."""
        return self.page, self.y


@dataclass(frozen=True)
class ReadText:
    """A document that has been read.

    PDF gives `words`, whose lines are found later; the other kinds give `lines` in reading order.
    """

    words: tuple[Word, ...] = ()
    lines: tuple[Line, ...] = ()
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
    read_by: tuple[str, ...] = ("rules",)


_FLOW_STEP_POINTS = 14.0
_FLOW_SIZE_POINTS = 10.0


def make_flow_line(text: str, number: int, size: float = _FLOW_SIZE_POINTS, bold: bool = False) -> Line:
    """Make a line of a document that has no places, such as DOCX: line `number`, one word a token."""
    y = number * _FLOW_STEP_POINTS
    tokens = clean_text(text).split()
    return Line(tuple(Word(token, 0.0, 0.0, y, size, bold) for token in tokens))


# Soft hyphens, joiners, marks of direction, selectors of variants and the block of tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_GLYPHS = str.maketrans(
    {
        "\x02": "-",  # how pdfium gives a hyphen at the end of a line
        "\ufffe": "-",
        "\uf0b7": "•",  # bullets of the Symbol and Wingdings fonts
        "\uf0a7": "•",
        "\uf02d": "-",
        "\u2010": "-",
        "\u2011": "-",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)
# Halves of surrogate pairs, icons of private fonts, control codes: no text, and no database takes them.
_NO_LETTER = re.compile(r"[\ud800-\udfff\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f]")


def clean_text(text: str) -> str:
    """Drop invisible characters and icons, and write ligatures and hyphens the common way."""
    return _NO_LETTER.sub(" ", _INVISIBLE.sub("", text.translate(_GLYPHS)))
