"""A page of hh.ru as a tree: its elements are found by the `data-qa` marks that hh.ru's own tests use."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lxml import etree, html

from shared.reference.document_kinds import decode_text

_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "button", "head"})
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAKS = frozenset(
    {"address", "article", "aside", "br", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"}
    | {"table", "td", "th", "tr", "ul"}
)
_ENTRIES_MAX = 200  # of jobs or courses; more are no career
_HEADINGS = frozenset({"h1", "h2", "h3"})


def load_page(content: bytes) -> html.HtmlElement | None:
    """The tree of what a visitor sees; None where the content is no page."""
    text = decode_text(content)
    if not text or not text.strip():
        return None
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        # An XML declaration with an encoding is refused in decoded text, so it goes.
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, ValueError):
        return None
    for element in list(root.iter()):
        if _is_unseen(element) and element.getparent() is not None:
            element.drop_tree()
    return root


def find_marked(scope: html.HtmlElement, *marks: str) -> list[html.HtmlElement]:
    """Elements below a scope that carry one of the marks, in the order of the page."""
    wanted = set(marks)
    return [found for found in scope.iterdescendants() if not wanted.isdisjoint(marks_of(found))]


def find_first(scope: html.HtmlElement, *marks: str) -> html.HtmlElement | None:
    """The first element of the first mark that is there: marks come in the order of preference."""
    return next((found[0] for mark in marks if (found := find_marked(scope, mark))), None)


def marks_of(element: html.HtmlElement) -> list[str]:
    """The marks of an element: there may be several, with spaces between."""
    return (element.get("data-qa") or "").split()


def read_lines(element: html.HtmlElement | None) -> list[str]:
    """The lines of an element as a browser breaks them.

    Line breaks of the source count only where no element breaks a line: the newer design shows such text as
    it was typed.
    """
    if element is None:
        return []
    is_typed = not any(inner.tag in _BREAKS for inner in element.iterdescendants())
    text = ""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        text += "\n" if node.tag in _BREAKS else ""
        said = node.text if event == "start" else node.tail if node is not element else None
        text += (said or "") if is_typed else " ".join((said or "").splitlines())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line]


def read_text(scope: html.HtmlElement, *marks: str) -> str | None:
    """What the element of the first mark that is there says, in one line; None where it says nothing."""
    return " ".join(read_lines(find_first(scope, *marks))) or None


def read_heading(scope: html.HtmlElement, *marks: str) -> str | None:
    """The title within a marked block; all of the block where it has none."""
    block = find_first(scope, *marks)
    if block is None:
        return None
    titles = (one for one in block.iterdescendants() if one.tag in _HEADINGS or "title" in marks_of(one))
    return " ".join(read_lines(next(titles, block))) or None


def cut_entries(
    block: html.HtmlElement, marked: Sequence[html.HtmlElement]
) -> list[tuple[html.HtmlElement, html.HtmlElement]]:
    """For each marked element, it and the largest part of the block that holds it and no other one."""
    marked = marked[:_ENTRIES_MAX]
    held = Counter(outer for one in marked for outer in one.iterancestors())
    return [(one, _climb(one, block, held)) for one in marked]


def _climb(
    element: html.HtmlElement, block: html.HtmlElement, held: Counter[html.HtmlElement]
) -> html.HtmlElement:
    outer = element.getparent()
    while outer is not None and outer is not block and held[outer] == 1:
        element, outer = outer, outer.getparent()
    return element


def drop_elements(elements: Iterable[html.HtmlElement]) -> None:
    """Take elements out of the tree, with all that is in them."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _is_unseen(element: html.HtmlElement) -> bool:
    return (
        element.tag in _UNSEEN
        or "hidden" in element.attrib
        or bool(_UNSEEN_STYLE.search(element.get("style") or ""))
    )
