"""Which colours an eye tells apart; the same rule for all kinds of documents."""

from PIL import ImageColor

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)

SEEN_DIFFERENCE = 25
"""Of 255, luminance: what an eye sees of a letter beside its background."""

_WEIGHTS = (0.299, 0.587, 0.114)


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
