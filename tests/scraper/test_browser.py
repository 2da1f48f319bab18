"""A browser is started, and whatever happens to it or to us, nothing of it stays."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from services.scraper.browser import BROWSER_DIED, open_browser
from services.scraper.failures import BrowserFailed
from services.scraper.settings import ScraperSettings
from tests.scraper.browsers import browser_processes, find_process, needs_browser

SETTINGS = ScraperSettings()
OURS = """
import time
from services.scraper.browser import open_browser
from services.scraper.settings import ScraperSettings
with open_browser(ScraperSettings()):
    print("open", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def profiles(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for profiles. Its name is short: Chromium makes sockets below it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


@needs_browser
@pytest.mark.parametrize("victim", [None, "chromedriver", "chromium"])
def test_nothing_of_a_browser_stays(victim: str | None, profiles: Path) -> None:
    with open_browser(SETTINGS) as chrome:
        chrome.get("data:text/html,<title>one</title>")
        assert chrome.title == "one"
        assert len(browser_processes()) > 3
        if victim:
            find_process(victim).kill()
            with pytest.raises(BROWSER_DIED):
                chrome.execute_script("return 1")
    assert browser_processes() == []
    assert list(profiles.iterdir()) == []


@needs_browser
def test_browser_goes_when_we_are_killed(profiles: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", OURS], stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == b"open\n"
    started = [one for one in psutil.Process(process.pid).children(recursive=True) if "chrom" in one.name()]
    assert len(started) > 3
    process.kill()
    process.communicate()
    psutil.wait_procs(started, timeout=10)
    deadline = time.monotonic() + 10
    while any(profiles.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [one for one in started if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []
    assert list(profiles.iterdir()) == []


@pytest.mark.parametrize("program", ["chromium", "chromedriver"])
def test_missing_program_is_told_in_a_sentence(tmp_path: Path, program: str) -> None:
    settings = ScraperSettings.model_validate({"chromium": "/bin/true", program: tmp_path / "none"})
    with (
        pytest.raises(
            BrowserFailed, match=f"There is no {program} at .*apt-get install chromium chromium-driver"
        ),
        open_browser(settings),
    ):
        pass


@needs_browser
def test_program_that_is_no_browser_is_told_in_a_sentence() -> None:
    settings = ScraperSettings(chromium=Path("/bin/true"))
    with pytest.raises(BrowserFailed, match="/bin/true did not start"), open_browser(settings):
        pass
    assert browser_processes() == []
