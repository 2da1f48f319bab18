"""Import from the public page, over real TLS: the names are those of hh.ru, the wire ends on this machine."""

import time
from pathlib import Path

import pytest

from services.parser.link.import_resume import import_resume
from services.parser.settings import ParserSettings
from shared.contracts.document import Document, DocumentKind
from shared.errors import InvalidInput, Unavailable
from tests.parser.hh_pages import CAPTCHA, DELETED, HIDDEN, LOGIN, OLDER, WITHOUT_MARKS
from tests.parser.local_server import PUBLIC_ADDRESS, Answerer, Asked, Reply, Wire, make_certificate, serve

ID = "0123456789abcdef"
LINK = f"https://hh.ru/resume/{ID}"
SETTINGS = ParserSettings(hh_page_import=True, hh_timeout_seconds=5)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"), "hh.ru", "*.hh.ru")


def import_over(wire: Wire) -> Document:
    return import_resume(LINK, SETTINGS, wire.network())


def import_from(certificate: Path, answerer: Answerer) -> tuple[Document, list[Asked], Wire]:
    with serve(answerer, certificate) as server:
        wire = Wire(server.port, certificate)
        return import_over(wire), server.asked, wire


def refusal_of(certificate: Path, reply: Reply) -> tuple[str, int]:
    """The problem's code, and how often hh.ru was asked."""
    with serve(lambda _: reply, certificate) as server, pytest.raises(InvalidInput) as raised:
        import_over(Wire(server.port, certificate))
    return raised.value.problem.code, len(server.asked)


def page(text: str, status: int = 200) -> Reply:
    return Reply(status, text.encode(), {"Content-Type": "text/html; charset=utf-8"})


def to(address: str, status: int = 302) -> Reply:
    return Reply(status, b"", {"Location": address})


def test_page_is_fetched_as_anybody_and_read_by_its_marks(certificate: Path) -> None:
    document, [asked], wire = import_from(
        certificate, lambda _: Reply(200, OLDER.encode(), {"Set-Cookie": "hhuid=1"})
    )
    assert document.kind is DocumentKind.JSON and b"Backend" in document.content
    assert (asked.path, asked.headers["host"]) == (f"/resume/{ID}", "hh.ru")
    assert not {"cookie", "authorization"} & asked.headers.keys()
    assert wire.dialled == [(PUBLIC_ADDRESS, 443)] and wire.resolved == ["hh.ru"]


def test_page_without_marks_goes_on_as_html(certificate: Path) -> None:
    document, _, _ = import_from(certificate, lambda _: page(WITHOUT_MARKS))
    assert document == Document(kind=DocumentKind.HTML, content=WITHOUT_MARKS.encode())


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (page(CAPTCHA), "link_captcha"),
        (page(CAPTCHA, 403), "link_captcha"),
        (page(CAPTCHA, 429), "link_captcha"),
        (to("/account/captcha?backurl=%2Fresume"), "link_captcha"),
        (page(LOGIN), "link_login_required"),
        (to("https://hh.ru/account/login?backurl=x"), "link_login_required"),
        (page("", 401), "link_login_required"),
        (page(HIDDEN), "link_no_access"),
        (page("<html><body>403</body></html>", 403), "link_no_access"),
        (page(DELETED), "link_not_found"),
        (page("", 404), "link_not_found"),
        (page("", 410), "link_not_found"),
        (page("{}"), "link_bad_answer"),
        (page(""), "link_bad_answer"),
        (page("", 418), "link_bad_answer"),
        (to("https://evil.example/captcha/login"), "link_bad_answer"),
        (to("https://evilhh.ru/account/login"), "link_bad_answer"),
        (to("http://hh.ru/resume/0123456789abcdef"), "link_bad_answer"),
        (to("https://127.0.0.1/resume/0123456789abcdef"), "link_bad_answer"),
        (to("https://hh.ru:8443/resume/0123456789abcdef"), "link_bad_answer"),
        (to("https://hh.ru@127.0.0.1/resume/0123456789abcdef"), "link_bad_answer"),
        (to("https://hh.ru/resume/fedcba9876543210"), "link_bad_answer"),
        (to("file:///etc/passwd"), "link_bad_answer"),
    ],
)
def test_each_wall_has_its_problem_and_is_met_once(certificate: Path, reply: Reply, code: str) -> None:
    assert refusal_of(certificate, reply) == (code, 1)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_passing_trouble(certificate: Path, status: int) -> None:
    with pytest.raises(Unavailable):
        import_from(certificate, lambda _: page("", status))


