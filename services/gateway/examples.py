"""What the API's description shows: bodies, answers and problems that a client may meet."""

import http
from collections import defaultdict
from types import MappingProxyType
from typing import Any

from services.gateway.problems import STATUS, ProblemDetails, problem_details
from shared.reference.problems import problem

_ID = "7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1"
_RESUME = {"full_name": "Скворцова Агния", "position": "Python-разработчик", "skills": ["Python", "Django"]}
_TARGET = {"client_name": "Яндекс", "grade": "middle", "salary_text": "от 250 000 ₽ на руки"}
_MADE_BY = {"version": "2026-11"}

FORMS: dict[str, Any] = {
    "document": {
        "summary": "A document and what it is assessed for",
        "value": {"file": "(the bytes of resume.pdf)", **_TARGET, "vacancy_title": "Python-разработчик"},
    },
    "archive": {
        "summary": "A document of an archive, which may wait",
        "value": {"file": "(the bytes of resume.docx)", "lane": "bulk"},
    },
}
"""Forms of `POST /v1/assessments`."""

BODIES: dict[str, Any] = {
    "fields": {"summary": "The fields of a resume", "value": {"resume": _RESUME, **_TARGET}},
    "link": {
        "summary": "The address of a resume",
        "value": {"link": "https://hh.ru/resume/0123456789abcdef"},
    },
}
"""JSON bodies of `POST /v1/assessments`."""

ACCEPTED: dict[str, Any] = {
    "id": _ID,
    "status": "queued",
    "created_at": "2026-11-20T09:30:00Z",
    "finished_at": None,
    "links": {"self": f"/v1/assessments/{_ID}"},
}
"""The answer to a resume that is not assessed yet."""

PAGE: dict[str, Any] = {
    "items": [{**ACCEPTED, "status": "done", "finished_at": "2026-11-20T09:30:02Z"}],
    "next": "MjAyNi0xMS0yMFQwOTozMDowMCswMDowMHw3YzBmOGE2ZS0zZjUwLTRhNTMtYjZmMC0yZjVjZjZmMGE5ZDE=",
}
"""A page of assessments."""

FINISHED: dict[str, Any] = {
    "id": _ID,
    "status": "done",
    "created_at": "2026-11-20T09:30:00Z",
    "finished_at": "2026-11-20T09:30:02Z",
    "target": _TARGET,
    "steps": [
        {"name": name, "status": "done", "attempts": 1, "duration_ms": duration_ms}
        for name, duration_ms in (("parser", 420), ("scorer", 35), ("salary", 60), ("advisor", 8))
    ],
    "resume": {**_RESUME, "source": {"kind": "manual"}},
    "expertise": {
        "grade": {
            "value": "middle",
            "probabilities": {
                "trainee": 0.01,
                "junior": 0.14,
                "middle": 0.6,
                "senior": 0.2,
                "lead": 0.04,
                "chief": 0.01,
            },
        },
        "confirmed_probability": 0.72,
        "abstained": False,
        "reasons": [{"text": "Опыт: 4 года", "evidence": "март 2021 — настоящее время"}],
        "engine": "builtin",
        "model": "grade-logistic",
        **_MADE_BY,
    },
    "salary": {
        "low": 180_000,
        "median": 230_000,
        "high": 300_000,
        "coverage": 0.8,
        "as_of": "2026-11-01",
        "reasons": [{"feature": "Опыт: 4 года", "effect_rub": 40_000}],
        "gains": [{"skill": "Kafka", "gain_rub": 12_000}],
        "comparables": {
            "count": 120,
            "p10": 150_000,
            "p90": 320_000,
            "description": "Разработчик, от 3 до 6 лет",
        },
        "model": "salary-quantiles",
        **_MADE_BY,
    },
    "company": {
        "name": "Яндекс",
        "place": 2,
        "places": 129,
        "group": "Крупнейшие",
        "region": "Москва",
        "industry": "IT и интернет",
        "score": 119.37,
        "best_score": 130.04,
        "year": 2023,
        "matched_by": "exact",
        "confidence": 1,
    },
    "advice": {
        "items": [{"kind": "skill", "text": "С навыком «Kafka» у похожих вакансий оплата выше."}],
        "engine": "rules",
        "model": "advice-rules",
        **_MADE_BY,
    },
    "problems": [],
}
"""A whole assessment."""

MARKET: dict[str, Any] = {
    "profession": "Python-разработчик",
    "grade": "middle",
    "region": "moscow",
    "since": "2026-10",
    "until": "2026-11",
    "count": 420,
    "priced": 126,
    "priced_share": 0.3,
    "pay": {"p10": 150_000, "p25": 190_000, "median": 240_000, "p75": 290_000, "p90": 340_000},
    "months": [
        {"month": "2026-10", "count": 250, "priced": 80, "median": 235_000},
        {"month": "2026-11", "count": 170, "priced": 46, "median": 245_000},
    ],
    "as_of": "2026-11-20T02:10:00Z",
    "problems": [],
}
"""What the market pays."""

_FACTS: MappingProxyType[str, dict[str, str | int]] = MappingProxyType(
    {
        "invalid_request": {"where_ru": "file: обязательное поле", "where_en": "file: required"},
        "document_too_large": {"limit_mb": 10},
    }
)


def describe_problems(*codes: str) -> dict[int | str, dict[str, Any]]:
    """How the API's description shows these problems: by status, each code with its own example."""
    examples: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for code in codes:
        body = problem_details(problem(code, **_FACTS.get(code, {})))
        examples[STATUS[code]][code] = {"value": body.model_dump()}
    schema = ProblemDetails.model_json_schema()
    return {
        status: {
            "description": http.HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": schema, "examples": one}},
        }
        for status, one in examples.items()
    }
