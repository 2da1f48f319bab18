"""Requests that the tests send, and what became of them. The person is made up."""

import base64
import io
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import docx
import httpx
import redis

NAME = "Скворцова Агния"
PHONE = "+7 901 555-12-34"
PERSONAL = (NAME, "Скворцова", "Агния", PHONE, "555-12-34")

RESUME = {
    "full_name": NAME,
    "position": "Python-разработчик",
    "skills": ["Python", "Django"],
    "contacts": {"phones": [PHONE]},
}
PATH = "/v1/assessments"
LINK = "https://hh.ru/resume/0123456789abcdef"

PDF = b"%PDF-1.7\n" + f"{NAME} {PHONE}".encode()
TEXT = f"{NAME}\n{PHONE}\nPython-разработчик\nОпыт работы 5 лет".encode()
HTML = f"<!DOCTYPE html><html><body>{NAME} {PHONE}</body></html>".encode()
JSON = json.dumps(RESUME, ensure_ascii=False).encode()


def make_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph(f"{NAME} {PHONE}")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def form(content: bytes = PDF, name: str = "resume.pdf", **fields: str) -> dict[str, Any]:
    """Arguments of httpx for a form with a document."""
    return form_of(fields, content, name)


def form_of(fields: Mapping[str, str], content: bytes = PDF, name: str = "resume.pdf") -> dict[str, Any]:
    """The same for fields of any name."""
    return {"files": {"file": (name, content)}, "data": dict(fields)}


def hand_in(api: httpx.Client, **fields: Any) -> UUID:
    """Hand in a resume that will be accepted; its id."""
    answer = api.post(PATH, json={"resume": RESUME} | fields)
    assert answer.status_code == 202, answer.text
    return UUID(answer.json()["id"])


def queued_messages(client: "redis.Redis", queue: str = "parser") -> list[str]:
    """Whole messages of a queue, their bodies decoded."""
    messages = []
    for raw in client.lrange(queue, 0, -1):
        message = json.loads(raw)
        message["body"] = base64.b64decode(message["body"]).decode()
        messages.append(json.dumps(message, ensure_ascii=False))
    return messages


def queued_ids(client: "redis.Redis", queue: str = "parser") -> list[str]:
    """The ids that wait in a queue."""
    bodies = [json.loads(json.loads(message)["body"]) for message in queued_messages(client, queue)]
    return [assessment_id for (assessment_id,), _, _ in bodies]