def test_site_of_the_city_is_followed(certificate: Path) -> None:
    def send_to_city(asked: Asked) -> Reply:
        return (
            to(f"https://kazan.hh.ru/resume/{ID}?from=hh")
            if asked.headers["host"] == "hh.ru"
            else page(OLDER)
        )

    document, asked, wire = import_from(certificate, send_to_city)
    assert document.kind is DocumentKind.JSON
    assert [one.headers["host"] for one in asked] == ["hh.ru", "kazan.hh.ru"]
    assert asked[1].path == f"/resume/{ID}"
    assert wire.resolved == ["hh.ru", "kazan.hh.ru"]


def test_redirects_end(certificate: Path) -> None:
    assert refusal_of(certificate, to(f"https://kazan.hh.ru/resume/{ID}", 301)) == ("link_bad_answer", 3)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:93.184.216.34", "100.64.0.1"]
)
def test_name_that_leads_inside_is_not_dialled(certificate: Path, address: str) -> None:
    wire = Wire(9, certificate, lambda _: [PUBLIC_ADDRESS, address])
    with pytest.raises(InvalidInput) as raised:
        import_over(wire)
    assert raised.value.problem.code == "link_address_refused"
    assert wire.dialled == []


def test_name_that_changes_its_address_is_dialled_where_it_was_checked(certificate: Path) -> None:
    answers = [[PUBLIC_ADDRESS], ["127.0.0.1"]]
    with serve(lambda _: page(OLDER), certificate) as server:
        wire = Wire(server.port, certificate, lambda _: answers.pop(0))
        import_over(wire)
        assert wire.dialled == [
            (PUBLIC_ADDRESS, 443)
        ]  # looked up once: the second answer was never asked for
        assert answers == [["127.0.0.1"]]


def test_redirect_to_a_name_that_leads_inside_is_not_dialled(certificate: Path) -> None:
    inside = {"hh.ru": PUBLIC_ADDRESS, "kazan.hh.ru": "192.168.0.1"}
    with serve(lambda _: to(f"https://kazan.hh.ru/resume/{ID}"), certificate) as server:
        wire = Wire(server.port, certificate, lambda host: [inside[host]])
        with pytest.raises(InvalidInput) as raised:
            import_over(wire)
    assert raised.value.problem.code == "link_address_refused"
    assert wire.dialled == [(PUBLIC_ADDRESS, 443)]


def test_next_address_is_tried(certificate: Path) -> None:
    with serve(lambda _: page(OLDER), certificate) as server:
        wire = Wire(server.port, certificate, lambda _: ["2a02:6b8::1", PUBLIC_ADDRESS])
        wire.closed = {"2a02:6b8::1"}
        import_over(wire)
    assert [address for address, _ in wire.dialled] == ["2a02:6b8::1", PUBLIC_ADDRESS]


def test_somebody_else_s_certificate_is_refused(tmp_path: Path) -> None:
    theirs = make_certificate(tmp_path, "evil.example")
    with serve(lambda _: page(OLDER), theirs) as server, pytest.raises(Unavailable):
        import_over(Wire(server.port, theirs))
    assert server.asked == []


def test_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with serve(lambda _: page(OLDER), certificate) as server, pytest.raises(Unavailable):
        import_over(Wire(server.port))
    assert server.asked == []


def test_slow_name_server_is_not_waited_for() -> None:
    def sleep(_host: str) -> list[str]:
        time.sleep(1)
        return [PUBLIC_ADDRESS]

    hasty = ParserSettings(hh_page_import=True, hh_timeout_seconds=0.1)
    started = time.monotonic()
    with pytest.raises(Unavailable):
        import_resume(LINK, hasty, Wire(9, addresses=sleep).network())
    assert time.monotonic() - started < 0.9
