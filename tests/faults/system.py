"""An embedded system for one test: real processes, impatient settings."""

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import psutil
from pydantic import SecretStr
from sqlalchemy import Engine

from deploy.embedded.home import Home
from deploy.embedded.system import Plan, System, find_free_port
from shared.db.session import open_database
from shared.settings import Settings
from tests.conftest import FAST_POSTGRES

IMPATIENT = {
    "ATTESTA_LEASE_SECONDS": "3",
    "ATTESTA_LEASE_RENEWAL_SECONDS": "0.7",
    "ATTESTA_KEEPER_PAUSE_SECONDS": "0.2",
    "ATTESTA_REPUBLISH_AFTER_SECONDS": "3",
    "ATTESTA_PING_SECONDS": "1",
    "ATTESTA_UNAVAILABLE_PAUSE_SECONDS": "0.5",
}

RESUME = {
    "full_name": "Проверкина Анна",
    "position": "Python-разработчик",
    "skills": ["Python", "Django", "PostgreSQL", "Docker", "Git"],
    "experience": [
        {
            "company": "ООО Ромашка",
            "position": "Разработчик Python",
            "start": "2019-03",
            "end": "2024-02",
            "description": "Писала сервисы на Django и FastAPI, настраивала PostgreSQL и Docker.",
        }
    ],
}


@dataclass
class RunningSystem:
    """A system that is up."""

    system: System
    home: Home
    engine: Engine
    redis_url: str
    http: httpx.Client
    told: list[str] = field(default_factory=list)

    def post(
        self, count: int = 1, lane: str = "interactive", position: str = "Python-разработчик"
    ) -> list[str]:
        """Hand in resumes; gives their ids."""
        body = {"resume": RESUME | {"position": position}, "grade": "middle", "lane": lane}
        ids = []
        for _ in range(count):
            answer = self.http.post("/v1/assessments", json=body)
            assert answer.status_code == httpx.codes.ACCEPTED, answer.text
            ids.append(answer.json()["id"])
        return ids

    def await_done(self, assessment: str, seconds: float = 240) -> dict[str, Any]:
        """The answer of an assessment once it is done."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            answer: dict[str, Any] = self.http.get(f"/v1/assessments/{assessment}").json()
            if answer["status"] == "done":
                return answer
            assert answer["status"] != "failed", answer
            time.sleep(0.1)
        raise AssertionError(f"not done in time: {answer['status']}")

    def pid(self, name: str) -> int:
        """Process id of one of its processes."""
        status = self.home.read_status()
        assert status is not None
        return next(process.pid for process in status.processes if process.name == name)

    def children(self, name: str) -> list[psutil.Process]:
        """The processes that do the work of a worker."""
        return psutil.Process(self.pid(name)).children(recursive=True)


@contextlib.contextmanager
def running_system(
    folder: Path,
    commands: Mapping[str, Sequence[str]] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[RunningSystem]:
    """Run a system; `commands` take the place of the usual ones of the same name."""
    home = Home(folder)
    told: list[str] = []
    plan = Plan(
        port=find_free_port(),
        commands=Plan().commands | (commands or {}),  # type: ignore[operator]
        environment=IMPATIENT | (environment or {}),  # type: ignore[operator]
        postgres_settings=FAST_POSTGRES,
    )
    system = System(home, plan, tell=told.append)
    stop = Event()
    keeping = Thread(target=system.keep_alive, args=(stop,))
    try:
        system.start(stop)
        keeping.start()
        status = home.read_status()
        assert status is not None
        engine = open_database(
            Settings(database_url=SecretStr(status.database_url), redis_url=SecretStr(status.redis_url))
        )
        headers = {"Authorization": f"Bearer {home.key_file.read_text().strip()}"}
        with httpx.Client(base_url=system.url, headers=headers, trust_env=False, timeout=30) as http:
            yield RunningSystem(system, home, engine, status.redis_url, http, told)
        engine.dispose()
    finally:
        stop.set()
        if keeping.is_alive():
            keeping.join()
        system.stop()
