"""Hidden text of Word documents, of pages and in characters without a picture: in no field, and told of."""

from collections.abc import Callable

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from shared.contracts.document import DocumentKind
from tests.parser.hidden_checks import (
    HIDDEN,
    LINES,
    check_dropped,
    fields_of,
    make_docx,
    make_html,
    make_text,
    parse,
)

TAGGED = "".join(chr(0xE0000 + ord(letter)) for letter in HIDDEN)
INVISIBLE_WRITING = {
    "tags": f"Docker{TAGGED}",
    "selectors": "Docker" + "".join(chr(0xE0100 + ord(letter)) for letter in HIDDEN),
    "zero width": "Docker" + "\u200b\u200c" * 20,
    "zero width inside": "D\u200bo\u200cc\u200dk\u2060er" + "\ufeff\u200b\u200b\u200c\u200b",
    "an override": "\u202dDocker\u202c",
}


@pytest.mark.parametrize("writing", INVISIBLE_WRITING.values(), ids=INVISIBLE_WRITING.keys())
@pytest.mark.parametrize("kind", [DocumentKind.TEXT, DocumentKind.DOCX, DocumentKind.HTML])
def test_invisible_characters_are_dropped(kind: DocumentKind, writing: str) -> None:
    attacked = (*LINES[:-1], f"Python, SQL, {writing}")
    make = {DocumentKind.TEXT: make_text, DocumentKind.DOCX: make_docx, DocumentKind.HTML: make_html}[kind]
    check_dropped(kind, make(attacked), make(LINES))


def test_a_few_harmless_invisible_characters_are_no_problem() -> None:
    lines = ("\ufeffIvan Probnikov", *LINES[1:-1], "Py\u00adthon, SQL,\u200b Docker")
    resume = parse(DocumentKind.TEXT, make_text(lines))
    assert resume.skills == ("Python", "SQL", "Docker")
    assert resume.source.problems == ()


def add_run(document: WordDocument) -> Run:
    return document.add_paragraph().add_run(HIDDEN)


def add_vanished(document: WordDocument) -> None:
    add_run(document).font.hidden = True


def add_white(document: WordDocument) -> None:
    add_run(document).font.color.rgb = RGBColor(0xFE, 0xFE, 0xFE)


def add_white_in_grid(document: WordDocument) -> None:
    cell = document.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0]
    cell.paragraphs[0].add_run(HIDDEN).font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def add_tiny(document: WordDocument) -> None:
    add_run(document).font.size = Pt(1)


def add_by_style(document: WordDocument) -> None:
    base = document.styles.add_style("Unseen", 2)
    base.font.hidden = True
    style = document.styles.add_style("Unseen too", 2)
    style.base_style = base
    add_run(document).style = style


def add_white_by_paragraph_style(document: WordDocument) -> None:
    style = document.styles.add_style("Pale", 1)
    style.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    document.add_paragraph(HIDDEN, style="Pale")


def add_colour_of_shading(document: WordDocument) -> None:
    run = add_run(document)
    run.font.color.rgb = RGBColor(0x22, 0x44, 0x88)
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="224488"/>')
    run._r.getparent().get_or_add_pPr().append(shading)


def add_deleted(document: WordDocument) -> None:
    run = add_run(document)
    deletion = parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"/>')
    run._r.getparent().append(deletion)
    deletion.append(run._r)


def add_squeezed(document: WordDocument) -> None:
    run = add_run(document)
    run._r.get_or_add_rPr().append(parse_xml(f'<w:w {nsdecls("w")} w:val="1"/>'))


def add_far_indent(document: WordDocument) -> None:
    document.add_paragraph(HIDDEN).paragraph_format.left_indent = Pt(-3000)


def add_low_row(document: WordDocument) -> None:
    row = document.add_table(rows=1, cols=1).rows[0]
    row.cells[0].text = HIDDEN
    row._tr.get_or_add_trPr().append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="1" w:hRule="exact"/>'))


