"""What all problem answers have in common."""

import re

import httpx

from tests.gateway.requests import PERSONAL


def problem_code(answer: httpx.Response) -> str:
    """The code of a problem response, after a look at everything that all of them have."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == answer.status_code
    assert problem["title"]
    russian, english = problem["detail"].split(" / ", 1)
    assert re.search("[а-я]", russian) and re.search("[a-z]", english) and not re.search("[а-я]", english)
    assert [word for word in PERSONAL if word in answer.text] == []
    assert problem["type"].startswith("urn:attesta:problem:")
    return str(problem["type"].removeprefix("urn:attesta:problem:"))
