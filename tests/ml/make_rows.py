"""Rows of a task that can be learned: the claim is confirmed where the newest job was done with Kafka."""

import json
import random
from pathlib import Path

_TOOLS = ("Django", "FastAPI", "Redis", "Docker", "Celery", "PostgreSQL", "Go")
_GRADES = ("junior", "middle", "senior")


def make_rows(count: int, seed: int) -> list[dict[str, object]]:
    """Rows in the shape of contracts, half of them confirmed; persons and clients recur."""
    chance = random.Random(seed)
    return [_make_row(chance, number, confirmed=number % 2 == 0) for number in range(count)]


def _make_row(chance: random.Random, number: int, confirmed: bool) -> dict[str, object]:
    tools = chance.sample(_TOOLS, 3)
    first = ["Kafka", *tools[:2]] if confirmed else tools
    chance.shuffle(first)
    jobs = [
        {"position": "Разработчик", "start": "2021-02", "current": True, "description": ", ".join(first)},
        {"position": "Инженер", "start": "2018-03", "end": "2021-01", "description": "Писал сервисы"},
    ]
    return {
        "person": f"p{number}",
        "confirmed": confirmed,
        "target": {
            "vacancy_title": "Python-разработчик",
            "grade": chance.choice(_GRADES),
            "client_name": f"Клиент {chance.randrange(12)}",
        },
        "resume": {
            "full_name": f"Человек {number}",
            "skills": chance.sample(_TOOLS, 3),
            "experience": jobs[: chance.choice((1, 2))],
            "source": {"kind": "manual"},
        },
    }


def write_rows(path: Path, count: int, seed: int = 5) -> Path:
    """Write rows as JSON lines."""
    lines = (json.dumps(row, ensure_ascii=False) for row in make_rows(count, seed))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
