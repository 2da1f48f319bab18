"""A resume from its public page on hh.ru: an opt-in, without cookies, as anybody sees it."""

from urllib.parse import urlsplit

from services.parser.link.ask import HH, ask_hh, find_redirect
from services.parser.link.page import read_page
from services.parser.link.walls import find_wall
from services.parser.network.fetch import Answer, Network, Request
from services.parser.settings import ParserSettings
from shared.contracts.document import Document, DocumentKind
from shared.errors import InvalidInput, Unavailable
from shared.reference.document_kinds import detect_kind
from shared.reference.problems import problem
from shared.reference.resume_links import ResumeLink, read_resume_link

# Parts of the paths that hh.ru sends visitors to instead of the resume.
_PROBLEM_OF_PATH = (
    ("captcha", "link_captcha"),
    ("login", "link_login_required"),
    ("auth", "link_login_required"),
    ("signup", "link_login_required"),
)
_PROBLEM_OF_STATUS = {
    401: "link_login_required",
    403: "link_no_access",
    404: "link_not_found",
    410: "link_not_found",
    451: "link_no_access",
}


def import_from_site(link: ResumeLink, settings: ParserSettings, network: Network) -> Document:
    """Get the page of a resume as a document: the API's JSON where its fields are marked, else the HTML.

    Raises:
        InvalidInput: there is no resume to see; the problem says why and what to do.
        Unavailable: hh.ru does not answer now.
    """
    headers = {"User-Agent": settings.hh_user_agent, "Accept": "text/html", "Accept-Language": "ru"}

    def same_resume(target: str) -> str | None:
        """hh.ru sends on to the site of the city and back; everything else is no resume."""
        found = read_resume_link(target)
        return found.address if found and found.resume_id == link.resume_id else None

    answer = ask_hh(Request(link.address, headers), network, settings.hh_timeout_seconds, same_resume)
    if answer.status != 200:
        raise _refusal(link, answer)
    return _make_document(answer.content)


def _make_document(content: bytes) -> Document:
    if fields := read_page(content):
        return Document(kind=DocumentKind.JSON, content=fields)
    if code := find_wall(content):
        raise InvalidInput(problem(code))
    if detect_kind(content) is not DocumentKind.HTML:
        raise InvalidInput(problem("link_bad_answer"))
    return Document(kind=DocumentKind.HTML, content=content)


def _refusal(link: ResumeLink, answer: Answer) -> InvalidInput | Unavailable:
    code = _name_redirect(link, answer) or find_wall(answer.content)
    if code is None and answer.status == 429:
        return Unavailable(HH)
    return InvalidInput(problem(code or _PROBLEM_OF_STATUS.get(answer.status, "link_bad_answer")))


def _name_redirect(link: ResumeLink, answer: Answer) -> str | None:
    target = urlsplit(find_redirect(link.address, answer) or "")
    if not f".{target.hostname}".endswith(f".{HH}"):
        return None
    return next((code for part, code in _PROBLEM_OF_PATH if part in target.path), None)
