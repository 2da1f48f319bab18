"""Links to resumes on hh.ru: which addresses are such a link, and nothing else."""

import re
from dataclasses import dataclass

# ASCII only, so that no letter of another alphabet folds into one of these.
_RESUME_LINK = re.compile(
    r"https://(?P<host>(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)?hh\.ru)/resume/(?P<id>[0-9a-f]{6,64})/?"
    r"(?:\?[!-~]*)?(?:#[\w-]*)?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ResumeLink:
    """A resume on hh.ru or on the site of one of its cities."""

    host: str
    resume_id: str

    @property
    def address(self) -> str:
        """The address of the page, without what was behind the id."""
        return f"https://{self.host}/resume/{self.resume_id}"


def read_resume_link(text: str) -> ResumeLink | None:
    """Read an address `https://[city.]hh.ru/resume/<hex id>`; its query and fragment are dropped.

    None for any other text: another host, scheme, port or path, a user, spaces, letters that only look right.

    Example:
        >>> read_resume_link("https://kazan.hh.ru/resume/0123abcd?query=python").address
        'https://kazan.hh.ru/resume/0123abcd'
    """
    found = _RESUME_LINK.fullmatch(text)
    return ResumeLink(found["host"].lower(), found["id"].lower()) if found else None
