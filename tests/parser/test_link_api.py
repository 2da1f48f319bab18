"""Import by the API of hh.ru, against a real server that answers as hh.ru does, and worse."""

import gzip
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from services.parser.link.import_resume import import_resume
from services.parser.network.connect import Network
from services.parser.parse import parse_document
from services.parser.settings import ParserSettings
from shared.contracts.document import Document, DocumentKind
from shared.errors import InvalidInput, Unavailable
from tests.parser.local_server import Answerer, Asked, LocalServer, Reply, Wire, serve, serve_bytes

ID = "0123456789abcdef"
LINK = f"https://hh.ru/resume/{ID}"
RESUME = {
    "title": "Разработчик",
    "first_name": "Иван",
    "last_name": "Пробников",
    "skill_set": ["Python"],
    "experience": [],
}
MANY = 50 * 2**20


def settings_for(port: int, **changes: Any) -> ParserSettings:
    fields = {
        "hh_api_url": f"http://127.0.0.1:{port}/",
        "hh_api_token": "secret",
        "hh_api_private": True,
        "hh_user_agent": "tests/1 (tests@example.com)",
        "hh_timeout_seconds": 5,
    }
    return ParserSettings.model_validate(fields | changes)


def import_from(answerer: Answerer, **changes: Any) -> tuple[Document, LocalServer]:
    with serve(answerer) as server:
        return import_resume(LINK, settings_for(server.port, **changes), Network()), server


def as_json(body: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"})


def refusal_of(reply: Reply) -> tuple[str, int]:
    """The problem's code, and how often hh.ru was asked."""
    with serve(lambda _: reply) as server, pytest.raises(InvalidInput) as raised:
        import_resume(LINK, settings_for(server.port), Network())
    return raised.value.problem.code, len(server.asked)


def error(kind: str, value: str | None = None, **more: str) -> dict[str, object]:
    return {"errors": [{"type": kind, "value": value, **more}], "request_id": "1"}


def test_resume_is_asked_for_as_hh_wants_it_and_can_be_parsed() -> None:
    document, server = import_from(lambda _: as_json(RESUME))
    assert document.kind is DocumentKind.JSON
    resume = parse_document(document).resume
    assert (resume.full_name, resume.position, resume.skills) == (
        "Пробников Иван",
        "Разработчик",
        ("Python",),
    )
    [asked] = server.asked
    assert (asked.method, asked.path) == ("GET", f"/resumes/{ID}")
    assert asked.headers["authorization"] == "Bearer secret"
    assert asked.headers["user-agent"] == asked.headers["hh-user-agent"] == "tests/1 (tests@example.com)"
    assert "cookie" not in asked.headers


def test_packed_answer_is_unpacked() -> None:
    packed = gzip.compress(json.dumps(RESUME).encode())
    document, server = import_from(lambda _: Reply(200, packed, {"Content-Encoding": "gzip"}))
    assert json.loads(document.content) == RESUME
    assert server.asked[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (as_json(error("oauth", "bad_authorization"), 403), "link_token_refused"),
        (as_json(error("bad_authorization"), 403), "link_token_refused"),
        (as_json(error("oauth", "token_expired"), 403), "link_token_refused"),
        (as_json({}, 401), "link_token_refused"),
        (as_json(error("resumes", "view_limit_exceeded"), 429), "link_view_limit"),
        (as_json(error("view_limit_exceeded"), 429), "link_view_limit"),
        (
            as_json(error("captcha_required", "captcha_required", captcha_url="https://hh.ru/x"), 403),
            "link_captcha",
        ),
        (as_json(error("forbidden"), 403), "link_no_access"),
        (as_json(error("api_access_payment", "action_must_be_payed"), 403), "link_no_access"),
        (Reply(403, b"<html>no</html>"), "link_no_access"),
        (as_json(error("not_found"), 404), "link_not_found"),
        (Reply(410), "link_not_found"),
        (as_json(error("bad_user_agent", "blacklisted"), 400), "link_agent_refused"),
        (as_json(error("bad_argument"), 400), "link_bad_answer"),
        (as_json({"errors": "none"}, 418), "link_bad_answer"),
        (as_json({"errors": [None, {"type": ["x"]}]}, 400), "link_bad_answer"),
        (Reply(204), "link_bad_answer"),
        (Reply(200, b"<html>resume</html>"), "link_bad_answer"),
        (Reply(200, b"[1]"), "link_bad_answer"),
        (Reply(200, b"\xff\xfe\x00"), "link_bad_answer"),
        (Reply(200, 100_000 * b"["), "link_bad_answer"),
        (Reply(200, b'{"title": "cut'), "link_bad_answer"),
        (Reply(200, b"not gzip", {"Content-Encoding": "gzip"}), "link_bad_answer"),
        (Reply(200, gzip.compress(b'{"title": 1}')[:-12], {"Content-Encoding": "gzip"}), "link_bad_answer"),
        (Reply(200, b"{}", {"Content-Encoding": "br"}), "link_bad_answer"),
    ],
)
def test_each_refusal_has_its_problem_and_is_asked_once(reply: Reply, code: str) -> None:
    assert refusal_of(reply) == (code, 1)


@pytest.mark.parametrize(
    "reply", [Reply(500), Reply(502, b"<html>"), as_json(error("service_unavailable"), 503), Reply(429)]
)
def test_passing_trouble_is_for_the_pipeline_to_wait_for(reply: Reply) -> None:
    with serve(lambda _: reply) as server, pytest.raises(Unavailable) as raised:
        import_resume(LINK, settings_for(server.port), Network())
    assert raised.value.what == "hh.ru" and len(server.asked) == 1


