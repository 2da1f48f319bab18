"""HTML as trees and as text. Pure."""

import html as entities
import re

from lxml import etree, html

_PARSER = html.HTMLParser(encoding="utf-8")
_TAG = re.compile(r"<[^>]+>")


def parse_page(page: str) -> html.HtmlElement:
    """The tree of a page, however broken; of an empty one an empty tree."""
    try:
        # As bytes: a text that declares an encoding of its own is refused.
        return html.document_fromstring(page.encode(errors="replace"), parser=_PARSER)
    except etree.ParserError:
        return html.document_fromstring("<p>")


def strip_tags(markup: str) -> str:
    """The text of a piece of HTML."""
    return " ".join(entities.unescape(_TAG.sub(" ", markup)).split())
