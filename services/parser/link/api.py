"""A resume out of the API of hh.ru, with the token of an employer.

Source: https://api.hh.ru/openapi/redoc, 'Resume view' and 'Errors'.
"""

import json
from types import MappingProxyType
from urllib.parse import urlsplit

from services.parser.link.ask import HH, ask_hh
from services.parser.network.fetch import Answer, Network, Request
from services.parser.settings import ParserSettings
from shared.contracts.document import Document, DocumentKind
from shared.errors import InvalidInput, Unavailable
from shared.reference.problems import problem
from shared.reference.resume_links import ResumeLink

# Words that the API gives as type or value of an error, the most telling first.
_PROBLEM_OF_WORD = MappingProxyType(
    {
        "captcha_required": "link_captcha",
        "view_limit_exceeded": "link_view_limit",
        "bad_user_agent": "link_agent_refused",
        "oauth": "link_token_refused",
        "bad_authorization": "link_token_refused",
        "token_expired": "link_token_refused",
        "token_revoked": "link_token_refused",
        "api_access_payment": "link_no_access",
        "not_found": "link_not_found",
    }
)
_PROBLEM_OF_STATUS = MappingProxyType(
    {401: "link_token_refused", 403: "link_no_access", 404: "link_not_found", 410: "link_not_found"}
)


def import_from_api(link: ResumeLink, token: str, settings: ParserSettings, network: Network) -> Document:
    """Get the resume's document. It is asked for once: a captcha, above all, is never tried again.

    Raises:
        InvalidInput: hh.ru does not give it; the problem says why and what to do.
        Unavailable: hh.ru does not answer now.
    """
    request = Request(
        url=f"{str(settings.hh_api_url).rstrip('/')}/resumes/{link.resume_id}",
        headers={
            "Authorization": f"Bearer {token}",
            "User-Agent": settings.hh_user_agent,
            "HH-User-Agent": settings.hh_user_agent,
            "Accept": "application/json",
        },
        private_allowed=settings.hh_api_private,
    )

    def stay_there(target: str) -> str | None:
        """The token is for this server only."""
        return target if urlsplit(target)[:2] == urlsplit(request.url)[:2] else None

    answer = ask_hh(request, network, settings.hh_timeout_seconds, stay_there)
    if answer.status != 200:
        raise _refusal(answer)
    if not isinstance(_load_json(answer.content), dict):
        raise InvalidInput(problem("link_bad_answer"))
    return Document(kind=DocumentKind.JSON, content=answer.content)


def _refusal(answer: Answer) -> InvalidInput | Unavailable:
    words = _error_words(_load_json(answer.content))
    code = next((code for word, code in _PROBLEM_OF_WORD.items() if word in words), None)
    if code is None and answer.status == 429:
        return Unavailable(HH)  # too many requests, which is not the limit of views: it passes
    return InvalidInput(problem(code or _PROBLEM_OF_STATUS.get(answer.status, "link_bad_answer")))


def _error_words(body: object) -> set[object]:
    errors = body.get("errors") if isinstance(body, dict) else None
    found = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    words = [error.get(name) for error in found for name in ("type", "value")]
    return {word for word in words if isinstance(word, str)}


def _load_json(content: bytes) -> object:
    """The content as JSON; None where it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
