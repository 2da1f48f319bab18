"""The two environments of `make test-ml`, and what runs in them."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest

from deploy.embedded.system import find_free_port

ROOT = Path(__file__).parents[2]
TRAIN_PYTHON = ROOT / ".venv-ml" / "train" / "bin" / "python"
ENGINE_PYTHON = ROOT / ".venv-ml" / "engine" / "bin" / "python"
_START_SECONDS = 600


def require_environments() -> None:
    """Skip where the environments are not installed."""
    if not (TRAIN_PYTHON.exists() and ENGINE_PYTHON.exists()):
        pytest.skip("the environments that train and serve are missing: run `make test-ml`")


def make_environment(threads: int) -> dict[str, str]:
    """The environment of a process of ours in one of them: offline, and few threads."""
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "HF_HUB_OFFLINE": "1",
        "OMP_NUM_THREADS": str(threads),
        "VLLM_CPU_KVCACHE_SPACE": "1",
        "VLLM_NO_USAGE_STATS": "1",
    }


def run_training(arguments: Sequence[object], log: Path) -> None:
    """Run a module in the environment that trains; its output goes to a file, which a failure quotes."""
    command = [str(TRAIN_PYTHON), "-m", *map(str, arguments)]
    with log.open("a") as out:
        ended = subprocess.run(
            command, cwd=ROOT, env=make_environment(1), stdout=out, stderr=out, check=False
        )
    assert ended.returncode == 0, log.read_text()[-3000:]


class Engine:
    """An engine server: vLLM in its own environment, on a port of this machine."""

    def __init__(self, artefacts: Path, base: Path, options: Sequence[str], log: Path) -> None:
        self._command = [
            str(ENGINE_PYTHON), "-m", "services.scorer.engine", "serve",
            "--artefacts", str(artefacts), "--base", str(base), *options,
        ]  # fmt: skip
        self._log = log
        self._port = find_free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address, the same after a restart."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it is ready."""
        with self._log.open("ab") as out:
            self._process = subprocess.Popen(
                [*self._command, "--port", str(self._port)],
                cwd=ROOT,
                env=make_environment(2),
                stdout=out,
                stderr=out,
                start_new_session=True,  # so that a kill reaches its children too
            )
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            assert self._process.poll() is None, self._log.read_text()[-3000:]
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health", trust_env=False).status_code == httpx.codes.OK:
                    return
            time.sleep(0.5)
        raise AssertionError(f"the engine did not start: {self._log.read_text()[-3000:]}")

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it and its children."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)
            self._process.wait(60)
            self._process = None


@contextlib.contextmanager
def running_engine(artefacts: Path, base: Path, *options: str, log: Path) -> Iterator[Engine]:
    """An engine server that is up; ended afterwards, whatever happens."""
    engine = Engine(artefacts, base, options, log)
    try:
        engine.start()
        yield engine
    finally:
        engine.kill(signal.SIGTERM)
