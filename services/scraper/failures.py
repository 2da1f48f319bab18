"""Why a run ends without storing anything.

Exception
└── ScrapeFailed      a sentence fit for a person
    ├── Drift         the source is not what it was: a person must look
    ├── Blocked       the source does not want us: a captcha, a refusal, its robots.txt. Never tried again
    ├── Unanswered    it does not answer (`fetching.py`), or ...
    ├── BrokenAnswer  ... with something else; a single item of a list may do so, which is noted
    ├── BrowserFailed the browser is missing, or died too often
    └── AlreadyRuns   another run of this kind is under way

Each says in a sentence what is wrong and what to do. Everything else is a bug.
"""

from collections.abc import Sequence
from pathlib import Path


class ScrapeFailed(Exception):  # noqa: N818 - read as a sentence: "the scrape failed"
    """A run that stored nothing.

    Args:
        sentence: what is wrong and what to do.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Drift(ScrapeFailed):
    """The source has less, or other things, than it should have.

    Args:
        findings: one sentence each.
        evidence: the saved pages.
        trouble: why a page could not be saved.
    """

    def __init__(
        self, findings: Sequence[str], evidence: Sequence[Path] = (), trouble: str | None = None
    ) -> None:
        lines = [f"The source has changed; nothing was stored. Findings ({len(findings)}):"]
        lines += [f"  - {finding}" for finding in findings]
        if evidence:
            pages = ", ".join(file.name for file in evidence if file.suffix == ".html")
            lines.append(f"What the pages showed is kept in {evidence[0].parent}: {pages}. Look there first.")
        if trouble:
            lines.append(f"What the pages showed could not be kept: {trouble}")
        super().__init__("\n".join(lines))
        self.findings = tuple(findings)
        self.evidence = tuple(evidence)


class Blocked(ScrapeFailed):
    """The source does not let us in."""


class BrowserFailed(ScrapeFailed):
    """No browser, or none that lives long enough."""


class AlreadyRuns(ScrapeFailed):
    """One run of a kind at a time."""