BOX = """<w:r {names}><w:drawing><wp:anchor behindDoc="0"><wp:positionH relativeFrom="page">
<wp:posOffset>{x}</wp:posOffset></wp:positionH><wp:extent cx="2000000" cy="300000"/>
<wp:docPr id="9" name="b"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>
<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""
NAMES = nsdecls("w", "wp", "a") + (
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def add_box(document: WordDocument, x: int) -> None:
    document.add_paragraph()._p.append(parse_xml(BOX.format(names=NAMES, x=x, text=HIDDEN)))


WORD_ATTACKS: dict[str, Callable[[WordDocument], None]] = {
    "vanished": add_vanished,
    "white": add_white,
    "white in a table": add_white_in_grid,
    "tiny": add_tiny,
    "by a style's base": add_by_style,
    "white by the paragraph's style": add_white_by_paragraph_style,
    "colour of its shading": add_colour_of_shading,
    "deleted": add_deleted,
    "squeezed": add_squeezed,
    "far left": add_far_indent,
    "in a row without height": add_low_row,
    "in a box off the page": lambda document: add_box(document, x=-5_000_000),
}


@pytest.mark.parametrize("attack", WORD_ATTACKS.values(), ids=WORD_ATTACKS.keys())
def test_hidden_text_of_a_word_document_is_dropped(
    attack: Callable[[WordDocument], None],
) -> None:
    check_dropped(DocumentKind.DOCX, make_docx(attack=attack), make_docx())


def test_white_words_on_a_dark_cell_and_a_box_on_the_page_stay() -> None:
    def add_seen(document: WordDocument) -> None:
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        cell.text = "Kubernetes"
        cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="202020"/>'))
        add_box(document, x=500_000)

    resume = parse(DocumentKind.DOCX, make_docx(attack=add_seen))
    assert resume.skills == ("Python", "SQL", "Docker", "Kubernetes", "Rust", "Haskell")
    assert resume.source.problems == ()


def test_white_words_in_a_table_whose_style_is_coloured_stay() -> None:
    def add_seen(document: WordDocument) -> None:
        cell = document.add_table(rows=1, cols=1, style="Medium Shading 1 Accent 1").rows[0].cells[0]
        cell.paragraphs[0].add_run(HIDDEN).font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)

    resume = parse(DocumentKind.DOCX, make_docx(attack=add_seen))
    assert resume.skills[-3:] == ("Kubernetes", "Rust", "Haskell")
    assert resume.source.problems == ()


def test_comments_of_a_word_document_are_not_read() -> None:
    def add_comment(document: WordDocument) -> None:
        document.add_comment(document.paragraphs[0].runs, text=HIDDEN)

    assert fields_of(parse(DocumentKind.DOCX, make_docx(attack=add_comment))) == fields_of(
        parse(DocumentKind.DOCX, make_docx())
    )


PAGE_ATTACKS = {
    "display": ("", f'<p style="display: none">{HIDDEN}</p>'),
    "visibility": ("", f'<p style="visibility:hidden">{HIDDEN}</p>'),
    "opacity": ("", f'<p style="opacity: 0.0">{HIDDEN}</p>'),
    "size": ("", f'<p style="font-size: 1px">{HIDDEN}</p>'),
    "colour": ("", f'<p style="color: #fff">{HIDDEN}</p>'),
    "font tag": ("", f'<font color="white">{HIDDEN}</font>'),
    "colour of its box": ("", f'<p style="background:#222; color:rgb(34,34,34)">{HIDDEN}</p>'),
    "transparent": ("", f'<p style="color: transparent">{HIDDEN}</p>'),
    "off the screen": ("", f'<p style="position:absolute; left:-9999px">{HIDDEN}</p>'),
    "indent": ("", f'<p style="text-indent:-9999px">{HIDDEN}</p>'),
    "no room": ("", f'<p style="height:0; overflow:hidden">{HIDDEN}</p>'),
    "clipped": ("", f'<p style="position:absolute;clip:rect(0,0,0,0)">{HIDDEN}</p>'),
    "shrunk": ("", f'<p style="transform: scale(0)">{HIDDEN}</p>'),
    "attribute": ("", f"<p hidden>{HIDDEN}</p>"),
    "class": ("<style>/* x */ .note, .other { display:none }</style>", f'<p class="a note">{HIDDEN}</p>'),
    "id": ("<style>p#x{color:white !important}</style>", f'<p id="x" style="color:#000">{HIDDEN}</p>'),
    "in a class": (
        "<style>div.box > p span{font-size:0}</style>",
        f'<div class="box"><p><span>{HIDDEN}</span></p></div>',
    ),
    "media": ("<style>@media screen { .m { opacity:0 } }</style>", f'<p class="m">{HIDDEN}</p>'),
    "attribute selector": ('<style>[data-x="1"]{visibility:collapse}</style>', f'<p data-x="1">{HIDDEN}</p>'),
}


@pytest.mark.parametrize(("head", "body"), PAGE_ATTACKS.values(), ids=PAGE_ATTACKS.keys())
def test_hidden_text_of_a_page_is_dropped(head: str, body: str) -> None:
    check_dropped(DocumentKind.HTML, make_html(LINES, body, head), make_html(LINES))


SHOWN = {
    "aria-hidden": ("", f'<p aria-hidden="true">{HIDDEN}</p>'),
    "printed only": ("<style>@media print { .m { display:none } }</style>", f'<p class="m">{HIDDEN}</p>'),
    "overruled": ("<style>.m{display:none} p.m{display:block}</style>", f'<p class="m">{HIDDEN}</p>'),
    "white on dark": (
        "<style>.d{background-color:#123}</style>",
        f'<p class="d" style="color:white">{HIDDEN}</p>',
    ),
    "on a picture": ("", f'<p style="background:url(x.png);color:white">{HIDDEN}</p>'),
    "another class": ("<style>.note{display:none}</style>", f'<p class="notes">{HIDDEN}</p>'),
    "on hover": ("<style>p:hover{display:none}</style>", f"<p>{HIDDEN}</p>"),
}


@pytest.mark.parametrize(("head", "body"), SHOWN.values(), ids=SHOWN.keys())
def test_what_a_page_shows_stays(head: str, body: str) -> None:
    resume = parse(DocumentKind.HTML, make_html(LINES, body, head))
    assert resume.skills == ("Python", "SQL", "Docker", "Kubernetes", "Rust", "Haskell")
    assert resume.source.problems == ()
