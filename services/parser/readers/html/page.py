"""HTML: the lines that a browser would show."""

import re

from lxml import etree, html

from services.parser.lines import Line, ReadText, make_flow_line
from services.parser.readers.html.styles import PageStyles, View
from services.parser.readers.invisible import count_invisible
from services.parser.readers.limits import ParseLimits, check_length
from services.parser.readers.text import require_text
from shared.errors import InvalidInput
from shared.reference.problems import problem

# What is never drawn, is drawn by a program, or stands for browsers that know less.
_SKIPPED = frozenset(
    {
        "annotation",
        "annotation-xml",
        "audio",
        "button",
        "canvas",
        "datalist",
        "head",
        "iframe",
        "meter",
        "noembed",
        "noframes",
        "noscript",
        "option",
        "progress",
        "rp",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "title",
        "video",
    }
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
        "br",
    }
)
_CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"})
_SIZES = {"h1": 20.0, "h2": 16.0, "h3": 13.0}
_DEEPEST = 200


class _LineCollector:
    """Walks the tree and cuts its text into lines at the block elements."""

    def __init__(self, styles: PageStyles) -> None:
        self._styles = styles
        self.lines: list[Line] = []
        self.hidden = 0
        self._text = ""
        self._bold = False
        self._size = 0.0

    def walk(self, element: html.HtmlElement, bold: bool, size: float, view: View, depth: int = 0) -> None:
        """Take the text of an element and of everything in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED or depth > _DEEPEST or (tag == "object" and "data" in element.attrib):
            return
        view = self._styles.look(element, view)
        bold, size = bold or tag in _BOLD, _SIZES.get(tag, size)
        self._start(tag)
        self._add(element.text, bold, size, view)
        for child in element:
            self.walk(child, bold, size, view, depth + 1)
            self._add(child.tail, bold, size, view)
        if tag in _BLOCKS:
            self.end_line()

    def _start(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        elif tag in _CELLS and self._text.strip():
            self._text += " | "
        if tag == "li":
            self._text = "• "

    def _add(self, text: str | None, bold: bool, size: float, view: View) -> None:
        if view.is_hidden:
            self.hidden += bool(text and text.strip())
            return
        if text and text.strip() and not self._text.strip(" •"):
            self._bold, self._size = bold, size
        self._text += re.sub(r"\s+", " ", text or "")

    def end_line(self) -> None:
        """Close the line that is being collected."""
        if self._text.strip(" •|"):
            self.lines.append(make_flow_line(self._text, len(self.lines), self._size, self._bold))
        self._text = ""


def read_html(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the visible lines of a page.

    Raises:
        InvalidInput: `damaged_document`, `too_much_text` or `empty_document`.
    """
    text = require_text(content)
    try:
        # An XML declaration with an encoding is refused in decoded text, so it goes.
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.ParserError, ValueError) as error:
        raise InvalidInput(problem("damaged_document")) from error
    collector = _LineCollector(PageStyles(root))
    collector.walk(root, bold=False, size=10.0, view=View())
    collector.end_line()
    check_length(sum(len(line.text) for line in collector.lines), limits)
    hidden = collector.hidden + count_invisible("".join(root.itertext()))
    problems = (problem("hidden_text", count=hidden, page=1),) if hidden else ()
    return ReadText(lines=tuple(line for line in collector.lines if line.words), problems=problems)
