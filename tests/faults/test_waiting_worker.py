"""A worker whose work is waiting for the engine server: one process, many requests under way."""

from pathlib import Path

import pytest

from tests.faults.system import running_system
from tests.scorer.checkpoints_made import make_checkpoint
from tests.scorer.engine_pretender import pretending

_THREADS = 12
_SCORER = f"""
import os
os.environ |= {{"ATTESTA_WORKER_POOL": "threads", "ATTESTA_WORKER_PROCESSES": "{_THREADS}"}}
from services.scorer.__main__ import main
main()
"""
_RESUMES = 60
_ANSWER_SECONDS = 0.5

pytestmark = [pytest.mark.xdist_group("system"), pytest.mark.timeout(180)]


def test_one_process_keeps_many_requests_under_way_and_loses_none(tmp_path: Path) -> None:
    folder = make_checkpoint(tmp_path / "made")
    with pretending() as engine:
        engine.pause_seconds = _ANSWER_SECONDS
        environment = {
            "ATTESTA_SCORER_ENGINE": "vllm",
            "ATTESTA_SCORER_CHECKPOINT": str(folder),
            "ATTESTA_SCORER_ENGINE_URL": engine.url,
        }
        with running_system(tmp_path / "home", {"scorer": ["-c", _SCORER]}, environment) as system:
            ids = system.post(_RESUMES)
            found = [system.await_done(one, seconds=120)["expertise"]["engine"] for one in ids]
            assert system.children("scorer") == []
    assert found == ["vllm"] * _RESUMES
    assert len(engine.asked) == _RESUMES
    assert _THREADS // 2 <= engine.busiest <= _THREADS
