"""Plain text: its lines, and Markdown's marks understood."""

import re

from services.parser.lines import Line, ReadText, make_flow_line
from services.parser.readers.invisible import count_invisible
from services.parser.readers.limits import ParseLimits, check_length
from shared.errors import InvalidInput
from shared.reference.document_kinds import decode_text
from shared.reference.problems import problem

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_HEADING_SIZE_POINTS = 12.0
# Pairs of marks around words. '_' and a single '*' stay: they stand in names and in lists.
_EMPHASIS = re.compile(r"(\*\*|`|~~)(?=\S)(.{1,300}?)(?<=\S)\1")
_TITLED_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
_STAR_BULLET = re.compile(r"^(\s*)\*\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_SHOWS_ADDRESS = re.compile(r"https?://|www\.|@")


def read_plain_text(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the lines of a text in UTF-8, UTF-16 or Windows-1251; Markdown's headings become bold lines.

    Raises:
        InvalidInput: `damaged_document`, `too_much_text` or `empty_document`.
    """
    text = require_text(content)
    check_length(len(text.strip()), limits)
    lines = (_make_line(line, number) for number, line in enumerate(text.splitlines()))
    hidden = count_invisible(text)
    problems = (problem("hidden_text", count=hidden, page=1),) if hidden else ()
    return ReadText(lines=tuple(line for line in lines if line.words), problems=problems)


def _make_line(text: str, number: int) -> Line:
    if _RULE.match(text):
        return make_flow_line("", number)
    heading = _HEADING.match(text)
    plain = _EMPHASIS.sub(r"\2", _TITLED_LINK.sub(_show_link, heading[1] if heading else text))
    if heading:
        return make_flow_line(plain, number, _HEADING_SIZE_POINTS, bold=True)
    return make_flow_line(_STAR_BULLET.sub(r"\1• ", plain), number)


def _show_link(link: re.Match[str]) -> str:
    """The words of a link, then its address where the words do not show it."""
    words, address = link[1].strip(), link[2].removeprefix("mailto:")
    return words if _SHOWS_ADDRESS.search(words) else f"{words} {address}".strip()


def require_text(content: bytes) -> str:
    """Text of bytes whose encoding nobody has told.

    Raises:
        InvalidInput: `damaged_document` for bytes that are no text.
    """
    text = decode_text(content)
    if text is None:
        raise InvalidInput(problem("damaged_document"))
    return text
