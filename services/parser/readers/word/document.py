"""DOCX: its paragraphs as lines, tables and text boxes included."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from services.parser.lines import Line, ReadText, make_flow_line
from services.parser.readers.archives import check_archive
from services.parser.readers.invisible import count_invisible
from services.parser.readers.limits import ParseLimits, check_length
from services.parser.readers.word.choices import keep_drawn
from services.parser.readers.word.styles import StyleSheet
from services.parser.readers.word.values import HALF_POINTS_PER_POINT, USUAL_HALF_POINTS, measure_of
from shared.errors import InvalidInput
from shared.reference.document_kinds import OLE_MARK, is_encrypted_office
from shared.reference.problems import problem

# What the zip, XML and package readers raise on bytes that were changed on their way.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,  # an encrypted entry, an unknown way of packing
    PackageNotFoundError,
    KeyError,
    ValueError,
    etree.XMLSyntaxError,
)
_WIDE_BLANK = re.compile(r"\s*\t+\s*|\s{4,}")
_CELL_MARK = " | "
_SHORT_CELL = 70  # characters: a row of such cells is one line, longer cells are columns
_TEXT = qn("w:t")
_BLANKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _BOX = qn("w:r"), qn("w:txbxContent")
_FIELD_MARK, _FIELD_KIND = qn("w:fldChar"), qn("w:fldCharType")
_CONTAINERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:body"), qn("w:hdr"), qn("w:customXml"), _BOX)


def read_docx(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the lines of a Word document.

    Raises:
        InvalidInput: `encrypted`, `unsupported_kind`, `damaged_document`, `document_too_large`,
            `too_much_text` or `empty_document`.
    """
    document = _open_docx(content, limits)
    roots = (*_headers(document), document.element.body)
    left_out = sum(keep_drawn(root) for root in roots)
    hidden = _find_hidden(roots, StyleSheet(document))
    count = (
        left_out
        + len(hidden)
        + sum(count_invisible(_run_text(run)) for root in roots for run in root.iter(_RUN))
    )
    for run in hidden:
        run.getparent().remove(run)
    lines: list[Line] = []
    for root in roots:
        for text, size, bold in _block_lines(root):
            lines.append(make_flow_line(text, len(lines), size, bold))
    lines = [line for line in lines if line.words]
    check_length(sum(len(line.text) for line in lines), limits)
    problems = (problem("hidden_text", count=count, page=1),) if count else ()
    return ReadText(lines=tuple(lines), problems=problems)


def _open_docx(content: bytes, limits: ParseLimits) -> Any:
    if content.startswith(OLE_MARK):
        raise InvalidInput(problem("encrypted" if is_encrypted_office(content) else "unsupported_kind"))
    check_archive(content, limits)
    try:
        return docx.Document(io.BytesIO(content))
    except _DAMAGES as error:
        raise InvalidInput(problem("damaged_document")) from error


def _find_hidden(roots: Sequence[Any], styles: StyleSheet) -> list[Any]:
    """The runs that hold text and are not seen."""
    hidden = []
    for root in roots:
        in_code: list[bool] = []  # of the fields around the run, the innermost last
        for run in root.iter(_RUN):
            for mark in run.iterchildren(_FIELD_MARK):
                _step_field(in_code, mark.get(_FIELD_KIND))
            if _run_text(run).strip() and (any(in_code) or styles.is_hidden(run)):
                hidden.append(run)
    return hidden


def _step_field(in_code: list[bool], kind: str | None) -> None:
    """Go into the code of a field, from there to its result, or out of it."""
    if kind == "begin":
        in_code.append(True)
    elif kind == "separate" and in_code:
        in_code[-1] = False
    elif kind == "end" and in_code:
        in_code.pop()


def _headers(document: Any) -> Iterator[Any]:
    """The page header of the first section often holds the name and the contacts."""
    header = document.sections[0].header if document.sections else None
    if header is not None and not header.is_linked_to_previous:
        yield header._element


def _block_lines(parent: Any) -> Iterator[tuple[str, float, bool]]:
    """Text, size in points and weight of each line of a body, a cell or a text box."""
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield from _paragraph_lines(child)
        elif child.tag == _TABLE:
            yield from _table_lines(child)
        elif child.tag in _CONTAINERS:
            yield from _block_lines(child)


def _table_lines(table: Any) -> Iterator[tuple[str, float, bool]]:
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is not table:
            continue
        cells = [list(_block_lines(cell)) for cell in row if cell.tag == _CELL]
        filled = [cell for cell in cells if any(text.strip() for text, _, _ in cell)]
        if len(filled) > 1 and all(len(cell) == 1 and len(cell[0][0]) <= _SHORT_CELL for cell in filled):
            yield _CELL_MARK.join(cell[0][0] for cell in filled), filled[0][0][1], filled[0][0][2]
        else:
            for cell in filled:
                yield from cell


def _paragraph_lines(paragraph: Any) -> Iterator[tuple[str, float, bool]]:
    runs = [run for run in paragraph.iter(_RUN) if _belongs(run, paragraph)]
    text = "".join(_run_text(run) for run in runs)
    is_item = _is_item(paragraph)
    written = [run for run in runs if _run_text(run).strip()]
    size = max((_run_size(run) for run in written), default=0.0)
    bold = bool(written) and all(_is_bold(run) for run in written)
    for number, part in enumerate(text.split("\n")):
        tidy = _WIDE_BLANK.sub(_CELL_MARK, part.strip())
        yield ("• " if is_item and number == 0 and tidy else "") + tidy, size, bold
    for box in paragraph.iter(_BOX):
        if next(box.iterancestors(_PARAGRAPH)) is paragraph:
            yield from _block_lines(box)


def _is_item(paragraph: Any) -> bool:
    """True for an item of a list, by its own numbering or by one of Word's list styles."""
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
        return True
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val"), "").startswith(("ListBullet", "ListNumber"))


def _belongs(run: Any, paragraph: Any) -> bool:
    return next(run.iterancestors(_PARAGRAPH)) is paragraph


def _run_text(run: Any) -> str:
    return "".join(_piece_text(element) for element in run)


def _piece_text(element: Any) -> str:
    if element.tag == _TEXT:
        return element.text or ""
    return _BLANKS.get(element.tag, "")


def _is_bold(run: Any) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return found is not None and found.get(qn("w:val"), "") in ("", "1", "true", "on")


def _run_size(run: Any) -> float:
    size = run.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    return measure_of(size, "w:val", HALF_POINTS_PER_POINT, USUAL_HALF_POINTS) / HALF_POINTS_PER_POINT
