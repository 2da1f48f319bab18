"""Who is who in rows of training: one person never stands on both sides of a split."""

import hashlib
from collections.abc import Iterator, Sequence

from shared.contracts.resume import Experience, Resume
from shared.reference.text import fold

_TELLING_LETTERS = 120
"""A shorter text about work may be anybody's."""
_FINGERPRINT_LETTERS = 2_000


def key_person(given: str | None, resume: Resume) -> tuple[str | None, str | None]:
    """What tells whose a resume is: the id that is given, and a fingerprint of the words; None where unknown.

    Beside an id only a telling text counts, which two people do not write by chance.
    """
    words = _tell_person(resume)
    if not words or (given and len(words) < _TELLING_LETTERS):
        return given or None, None
    return given or None, hashlib.sha256(words.encode()).hexdigest()


def _tell_person(resume: Resume) -> str:
    """What a person's resumes have in common as they grow: the words about the oldest job that tells enough.

    A resume without such a job goes by all that it tells.
    """
    telling = [job for job in resume.experience if len(job.description or "") >= _TELLING_LETTERS]
    oldest = min(telling, key=lambda job: job.start or "9999", default=None)
    jobs = (oldest,) if oldest else resume.experience
    words = fold("\n".join(map(_tell_job, jobs)))[:_FINGERPRINT_LETTERS]
    return words or fold(" ".join(filter(None, (resume.position, *resume.skills, resume.about))))


def _tell_job(job: Experience) -> str:
    return " ".join(filter(None, (job.company, job.position, job.start, job.description)))


def name_people(keys: Sequence[Sequence[str | None]]) -> list[str]:
    """A name of the person of each row: rows that share a key, or a row that shares one with both, are one's.

    Args:
        keys: of each row, such as an id and a fingerprint; None for a key that is not known.

    Example:
        >>> name_people([("a", "x"), ("b", "x"), ("b", None), (None, None)])
        ['p0', 'p0', 'p0', 'p3']
    """
    first_of: dict[tuple[int, str], int] = {}
    chief = list(range(len(keys)))

    def find(row: int) -> int:
        while chief[row] != row:
            chief[row] = chief[chief[row]]
            row = chief[row]
        return row

    for row, own in enumerate(keys):
        for key in _known(own):
            one, other = find(row), find(first_of.setdefault(key, row))
            chief[max(one, other)] = min(one, other)
    return [f"p{find(row)}" for row in range(len(keys))]


def _known(keys: Sequence[str | None]) -> Iterator[tuple[int, str]]:
    return ((kind, key) for kind, key in enumerate(keys) if key is not None)
