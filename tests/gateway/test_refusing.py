"""Whatever is wrong with a request, the answer is a problem that a person and a program can read."""

import http.client
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import redis
from sqlalchemy import Engine, func, select

from shared.db.session import transaction
from shared.db.tables import AssessmentRow
from tests.gateway.answers import problem_code
from tests.gateway.requests import LINK, NAME, PATH, PDF, PHONE, RESUME, form, form_of

JSON_TYPE = {"Content-Type": "application/json"}
LIMIT_BYTES = 2**20  # the test's gateway takes documents of 1 MB
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def body(text: str | bytes) -> dict[str, Any]:
    return {"content": text, "headers": JSON_TYPE}


def part(headers: str, content: str) -> str:
    return f"--frame\r\n{headers}\r\n\r\n{content}\r\n"


def multipart(text: str, content_type: str = "multipart/form-data; boundary=frame") -> dict[str, Any]:
    return {"content": text.encode(), "headers": {"Content-Type": content_type}}


FILE_PART = part('Content-Disposition: form-data; name="file"; filename="a.pdf"', "%PDF-1.7")
PDF_FILE = ("resume.pdf", PDF)

REFUSED: dict[str, tuple[str, dict[str, Any]]] = {
    # Forms.
    "no file": ("invalid_request", {"files": {"grade": (None, "senior")}}),
    "file as a text field": ("invalid_request", {"files": {"file": (None, NAME)}}),
    "file under another name": ("invalid_request", {"files": {"document": PDF_FILE}}),
    "two files": ("invalid_request", {"files": [("file", PDF_FILE), ("file", PDF_FILE)]}),
    "unknown field": ("invalid_request", form(phone=PHONE)),
    "field with a person's name": ("invalid_request", form_of({NAME: "1"})),
    "unknown grade": ("invalid_request", form(grade=NAME)),
    "unknown lane": ("invalid_request", form(lane=NAME)),
    "client name too long": ("invalid_request", form(client_name=NAME * 100)),
    "vacancy too long": ("invalid_request", form(vacancy_description=NAME * 5000)),
    "field with a NUL": ("invalid_request", form(client_name=f"{NAME}\0")),
    "too many fields": ("invalid_request", form_of({f"field_{number}": "1" for number in range(30)})),
    "form without a boundary": ("invalid_request", multipart(FILE_PART, "multipart/form-data")),
    "form with another boundary": (
        "invalid_request",
        multipart(FILE_PART, "multipart/form-data; boundary=other"),
    ),
    "part without a name": (
        "invalid_request",
        multipart(part("Content-Disposition: form-data", NAME) + "--frame--\r\n"),
    ),
    "form that breaks off": ("invalid_request", multipart(FILE_PART[:20])),
    "form of nothing": ("invalid_request", multipart("")),
    # Documents.
    "empty file": ("empty_document", form(b"")),
    "file over the limit": ("document_too_large", form(PDF + b" " * LIMIT_BYTES)),
    "binary rubbish": ("unsupported_kind", form(bytes(range(256)) * 20)),
    "picture that is called pdf": ("unsupported_kind", form(b"GIF89a\1\0\1\0", "a.pdf")),
    "old Word document": ("unsupported_kind", form(OLE + b"\0" * 600, "a.doc")),
    "locked Word document": (
        "encrypted",
        form(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.docx"),
    ),
    "music": ("unsupported_kind", form(b"ID3\3\0" + bytes(range(256)) * 20, "a.mp3")),
    "spaces only": ("empty_document", form(b" \n\t " * 30, "a.txt")),
    # JSON.
    "broken JSON": ("invalid_request", body('{"resume": {"full_name": "' + NAME)),
    "no JSON at all": ("invalid_request", body("")),
    "JSON in no encoding": ("invalid_request", body(b'{"resume": "\xff\xfe"}')),
    "nothing but a list": ("invalid_request", body(json.dumps([NAME]))),
    "nothing but a text": ("invalid_request", body(json.dumps(NAME))),
    "null": ("invalid_request", body("null")),
    "neither resume nor link": ("invalid_request", {"json": {"grade": "senior"}}),
    "both resume and link": ("invalid_request", {"json": {"resume": RESUME, "link": LINK}}),
    "resume as a text": ("invalid_request", {"json": {"resume": NAME}}),
    "resume as a list": ("invalid_request", {"json": {"resume": [NAME]}}),
    "unknown field beside": ("invalid_request", {"json": {"resume": RESUME, "phone": PHONE}}),
    "person's name as a field": ("invalid_request", {"json": {"resume": RESUME, NAME: 1}}),
    "half a letter as a field": ("invalid_request", body('{"resume": {}, "\\ud800": 1}')),
    "half a letter in the resume": ("invalid_request", body('{"resume": {"full_name": "\\ud800"}}')),
    "half a letter in the target": ("invalid_request", body('{"resume": {}, "client_name": "\\ud800"}')),
    "NUL in the target": ("invalid_request", body('{"resume": {}, "client_name": "a\\u0000"}')),
    "number that JSON has not": ("invalid_request", body('{"resume": {"age": NaN}}')),
    "endless number": ("invalid_request", body('{"resume": {"age": ' + "9" * 5000 + "}}")),
    "wrong type of a field": ("invalid_request", {"json": {"resume": {}, "client_name": [NAME]}}),
    "unknown grade in JSON": ("invalid_request", {"json": {"resume": {}, "grade": NAME}}),
    "sentence with a grade in it": ("invalid_request", form(grade="не мидл")),
    "JSON over the limit of documents": (
        "document_too_large",
        {"json": {"resume": {"about": "x" * LIMIT_BYTES}}},
    ),
    "empty grade in JSON": ("invalid_request", {"json": {"resume": {}, "grade": ""}}),
    # Media types.
    "no media type": ("unsupported_media_type", {"content": PDF}),
    "bare document": (
        "unsupported_media_type",
        {"content": PDF, "headers": {"Content-Type": "application/pdf"}},
    ),
    "plain form": ("unsupported_media_type", {"data": {"file": NAME}}),
    "XML": ("unsupported_media_type", {"content": b"<a/>", "headers": {"Content-Type": "application/xml"}}),
}
LINKS = (
    "",
    "hh.ru/resume/0123456789abcdef",
    "http://hh.ru/resume/0123456789abcdef",
    "ftp://hh.ru/resume/0123456789abcdef",
    "https://hh.ru/vacancy/12345678",
    "https://hh.ru/resume/",
    "https://hh.ru/resume/../account",
    "https://hh.ru/resume/0123456789abcdef/../../account",
    "https://hh.ru/resume/0123456789abcdef#https://evil.example",
    "https://hh.ru/account/login?backurl=/resume/0123456789abcdef",
    "https://evil.example/resume/0123456789abcdef",
    "https://evil.example/?https://hh.ru/resume/0123456789abcdef",
    "https://evilhh.ru/resume/0123456789abcdef",
    "https://hh.ru.evil.example/resume/0123456789abcdef",
    "https://hh.ru@evil.example/resume/0123456789abcdef",
    "https://user:password@hh.ru/resume/0123456789abcdef",
    "https://hh.ru:8443/resume/0123456789abcdef",
    "https://hh.ru\\@evil.example/resume/0123456789abcdef",
    "https://а.hh.ru/resume/0123456789abcdef",
    "https://hh.ru/resume/0123456789abcdef?a=b c",
    "https://hh.ru/resume/0123456789abcdef?\x7f",
    "https://hh.ru/resume/0123456789abcdef\n",
    "https://127.0.0.1/resume/0123456789abcdef",
    "file:///etc/passwd",
)


STATUS = {
    "invalid_request": 422,
    "invalid_link": 422,
    "empty_document": 422,
    "encrypted": 422,
    "document_too_large": 413,
    "unsupported_kind": 415,
    "unsupported_media_type": 415,
}


@pytest.mark.parametrize(("code", "request_parts"), REFUSED.values(), ids=REFUSED.keys())
def test_bad_request_is_refused_and_nothing_kept(
    api: httpx.Client,
    database: Engine,
    empty_redis: "redis.Redis",
    code: str,
    request_parts: dict[str, Any],
) -> None:
    answer = api.post(PATH, **request_parts)
    assert (problem_code(answer), answer.status_code) == (code, STATUS[code])
    with transaction(database) as session:
        assert session.scalar(select(func.count()).select_from(AssessmentRow)) == 0
    assert empty_redis.llen("parser") == 0


@pytest.mark.parametrize("link", LINKS)
def test_link_that_leads_elsewhere_is_refused(api: httpx.Client, link: str) -> None:
    assert problem_code(api.post(PATH, json={"link": link})) == "invalid_link"


@pytest.mark.parametrize("depth", [51, 200, 900, 950, 980, 990, 1000, 1100, 100_000])
def test_deep_json_is_refused_at_every_depth(api: httpx.Client, depth: int) -> None:
    text = '{"resume": {"about": ' + "[" * depth + "]" * depth + "}}"
    assert problem_code(api.post(PATH, **body(text))) == "invalid_request"


@pytest.mark.parametrize("depth", [1, 20, 48])
def test_json_of_a_usual_depth_is_accepted(api: httpx.Client, depth: int) -> None:
    text = '{"resume": {"about": ' + "[" * depth + "]" * depth + "}}"
    assert api.post(PATH, **body(text)).status_code == 202


def test_unknown_field_is_named(api: httpx.Client) -> None:
    assert "vacancy_name: " in api.post(PATH, **form(vacancy_name="x")).json()["detail"]


def test_grade_answer_lists_the_grades(api: httpx.Client) -> None:
    assert "'trainee'" in api.post(PATH, **form(grade="x")).json()["detail"]


def test_body_that_says_it_is_too_large_is_refused_unread(api: httpx.Client) -> None:
    connection = http.client.HTTPConnection(urlsplit(str(api.base_url)).netloc, timeout=10)
    connection.putrequest("POST", PATH)
    for name, value in {**api.headers, **JSON_TYPE, "Content-Length": "999999999999"}.items():
        connection.putheader(name, value)
    connection.endheaders()  # and no body follows
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["type"] == "urn:attesta:problem:document_too_large"
    connection.close()


def test_endless_body_is_refused_when_it_is_too_large(api: httpx.Client) -> None:
    def stream() -> Iterator[bytes]:
        yield b'{"resume": {"about": "'
        for _ in range(24):  # 1.5 MB, just over what is read
            yield b"x" * 2**16

    answer = api.post(PATH, content=stream(), headers=JSON_TYPE)
    assert (problem_code(answer), answer.status_code) == ("document_too_large", 413)


def test_upload_that_breaks_off_is_no_fault_of_ours(
    api: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    address = urlsplit(str(api.base_url))
    headers = {**api.headers, **JSON_TYPE, "Host": address.netloc, "Content-Length": "1000"}
    lines = [f"POST {PATH} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", '{"re']
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).encode())
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1000)
    assert api.get("/livez").status_code == 200
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize(
    ("method", "path", "code", "status"),
    [
        ("GET", "/", "not_found", 404),
        ("GET", "/v2/assessments", "not_found", 404),
        ("GET", f"/v1/{NAME}", "not_found", 404),
        ("PUT", PATH, "method_not_allowed", 405),
        ("PATCH", f"{PATH}/7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1", "method_not_allowed", 405),
        ("GET", f"{PATH}/{NAME}", "invalid_request", 422),
        ("GET", f"{PATH}/7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1", "not_found", 404),
        ("DELETE", f"{PATH}/7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1", "not_found", 404),
    ],
)
def test_wrong_address_is_a_problem_too(
    api: httpx.Client, method: str, path: str, code: str, status: int
) -> None:
    answer = api.request(method, path)
    assert (problem_code(answer), answer.status_code) == (code, status)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (PATH, "GET, HEAD, POST"),
        (f"{PATH}/7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1", "DELETE, GET, HEAD"),
        ("/livez", "GET, HEAD"),
    ],
)
def test_wrong_method_says_which_are_right(api: httpx.Client, path: str, allowed: str) -> None:
    answer = api.put(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize("path", [PATH, "/livez", "/metrics", "/openapi.json"])
def test_head_is_get_without_its_body(api: httpx.Client, path: str) -> None:
    answer = api.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == api.get(path).headers["content-type"]
    assert api.head(f"{PATH}/7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1").status_code == 404


@pytest.mark.parametrize(
    ("request_parts", "russian", "english"),
    [
        (form(phone="1"), "phone: такого поля нет", "phone: there is no such field"),
        (form(client_name="я" * 301), "client_name: длиннее 300 знаков", "client_name: longer than 300"),
        (form(lane="x"), "lane: допустимо одно из: 'interactive' или 'bulk'", "lane: must be one of:"),
        ({"json": {"resume": 1}}, "resume: нужен объект JSON", "resume: must be a JSON object"),
        (
            {"json": {"resume": {}, "client_name": 1}},
            "client_name: нужен текст",
            "client_name: must be a text",
        ),
        ({"json": []}, "тело: нужен объект JSON", "body: must be a JSON object"),
        (form(client_name="a\0"), "client_name: содержит знак NUL", "client_name: holds a NUL"),
    ],
)
def test_both_languages_say_what_is_wrong(
    api: httpx.Client, request_parts: dict[str, Any], russian: str, english: str
) -> None:
    in_russian, _, in_english = api.post(PATH, **request_parts).json()["detail"].partition(" / ")
    assert russian in in_russian
    assert english in in_english


@pytest.mark.parametrize(
    ("path", "russian", "english"),
    [
        (f"{PATH}?limit=0", "query.limit: должно быть не меньше 1", "query.limit: must be at least 1"),
        (f"{PATH}?limit=x", "query.limit: нужно целое число", "query.limit: must be a whole number"),
        (f"{PATH}/x", "path.assessment_id: нужен идентификатор UUID", "must be a UUID"),
        (f"{PATH}?cursor=x", "cursor: недопустимое значение", "cursor: not valid"),
    ],
)
def test_both_languages_say_what_is_wrong_with_an_address(
    api: httpx.Client, path: str, russian: str, english: str
) -> None:
    in_russian, _, in_english = api.get(path).json()["detail"].partition(" / ")
    assert russian in in_russian
    assert english in in_english


def test_bug_is_a_problem_too(api: httpx.Client, database: Engine) -> None:
    with database.begin() as connection:
        connection.exec_driver_sql("alter table documents rename to documents_away")
    try:
        answer = api.post(PATH, json={"resume": RESUME})
    finally:
        with database.begin() as connection:
            connection.exec_driver_sql("alter table documents_away rename to documents")
    assert (problem_code(answer), answer.status_code) == ("internal_error", 500)
