"""DOC, RTF and ODT: LibreOffice writes them as DOCX, and that is read."""

import io
import re
import shutil
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from services.parser.lines import ReadText
from services.parser.readers.archives import check_archive
from services.parser.readers.limits import ParseLimits
from services.parser.readers.odt import drop_unseen
from services.parser.readers.programs import Budget, run_program
from services.parser.readers.word.document import read_docx
from shared.contracts.document import DocumentKind
from shared.errors import InvalidInput
from shared.reference.document_kinds import is_encrypted_office
from shared.reference.problems import problem

PROGRAM = "soffice"
_READ_BY = ("libreoffice", "rules")
# Settings of the fresh profile: no macro runs, nothing is fetched for a link in the document.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_FILTERS = {DocumentKind.DOC: "MS Word 97", DocumentKind.RTF: "Rich Text Format", DocumentKind.ODT: "writer8"}
_RTF_PICTURE = re.compile(rb"\\bin\d{6,}")


def is_office_installed() -> bool:
    """True where the program is on PATH."""
    return shutil.which(PROGRAM) is not None


def read_doc(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the lines of a document of the old Word.

    Raises:
        InvalidInput: `encrypted`, `office_missing`, `damaged_document`, `document_too_heavy` and what
            `read_docx` raises.
    """
    if is_encrypted_office(content):
        raise InvalidInput(problem("encrypted"))
    return _read_converted(content, DocumentKind.DOC, limits)


def read_rtf(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the lines of a document in Rich Text Format; raises what `read_doc` raises."""
    return _read_converted(content.lstrip(), DocumentKind.RTF, limits)


def read_odt(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the lines of an OpenDocument text; raises what `read_doc` raises, and `document_too_large`."""
    check_archive(content, limits)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _is_encrypted_odt(archive):
            raise InvalidInput(problem("encrypted"))
    shown, count = drop_unseen(content)
    read = _read_converted(shown, DocumentKind.ODT, limits)
    if count == 0 or read.problems:
        return read
    return replace(read, problems=(problem("hidden_text", count=count, page=1),))


def _is_encrypted_odt(archive: zipfile.ZipFile) -> bool:
    try:
        return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except (KeyError, RuntimeError, zipfile.BadZipFile) as error:
        raise InvalidInput(problem("damaged_document")) from error


def _read_converted(content: bytes, kind: DocumentKind, limits: ParseLimits) -> ReadText:
    if not is_office_installed():
        raise InvalidInput(problem("office_missing"))
    with tempfile.TemporaryDirectory() as folder:
        converted = _convert(content, kind, Path(folder), Budget(limits.seconds))
    if converted is None:
        raise InvalidInput(problem("damaged_document"))
    if len(converted) > limits.max_unpacked_mb * 2**20:
        raise InvalidInput(problem("document_too_large", limit_mb=limits.max_unpacked_mb))
    return replace(read_docx(converted, limits), read_by=_READ_BY)


def _convert(content: bytes, kind: DocumentKind, folder: Path, budget: Budget) -> bytes | None:
    given, made = folder / f"document.{kind.value}", folder / "made" / "document.docx"
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_PROFILE, "utf-8")
    given.write_bytes(content)
    command = (
        PROGRAM,
        f"-env:UserInstallation=file://{folder / 'profile'}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        f"--infilter={_FILTERS[kind]}",
        *("--convert-to", "docx", "--outdir", str(made.parent), str(given)),
    )
    run_program(command, budget, folder)
    return made.read_bytes() if made.exists() else None
