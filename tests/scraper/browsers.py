"""Real browsers for the tests, and what is left of them."""

import shutil

import psutil
import pytest

# On Debian: apt-get install chromium chromium-driver
needs_browser = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="no chromium and chromedriver on PATH",
)


def browser_processes() -> list[psutil.Process]:
    """Drivers and browsers that this test process has started, zombies too."""
    return [one for one in psutil.Process().children(recursive=True) if _name(one).startswith("chrom")]


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:  # it has ended since it was listed
        return ""


def find_process(name: str) -> psutil.Process:
    """The driver, or the browser's first process."""
    return next(one for one in browser_processes() if _name(one) == name)
