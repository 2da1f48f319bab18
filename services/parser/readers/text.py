"""Plain text: its lines."""

from services.parser.lines import ReadText, make_flow_line
from services.parser.readers.limits import ParseLimits, check_length
from shared.errors import InvalidInput
from shared.reference.problems import problem

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_plain_text(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the lines of a text in UTF-8, UTF-16 or Windows-1251.

    Raises:
        InvalidInput: `damaged_document`, `too_much_text` or `empty_document`.
    """
    text = decode_text(content)
    check_length(len(text.strip()), limits)
    lines = (make_flow_line(line, number) for number, line in enumerate(text.splitlines()))
    return ReadText(lines=tuple(line for line in lines if line.words))


def decode_text(content: bytes) -> str:
    """Text of bytes whose encoding nobody has told.

    Raises:
        InvalidInput: `damaged_document` for bytes that are no text.
    """
    encodings = ("utf-16",) if content.startswith(_UTF16_MARKS) else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InvalidInput(problem("damaged_document"))
