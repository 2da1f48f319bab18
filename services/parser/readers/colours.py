"""Which colours an eye tells apart; the same rule for all kinds of documents."""

from collections.abc import Sequence
from typing import NamedTuple

from PIL import ImageColor

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)

SEEN_DIFFERENCE = 25
"""Of 255, luminance: what an eye sees of a letter beside its background."""

FAINT = 0.1
"""Opacity below which a text is not seen."""

_WEIGHTS = (0.299, 0.587, 0.114)


class Ink(NamedTuple):
    """A colour and how much of it covers what lies behind, 0 to 1."""

    colour: Colour
    opacity: float = 1.0


BLACK_INK = Ink((0, 0, 0))


def is_told_apart(first: Colour, second: Colour) -> bool:
    """True for colours whose channels differ enough, each weighted as the eye does."""
    channels = zip(first, second, _WEIGHTS, strict=True)
    return sum(abs(one - other) * weight for one, other, weight in channels) >= SEEN_DIFFERENCE


def read_colour(text: str) -> Colour | None:
    """A colour of CSS, without its opacity; None for words that name none.

    Example:
        >>> read_colour("#fff"), read_colour("rgb(1, 2, 3)"), read_colour("auto")
        ((255, 255, 255), (1, 2, 3), None)
    """
    try:
        red, green, blue = ImageColor.getrgb(text.strip())[:3]
    except ValueError:
        return None
    return red, green, blue


def lay_over(ink: Ink, behind: Colour) -> Colour:
    """The colour that is seen of an ink on a background."""
    red, green, blue = (
        round(own * ink.opacity + other * (1 - ink.opacity))
        for own, other in zip(ink.colour, behind, strict=True)
    )
    return red, green, blue


def is_seen(inks: Sequence[Ink], backgrounds: Sequence[Colour] | None, opacity: float = 1.0) -> bool:
    """True where one of the inks is told apart from one of what may lie behind it.

    Args:
        inks: of the letters and of their edges.
        backgrounds: None where only a drawn page would tell.
        opacity: of all of the text, 0 to 1.
    """
    faded = [Ink(ink.colour, ink.opacity * opacity) for ink in inks]
    if backgrounds is None:
        return any(ink.opacity >= FAINT for ink in faded)
    return any(is_told_apart(lay_over(ink, behind), behind) for ink in faded for behind in backgrounds)
