"""Draws the parts of a resume as a PDF: one column or two, dates beside the text, titles of many looks."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib as mpl  # its package data has free fonts with Cyrillic letters
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.parser.layouts.content import Part, Row

_HEIGHT = A4[1]
_TOP, _BOTTOM = 50.0, 790.0
_LEADING = 1.35  # of the size
_SIDE_PARTS = ("skills", "languages", "courses")
_REGULAR, _BOLD = "DejaVuSans", "DejaVuSans-Bold"
_GAP_OF_TAGS = 14.0
_SPACED = 0.45  # of the size, between the letters of a title


@dataclass(frozen=True, slots=True)
class PdfLook:
    """How the page looks."""

    side: str = ""  # "left" or "right": skills, languages and courses stand in a second column
    contacts_in_side: bool = False
    date_column: bool = False  # a column on the left for what rows put to their left
    title_column: bool = False  # titles of sections in a margin on the left
    title: str = "bold"  # bold, upper, spaced, colour, small caps, icon, underlined
    is_head_bold: bool = True
    size: float = 10.0
    top: float = _TOP  # a lower start makes pages break within entries
    has_furniture: bool = False  # page numbers and a running header
    has_ligatures: bool = False
    is_hyphenated: bool = False


@dataclass(slots=True)
class _Column:
    """Where the next line of a column goes."""

    x: float
    width: float
    y: float
    page: int = 0


@dataclass(slots=True)
class _Text:
    """A text at its place, drawn when its page is."""

    x: float
    y: float
    text: str
    font: str
    size: float
    grey: float = 0.0
    spacing: float = 0.0


@dataclass(slots=True)
class _Drawing:
    look: PdfLook
    pages: dict[int, list[_Text]] = field(default_factory=dict)

    def draw_part(self, part: Part, column: _Column) -> None:
        if part.title:
            self._draw_title(part.title, column)
        for row in part.rows:
            self._draw_row(row, column)
        column.y += 8

    def _draw_title(self, title: str, column: _Column) -> None:
        look = self.look
        size = look.size + 3
        column.y += 8
        if column.y > _BOTTOM - 3 * size:
            _turn(column)
        text = title.upper() if look.title in ("upper", "spaced", "small caps") else title
        text = f"\uf0b1 {text}" if look.title == "icon" else text
        font = _REGULAR if look.title in ("colour", "spaced") else _BOLD
        grey = 0.35 if look.title == "colour" else 0.0
        spacing = _SPACED * size if look.title == "spaced" else 0.0
        while pdfmetrics.stringWidth(text, font, size) > column.width:
            size -= 0.5
        if look.title_column:
            for number, line in enumerate(_wrap(text, font, size, 100)):
                self._put(column, column.x - 115, line, (font, size), grey=grey, y=column.y + number * size)
            return
        if look.title == "small caps":
            self._draw_small_caps(text, column, size)
        else:
            for number, line in enumerate(_wrap(text, font, size, column.width * (0.5 if spacing else 1))):
                column.y += number * size * 1.2
                self._put(column, column.x, line, (font, size), grey=grey, spacing=spacing)
        column.y += size * _LEADING + 2

    def _draw_small_caps(self, text: str, column: _Column, size: float) -> None:
        x = column.x
        for word in text.split():
            for letters, letter_size in ((word[0], size), (word[1:], size * 0.8)):
                self._put(column, x, letters, (_BOLD, letter_size))
                x += pdfmetrics.stringWidth(letters, _BOLD, letter_size)
            x += size * 0.35

    def _draw_row(self, row: Row, column: _Column) -> None:
        font, size = self._style(row.style)
        if row.style in ("head", "name", "position line"):
            column.y += 4
        if row.cells:
            self._draw_cells(row, column)
            return
        if column.y > _BOTTOM:
            _turn(column)
        indent = 12.0 if row.style == "item" else 0.0
        if row.left:
            self._put_left(row.left, column)
        if row.right:
            width = pdfmetrics.stringWidth(row.right, _REGULAR, size)
            self._put(column, column.x + column.width - width, row.right, (_REGULAR, size))
        taken = pdfmetrics.stringWidth(row.right, _REGULAR, size) + 20 if row.right else 0
        for line in self._lines(row.text, font, size, column.width - indent - taken):
            if column.y > _BOTTOM:
                _turn(column)
            self._put(column, column.x + indent, line, (font, size))
            column.y += size * _LEADING

    def _put_left(self, text: str, column: _Column) -> None:
        for number, line in enumerate(_wrap(text, _REGULAR, self.look.size, 105)):
            y = column.y + number * self.look.size * 1.2
            self._put(column, column.x - 120, line, (_REGULAR, self.look.size), y=y)

    def _lines(self, text: str, font: str, size: float, width: float) -> list[str]:
        if self.look.has_ligatures:
            text = text.replace("fi", "ﬁ").replace("fl", "ﬂ")
        is_body = size <= self.look.size  # nobody cuts a name
        return list(_wrap(text, font, size, width, self.look.is_hyphenated and is_body))

    def _draw_cells(self, row: Row, column: _Column) -> None:
        """Tags flow with gaps between them; columns are two lists side by side."""
        size = self.look.size
        if row.style == "columns":
            half = (len(row.cells) + 1) // 2
            for number, cell in enumerate(row.cells):
                x = column.x + (column.width / 2 if number >= half else 0)
                y = column.y + number % half * size * _LEADING
                self._put(column, x, f"• {cell}", (_REGULAR, size), y=y)
            column.y += half * size * _LEADING
            return
        x = column.x
        for cell in row.cells:
            width = pdfmetrics.stringWidth(cell, _REGULAR, size)
            if x + width > column.x + column.width:
                x, column.y = column.x, column.y + size * 1.9
            self._put(column, x, cell, (_REGULAR, size))
            x += width + _GAP_OF_TAGS
        column.y += size * 1.9

    def _style(self, style: str) -> tuple[str, float]:
        size = self.look.size
        if style == "name":
            return _BOLD, size + 12
        if style == "position":
            return _REGULAR, size + 3
        if style == "head":
            return (_BOLD if self.look.is_head_bold else _REGULAR), size
        return _REGULAR, size - 1 if style == "small" else size

    def _put(
        self,
        column: _Column,
        x: float,
        text: str,
        face: tuple[str, float],
        *,
        grey: float = 0.0,
        y: float | None = None,
        spacing: float = 0.0,
    ) -> None:
        font, size = face
        texts = self.pages.setdefault(column.page, [])
        texts.append(_Text(x, column.y if y is None else y, text, font, size, grey, spacing))

    def render(self, name: str) -> bytes:
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=A4, invariant=1)
        for number in range(max(self.pages) + 1):
            texts = self.pages.get(number, [])
            if self.look.has_furniture:
                texts = [*texts, *_make_furniture(name, number)]
            for text in texts:
                _draw_text(canvas, text)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()


def _make_furniture(name: str, page: int) -> list[_Text]:
    footer = _Text(290, 820, f"{page + 1}", _REGULAR, 8)
    header = _Text(42, 30, f"{name} — стр. {page + 1}", _REGULAR, 8, 0.5)
    return [header, footer] if page else [footer]


def _draw_text(canvas: Canvas, text: _Text) -> None:
    canvas.setFillGray(text.grey)
    drawn = canvas.beginText(text.x, _HEIGHT - text.y)
    drawn.setFont(text.font, text.size)
    drawn.setCharSpace(text.spacing)
    drawn.textLine(text.text)
    canvas.drawText(drawn)


def _turn(column: _Column) -> None:
    column.page += 1
    column.y = _TOP


def _wrap(text: str, font: str, size: float, width: float, is_hyphenated: bool = False) -> Iterable[str]:
    line = ""
    for word in _cut_long_words(text, font, size, width):
        longer = f"{line} {word}".strip()
        if line and pdfmetrics.stringWidth(longer, font, size) > width:
            if is_hyphenated and word.isalpha() and len(word) > 7:
                yield f"{line} {word[:4]}-"
                longer = word[4:]
            else:
                yield line
                longer = word
        line = longer
    yield line


def _cut_long_words(text: str, font: str, size: float, width: float) -> Iterator[str]:
    """Words, cut where one does not fit into a whole line, as word processors cut links."""
    for word in text.split():
        rest = word
        while pdfmetrics.stringWidth(rest, font, size) > width:
            fits = 1
            while pdfmetrics.stringWidth(rest[: fits + 1], font, size) <= width:
                fits += 1
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def draw_pdf(parts: Sequence[Part], look: PdfLook) -> bytes:
    """The PDF of a resume; the file is the same each time."""
    for name in (_REGULAR, _BOLD):
        path = Path(mpl.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"
        pdfmetrics.registerFont(TTFont(name, str(path)))
    drawing = _Drawing(look)
    main, side = _make_columns(look)
    for part in _split_head(parts, look):
        is_aside = side is not None and (part.kind in _SIDE_PARTS or part.kind == "contacts")
        drawing.draw_part(part, side if side and is_aside else main)
    return drawing.render(parts[0].rows[0].text)


def _make_columns(look: PdfLook) -> tuple[_Column, _Column | None]:
    if look.side == "left":
        return _Column(225, 325, look.top), _Column(40, 150, look.top)
    if look.side == "right":
        return _Column(42, 330, look.top), _Column(400, 155, look.top + 30)
    left = 170.0 if look.date_column or look.title_column else 42.0
    return _Column(left, 553 - left, look.top), None


def _split_head(parts: Sequence[Part], look: PdfLook) -> list[Part]:
    """The contacts as a part of their own where they stand in the second column."""
    head = parts[0]
    if not (look.side and look.contacts_in_side):
        return list(parts)
    contacts = tuple(row for row in head.rows if row.style == "contact")
    others = tuple(row for row in head.rows if row.style != "contact")
    title = "Контакты" if any("а" <= letter <= "я" for letter in parts[1].title.lower()) else "Contacts"
    return [Part("head", "", others), Part("contacts", title, contacts), *parts[1:]]
