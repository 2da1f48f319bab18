"""A link becomes a document, which then goes to the parser like any other."""

from services.parser.link.api import import_from_api
from services.parser.link.site import import_from_site
from services.parser.network.fetch import Network
from services.parser.settings import ParserSettings
from shared.contracts.document import Document
from shared.errors import InvalidInput
from shared.reference.problems import problem
from shared.reference.resume_links import read_resume_link


def import_resume(link: str, settings: ParserSettings, network: Network) -> Document:
    """Import the resume that a link leads to: by the API where there is a token, else from its page.

    Args:
        link: an address `https://[city.]hh.ru/resume/<hex id>`.
        settings: whether there is a token, and whether pages may be read.
        network: how hosts are found and connected to; build it once, it holds the trusted certificates.

    Raises:
        InvalidInput: it is no such link, importing is not set up, or hh.ru does not show the resume; the
            problem says what to do.
        Unavailable: hh.ru does not answer now.
    """
    found = read_resume_link(link.strip())
    if found is None:
        raise InvalidInput(problem("invalid_link"))
    if settings.hh_api_token is not None:
        return import_from_api(found, settings.hh_api_token.get_secret_value(), settings, network)
    if settings.hh_page_import:
        return import_from_site(found, settings, network)
    raise InvalidInput(problem("link_import_unavailable"))