def test_server_that_is_not_there() -> None:
    with serve(lambda _: Reply()) as server:
        settings = settings_for(server.port)
    with pytest.raises(Unavailable):
        import_resume(LINK, settings, Network())


def test_server_that_hangs_up() -> None:
    def cut_off() -> Iterator[bytes]:
        yield b'{"title":'

    with pytest.raises(Unavailable):
        import_from(lambda _: Reply(200, cut_off(), {"Content-Length": "100"}))


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_server_that_drips_gets_no_more_than_the_time_there_is(beginning: bytes) -> None:
    def drip() -> Iterator[bytes]:
        yield beginning
        for _ in range(60):
            time.sleep(0.05)
            yield b"a"

    with serve_bytes(drip()) as port:
        started = time.monotonic()
        with pytest.raises(Unavailable):
            import_resume(LINK, settings_for(port, hh_timeout_seconds=0.4), Network())
        assert 0.3 < time.monotonic() - started < 1.5


def test_server_that_speaks_no_http() -> None:
    with serve_bytes([b"SSH-2.0-OpenSSH_9.6\r\n"]) as port, pytest.raises(Unavailable):
        import_resume(LINK, settings_for(port), Network())


def test_huge_answer_is_not_read_to_its_end() -> None:
    sent = 0

    def pour() -> Iterator[bytes]:
        nonlocal sent
        while sent < MANY:
            sent += 2**16
            yield 2**16 * b" "

    with pytest.raises(InvalidInput) as raised:
        import_from(lambda _: Reply(200, pour()))
    assert raised.value.problem.code == "link_bad_answer"
    assert sent < MANY / 2


def test_gzip_bomb_does_not_go_off() -> None:
    bomb = gzip.compress(MANY * b" ")
    assert refusal_of(Reply(200, bomb, {"Content-Encoding": "gzip"})) == ("link_bad_answer", 1)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/resumes/1",
        "//evil.example/resumes/1",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1",
        "/a b",
        "",
    ],
)
def test_redirect_elsewhere_is_not_followed(target: str) -> None:
    assert refusal_of(Reply(302, b"", {"Location": target})) == ("link_bad_answer", 1)


def test_token_goes_to_no_other_port() -> None:
    with serve(lambda _: as_json(RESUME)) as other:
        reply = Reply(307, b"", {"Location": f"http://127.0.0.1:{other.port}/resumes/{ID}"})
        assert refusal_of(reply) == ("link_bad_answer", 1)
    assert other.asked == []


def test_redirect_within_the_api_is_followed_twice_at_most() -> None:
    def redirect(asked: Asked) -> Reply:
        if asked.path == "/resumes/moved":
            return as_json(RESUME)
        return Reply(302, b"", {"Location": "/resumes/moved"})

    document, server = import_from(redirect)
    assert json.loads(document.content) == RESUME and len(server.asked) == 2
    assert refusal_of(Reply(302, b"", {"Location": "/resumes/again"})) == ("link_bad_answer", 3)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0177.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_private_api_is_refused_unless_it_is_allowed(host: str) -> None:
    with serve(lambda _: as_json(RESUME)) as server:
        settings = settings_for(server.port, hh_api_url=f"https://{host}:{server.port}", hh_api_private=False)
        with pytest.raises(InvalidInput) as raised:
            import_resume(LINK, settings, Network())
    assert raised.value.problem.code == "link_address_refused"
    assert server.asked == []


def test_api_host_that_turns_private_is_refused() -> None:
    with serve(lambda _: as_json(RESUME)) as server:
        wire = Wire(server.port, addresses=lambda _: ["93.184.216.34", "::ffff:127.0.0.1"])
        settings = settings_for(server.port, hh_api_url="https://api.hh.ru", hh_api_private=False)
        with pytest.raises(InvalidInput) as raised:
            import_resume(LINK, settings, wire.network())
    assert raised.value.problem.code == "link_address_refused"
    assert wire.resolved == ["api.hh.ru"] and wire.dialled == []


def test_proxies_of_the_environment_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    document, _ = import_from(lambda _: as_json(RESUME))
    assert json.loads(document.content) == RESUME


def test_without_token_and_opt_in_there_is_no_import() -> None:
    with pytest.raises(InvalidInput) as raised:
        import_resume(LINK, ParserSettings(), Network())
    assert raised.value.problem.code == "link_import_unavailable"


def test_link_that_is_none_is_refused_before_anybody_is_asked() -> None:
    with serve(lambda _: as_json(RESUME)) as server, pytest.raises(InvalidInput) as raised:
        import_resume("https://evil.example/resume/0123456789", settings_for(server.port), Network())
    assert raised.value.problem.code == "invalid_link" and server.asked == []


@pytest.mark.parametrize(
    "fields",
    [
        {"hh_api_url": "http://api.hh.ru"},
        {"hh_api_url": "ftp://api.hh.ru"},
        {"hh_api_token": "two words"},
        {"hh_api_token": "ключ"},
        {"hh_api_token": "a\r\nX: y"},
        {"hh_user_agent": "a\r\nX: y"},
        {"llm_url": "http://127.0.0.1/v1"},
    ],
)
def test_settings_that_can_not_work_are_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        ParserSettings.model_validate(fields)


def test_token_is_read_from_the_environment_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTESTA_HH_API_TOKEN", "top-secret\n")
    monkeypatch.setenv("ATTESTA_LLM_URL", "")
    settings = ParserSettings()
    assert settings.hh_api_token is not None and settings.hh_api_token.get_secret_value() == "top-secret"
    assert settings.llm_url is None
    assert "top-secret" not in repr(settings) and "top-secret" not in settings.model_dump_json()
