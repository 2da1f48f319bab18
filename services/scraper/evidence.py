"""Pages that a run did not understand, kept for a person to look at."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from selenium.webdriver.remote.webdriver import WebDriver

from services.scraper.browser import BROWSER_DIED


class Evidence:
    """A folder of saved pages: each as HTML and as a picture."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._folder = folder
        self._kind = kind
        self.files: list[Path] = []

    def save(self, chrome: WebDriver, name: str) -> None:
        """Keep what the browser shows now. One that can't be asked any more leaves no evidence."""
        self._folder.mkdir(parents=True, exist_ok=True)
        stem = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{self._kind}-{name}"
        with contextlib.suppress(*BROWSER_DIED):
            self._keep(f"{stem}.html", chrome.page_source.encode())
            self._keep(f"{stem}.png", chrome.get_screenshot_as_png())

    def _keep(self, name: str, content: bytes) -> None:
        file = self._folder / name
        file.write_bytes(content)
        self.files.append(file)
