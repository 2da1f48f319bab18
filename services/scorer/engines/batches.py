"""Batches of texts of like length: padding costs more than anything else on a CPU."""

from collections.abc import Iterator, Sequence


def sort_into_batches(lengths: Sequence[int], most: int, tokens: int) -> Iterator[list[int]]:
    """Places of texts, the longest first, in batches.

    Args:
        lengths: tokens of each text.
        most: texts of a batch.
        tokens: of a batch with its padding; a longer text makes a batch of its own.

    Example:
        >>> list(sort_into_batches([5, 90, 7, 100], most=2, tokens=200))
        [[3, 1], [2, 0]]
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda one: (-lengths[one], one)):
        widest = lengths[batch[0]] if batch else lengths[place]
        if batch and (len(batch) == most or widest * (len(batch) + 1) > tokens):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
