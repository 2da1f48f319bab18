"""Pages that a run did not understand, kept for a person to look at; those of old runs make room."""

import contextlib
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from selenium.webdriver.remote.webdriver import WebDriver

from services.scraper.browser import BROWSER_DIED
from services.scraper.settings import ScraperSettings

_STAMP = "%Y%m%dT%H%M%SZ"
_RUN = re.compile(r"\d{8}T\d{6}Z-\w+")


class Evidence:
    """The saved pages of one run, each as HTML and as a picture, in a folder that is named after it."""

    def __init__(self, settings: ScraperSettings, kind: str) -> None:
        self._settings = settings
        self._folder = settings.evidence_dir / f"{datetime.now(UTC).strftime(_STAMP)}-{kind}"
        self.files: list[Path] = []
        self.trouble: str | None = None
        """Why a page could not be kept."""

    def save(self, chrome: WebDriver, name: str) -> None:
        """Keep what the browser shows now. One that can't be asked any more leaves no evidence."""
        try:
            prune_runs(self._settings, self._folder.name)
            self._folder.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(*BROWSER_DIED):
                self._keep(f"{name}.html", chrome.page_source.encode())
                self._keep(f"{name}.png", chrome.get_screenshot_as_png())
        except OSError as error:  # a full disk must not hide what is wrong with the page
            self.trouble = f"{self._folder}: {error.strerror}"

    def _keep(self, name: str, content: bytes) -> None:
        file = self._folder / name
        file.write_bytes(content)
        self.files.append(file)


def prune_runs(settings: ScraperSettings, newest: str) -> None:
    """Remove the folders of runs that are too old or too many; nothing else that lies there.

    Args:
        settings: where they are, how many and how long they are kept.
        newest: the folder of the run that is about to need one.
    """
    if not settings.evidence_dir.is_dir():
        return
    folders = [one for one in settings.evidence_dir.iterdir() if one.is_dir() and _RUN.fullmatch(one.name)]
    runs = sorted({newest, *(one.name for one in folders)}, reverse=True)
    oldest = (datetime.now(UTC) - timedelta(days=settings.evidence_days)).strftime(_STAMP)
    kept = {name for name in runs[: settings.evidence_runs] if name > oldest} | {newest}
    for folder in folders:
        if folder.name not in kept:
            shutil.rmtree(folder)
