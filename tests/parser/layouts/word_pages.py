"""Writes the parts of a resume as DOCX: paragraphs, tables, text boxes and headers."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.parser.layouts.content import Part, Row

_SIDE_PARTS = ("skills", "languages", "courses")
_SIZES = {"name": 22, "position": 14, "title": 13}
_BOLD = ("name", "head", "title")


def write_docx(parts: Sequence[Part], form: str) -> bytes:
    """The DOCX of a resume; `form`: paragraphs, headings, header, layout table, date table or text boxes."""
    document = WordDocument()
    if form == "layout table":
        _write_layout_table(document, parts)
    elif form == "header":
        for row in parts[0].rows:
            _write_row(document.sections[0].header, row, form)
        _write_parts(document, parts[1:], form)
    elif form == "text boxes":
        for part in parts:
            _write_text_box(document, part)
    else:
        _write_parts(document, parts, form)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_parts(place: Any, parts: Sequence[Part], form: str) -> None:
    for part in parts:
        if part.title:
            _write_title(place, part.title, form)
        for row in part.rows:
            if form == "date table" and row.left:
                _write_date_row(place, row)
            else:
                _write_row(place, row, form)


def _write_layout_table(document: Any, parts: Sequence[Part]) -> None:
    table = document.add_table(rows=1, cols=2)
    side, main = table.rows[0].cells
    _write_parts(side, [part for part in parts if part.kind in _SIDE_PARTS], "paragraphs")
    _write_parts(main, [part for part in parts if part.kind not in _SIDE_PARTS], "paragraphs")


def _write_date_row(document: Any, row: Row) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].paragraphs[0].add_run(row.left)
    run = cells[1].paragraphs[0].add_run(row.text)
    run.bold = row.style in _BOLD


def _write_title(place: Any, title: str, form: str) -> None:
    if form == "headings":
        place.add_paragraph(title, style="Heading 1")
    else:
        _style_run(place.add_paragraph().add_run(title), "title")


def _write_row(place: Any, row: Row, form: str) -> None:
    if row.cells:
        place.add_paragraph("\t".join(row.cells))
        return
    text = f"{row.left}\t{row.text}" if row.left else row.text
    text = f"{text}\t{row.right}" if row.right else text
    is_item = row.style == "item" and form != "header"
    paragraph = place.add_paragraph(style="List Bullet" if is_item else None)
    _style_run(paragraph.add_run(text.lstrip("• ") if is_item else text), row.style)


def _style_run(run: Any, style: str) -> None:
    run.bold = style in _BOLD
    run.font.size = Pt(_SIZES.get(style, 11))


def _write_text_box(document: Any, part: Part) -> None:
    """A text box the way old Word writes it: a VML picture that holds paragraphs."""
    lines = ([("title", part.title)] if part.title else []) + [
        (row.style, _row_text(row)) for row in part.rows
    ]
    paragraphs = "".join(
        f"<w:p><w:r><w:rPr>{'<w:b/>' if style in _BOLD else ''}"
        f'<w:sz w:val="{2 * _SIZES.get(style, 11)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{_escape(text)}</w:t></w:r></w:p>'
        for style, text in lines
    )
    box = (
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph()._p.append(parse_xml(box))


def _row_text(row: Row) -> str:
    texts = [*row.cells] if row.cells else [text for text in (row.left, row.text, row.right) if text]
    return "    ".join(texts)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
