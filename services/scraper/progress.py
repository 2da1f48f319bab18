"""A progress bar for whoever watches a run."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def show_progress(what: str, unit: str) -> Iterator[Callable[[str, int], None]]:
    """A bar on stderr.

    Yields:
        A function that is told what was just read, and how many rows it has.
    """
    with tqdm(desc=what, unit=f" {unit}", file=sys.stderr, dynamic_ncols=True) as bar:

        def report(label: str, rows: int) -> None:
            bar.set_postfix_str(label, refresh=False)
            bar.update(rows)

        yield report
