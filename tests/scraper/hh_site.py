"""A local API of vacancies like that of hh.ru: filters, pages, a limit on lists, and bad moods."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from tests.scraper.serving import Answer, Request, serve

AGENT = "attesta-test/1 (hr@example.org)"


def vacancy(number: int, published_at: str, role: str = "96", **changes: object) -> dict[str, object]:
    """What `GET /vacancies/{id}` gives."""
    return {
        "id": str(number),
        "name": f"Python-разработчик {number}",
        "area": {"id": "1", "name": "Москва"},
        "salary": {"from": 100_000, "to": 200_000 + number, "currency": "RUR", "gross": True},
        "employer": {"id": "7", "name": "ООО Ромашка"},
        "professional_roles": [{"id": role, "name": "Программист"}],
        "published_at": published_at,
        "alternate_url": f"https://hh.ru/vacancy/{number}",
        "description": f"<p>Задачи&nbsp;{number}.</p><p>Пишите hr@example.org или @anna_hr</p>",
        "contacts": {"name": "Анна", "phones": [{"number": "1234567"}]},
        **changes,
    }


@dataclass
class Api:
    vacancies: Sequence[Mapping[str, object]]
    limit: int = 2000
    troubles: list[Answer] = field(default_factory=list)  # given once each, before anything else
    by_path: dict[str, Answer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    served: Counter[str] = field(default_factory=Counter)

    def answer(self, request: Request) -> Answer:
        self.asked.append(request)
        if request.headers.get("User-Agent") != AGENT:
            return document({"errors": [{"type": "bad_user_agent", "value": "bad_user_agent"}]}, 400)
        if self.troubles:
            return self.troubles.pop(0)
        if request.path in self.by_path:
            return self.by_path[request.path]
        self.served[request.path] += 1
        if request.path == "/vacancies":
            return self._list(request.query)
        number = request.path.removeprefix("/vacancies/")
        found = [one for one in self.vacancies if one["id"] == number]
        return document(found[0]) if found else document({"errors": [{"type": "not_found"}]}, 404)

    def _list(self, query: Mapping[str, str]) -> Answer:
        since, until = (datetime.fromisoformat(query[name]) for name in ("date_from", "date_to"))
        found = [
            one
            for one in self.vacancies
            if since <= datetime.fromisoformat(str(one["published_at"])) <= until
            and query["professional_role"] in json.dumps(one["professional_roles"])
        ]
        page, size = int(query["page"]), int(query["per_page"])
        if (page + 1) * size > max(self.limit, 100):
            return document({"errors": [{"type": "bad_argument", "value": "page"}]}, 400)
        shown = [
            {name: one[name] for name in ("id", "name", "published_at")}
            for one in found[page * size : (page + 1) * size]
        ]
        return document({"found": len(found), "items": shown, "page": page, "per_page": size})


def document(value: object, status: int = 200) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False), status, "application/json; charset=utf-8")


@contextmanager
def hh_api(api: Api) -> Iterator[str]:
    with serve(api.answer) as address:
        yield address
