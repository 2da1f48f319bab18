"""Writing in characters that have no picture: `clean_text` drops it; here it is counted if it says much."""

import re

# Letters of the tag block and selectors spell whole sentences; overrides show other words than are stored.
_WRITING = re.compile(
    "[\U000e0001-\U000e007f\U000e0100-\U000e01ef]+|[\u202d\u202e]|[\u200b-\u200d\u2060-\u2064\ufeff]{4,}"
)
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff]")
_MANY = 24  # more than an editor leaves at line ends and in long addresses


def count_invisible(text: str) -> int:
    """Number of fragments that nobody can see; a soft hyphen, a joiner or a byte order mark is none."""
    found = len(_WRITING.findall(text))
    return found or int(len(_ZERO_WIDTH.findall(text)) > _MANY)
