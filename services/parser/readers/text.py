"""Plain text: its lines."""

from services.parser.lines import ReadText, make_flow_line
from services.parser.readers.limits import ParseLimits, check_length
from shared.errors import InvalidInput
from shared.reference.document_kinds import decode_text
from shared.reference.problems import problem


def read_plain_text(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the lines of a text in UTF-8, UTF-16 or Windows-1251.

    Raises:
        InvalidInput: `damaged_document`, `too_much_text` or `empty_document`.
    """
    text = require_text(content)
    check_length(len(text.strip()), limits)
    lines = (make_flow_line(line, number) for number, line in enumerate(text.splitlines()))
    return ReadText(lines=tuple(line for line in lines if line.words))


def require_text(content: bytes) -> str:
    """Text of bytes whose encoding nobody has told.

    Raises:
        InvalidInput: `damaged_document` for bytes that are no text.
    """
    text = decode_text(content)
    if text is None:
        raise InvalidInput(problem("damaged_document"))
    return text
