"""Archives such as DOCX and ODT: how much they would unpack to, before anything is unpacked."""

import io
import zipfile

from services.parser.readers.limits import ParseLimits
from shared.errors import InvalidInput
from shared.reference.problems import problem

_ENTRIES_MAX = 3000
_XML_MB_MAX = 24  # of one part: its tree takes some ten times as much memory
DAMAGES = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError)


def check_archive(content: bytes, limits: ParseLimits) -> None:
    """Refuse an archive that holds too much; no reader takes more of an entry than the directory says.

    Raises:
        InvalidInput: `damaged_document`, `document_too_large` or `document_too_heavy`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except DAMAGES as error:
        raise InvalidInput(problem("damaged_document")) from error
    if sum(entry.file_size for entry in entries) > limits.max_unpacked_mb * 2**20:
        raise InvalidInput(problem("document_too_large", limit_mb=limits.max_unpacked_mb))
    is_long = any(
        entry.file_size > _XML_MB_MAX * 2**20
        for entry in entries
        if entry.filename.endswith((".xml", ".rels"))
    )
    if is_long or len(entries) > _ENTRIES_MAX:
        raise InvalidInput(problem("document_too_heavy"))
