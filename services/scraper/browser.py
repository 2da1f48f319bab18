"""A Chromium of our own: started and driven through Selenium, and gone with all its processes afterwards."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ChromeOptions
from selenium.webdriver.chrome.remote_connection import ChromeRemoteConnection
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.proxy import Proxy, ProxyType
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.webdriver import WebDriver
from urllib3.exceptions import HTTPError

from services.scraper.failures import BrowserFailed
from services.scraper.settings import ScraperSettings

BROWSER_DIED = (WebDriverException, HTTPError, ConnectionError)
"""What Selenium raises when the browser or its driver is gone (and for its other complaints)."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_ARGUMENTS = (
    "--headless=new",
    "--window-size=1400,1800",
    "--lang=ru-RU",
    "--disable-dev-shm-usage",  # containers have 64 MB there
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--password-store=basic",
)
_START_SECONDS = 30
_END_SECONDS = 10
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of <linux/prctl.h>
# Ends the browser if we are killed: the pipe to it then closes. $1 is the process group, $2 the profile.
_WATCH = 'read -r _; kill -KILL "-$1"; sleep 1; rm -rf -- "$2"'


def find_programs(settings: ScraperSettings) -> tuple[Path, Path]:
    """The browser and its driver: as set, else from PATH. Nothing is ever downloaded.

    Raises:
        BrowserFailed: one of them is missing.
    """
    browser = _find_program("chromium", settings.chromium, _BROWSERS)
    return browser, _find_program("chromedriver", settings.chromedriver, ("chromedriver",))


def _find_program(setting: str, configured: Path | None, names: tuple[str, ...]) -> Path:
    candidates = (str(configured),) if configured else names
    for found in map(shutil.which, candidates):
        if found:
            return Path(found)
    where = f"at {configured}" if configured else "on PATH"
    raise BrowserFailed(
        f"There is no {setting} {where}. Install it (Debian: apt-get install chromium chromium-driver), "
        f"or set ATTESTA_SCRAPER_{setting.upper()} to where it is."
    )


@contextmanager
def open_browser(settings: ScraperSettings) -> Iterator[WebDriver]:
    """A browser with an empty profile. After the block no process of it is alive, whatever has happened.

    The driver leads a process group of its own, to which all of Chromium belongs. So it can be ended as a
    whole, even if the driver was killed, and Ctrl-C in a terminal reaches us alone.

    Raises:
        BrowserFailed: it is missing or does not start.
    """
    browser, driver = find_programs(settings)
    _adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="attesta-browser-", ignore_cleanup_errors=True) as profile:
        service = Service(
            str(driver),
            log_output=subprocess.DEVNULL,
            env=_environment(profile),
            popen_kw={"start_new_session": True},
        )
        watch: subprocess.Popen[bytes] | None = None
        try:
            with _told_in_a_sentence(browser, service):
                service.start()
                # Before there is a browser: we may be killed while it starts.
                watch = subprocess.Popen(
                    ["/bin/sh", "-c", _WATCH, "watch", str(service.process.pid), profile],
                    stdin=subprocess.PIPE,
                    start_new_session=True,
                )
                chrome = _start(browser, service, profile, settings)
            yield chrome
        finally:
            _end(service, watch, profile)


@contextmanager
def _told_in_a_sentence(browser: Path, service: Service) -> Iterator[None]:
    """Make whatever keeps the browser from starting a sentence."""
    try:
        yield
    except (*BROWSER_DIED, OSError) as error:
        raise BrowserFailed(
            f"{browser} did not start through {service.path}: {_first_line(error)}. "
            "Both must be of the same version; where Chromium can make no sandbox, as in many containers, "
            "set ATTESTA_SCRAPER_CHROMIUM_SANDBOX=false."
        ) from error


def _start(browser: Path, service: Service, profile: str, settings: ScraperSettings) -> WebDriver:
    options = ChromeOptions()
    options.binary_location = str(browser)
    options.page_load_strategy = "eager"  # what a page shows is waited for, not its last picture
    for argument in (*_ARGUMENTS, f"--user-data-dir={profile}/profile", *_sandbox_arguments(settings)):
        options.add_argument(argument)
    address = service.service_url
    config = ClientConfig(
        address,
        proxy=Proxy({"proxyType": ProxyType.DIRECT}),  # the driver is on this machine
        # A browser that hangs must not hang us: what is asked of it has limits of its own, shorter ones.
        timeout=int(settings.page_seconds) + _START_SECONDS,
    )
    chrome = WebDriver(ChromeRemoteConnection(address, client_config=config), options=options)
    chrome.set_page_load_timeout(settings.page_seconds)
    chrome.set_script_timeout(settings.page_seconds)
    return chrome


def _sandbox_arguments(settings: ScraperSettings) -> tuple[str, ...]:
    """Chromium refuses to run its sandbox as root."""
    return () if settings.chromium_sandbox and os.geteuid() != 0 else ("--no-sandbox",)


def _environment(profile: str) -> dict[str, str]:
    """Ours, but whatever the browser leaves on the disk goes with its profile."""
    return dict(os.environ) | {"HOME": profile, "TMPDIR": profile}


def _end(service: Service, watch: "subprocess.Popen[bytes] | None", profile: str) -> None:
    driver = getattr(service, "process", None)  # there is none if it could not be started at all
    if driver is not None:
        _end_processes(driver.pid, profile)
        driver.wait()
        service.stop()  # closes the pipes; the process is gone
    if watch is not None:
        watch.kill()
        watch.communicate()


def _end_processes(group: int, profile: str) -> None:
    """Kill the group and its strays, and wait until none is left, not even as a zombie."""
    deadline = time.monotonic() + _END_SECONDS
    while time.monotonic() < deadline:
        strays = _find_strays(profile)
        for kill, number in [(os.killpg, group), *((os.kill, stray) for stray in strays)]:
            with contextlib.suppress(ProcessLookupError):
                kill(number, signal.SIGKILL)
        for waited in (-group, *strays):
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(waited, os.WNOHANG) != (0, 0):
                    pass
        if not _is_alive(group) and not strays:
            return
        time.sleep(0.02)


def _find_strays(profile: str) -> list[int]:
    """Chromium's crash handlers leave the group: they name the profile, or wait for us as zombies."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            name, _, rest = (folder / "stat").read_text().partition(" (")[2].rpartition(") ")
            state, parent, *_ = rest.split()
            ended = state == "Z" and int(parent) == os.getpid() and name.startswith("chrom")
            if ended or profile.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _adopt_orphans() -> None:
    """Make the processes of a killed driver our children, so that we can wait for their end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _first_line(error: BaseException) -> str:
    said = str(getattr(error, "msg", None) or error).strip() or type(error).__name__
    return said.splitlines()[0].rstrip(".")
