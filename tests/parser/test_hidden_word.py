"""What Word and LibreOffice do not show of a document is in no field; the rest stays."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from services.parser.readers.office import is_office_installed
from shared.contracts.document import DocumentKind
from tests.parser.hidden_checks import HIDDEN, LINES, check_dropped, make_docx, parse

NAMES = nsdecls("w", "wp", "a") + "".join(
    f' xmlns:{prefix}="{address}"'
    for prefix, address in {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
WHITE = '<w:color w:val="FFFFFF"/>'


def write(xml: str) -> Callable[[WordDocument], None]:
    """Put blocks of Word's XML at the end of a document."""

    def attack(document: WordDocument) -> None:
        for block in parse_xml(f"<w:body {NAMES}>{xml}</w:body>"):
            document.element.body.insert(len(document.element.body) - 1, block)

    return attack


def run(properties: str = "", text: str = HIDDEN) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(of_run: str = "", own: str = "") -> str:
    return f"<w:p><w:pPr>{own}</w:pPr>{run(of_run)}</w:p>"


def table(of_table: str = "", of_row: str = "", of_cell: str = "", of_run: str = "") -> str:
    cell = f"<w:tc><w:tcPr>{of_cell}</w:tcPr>{paragraph(of_run)}</w:tc>"
    return f"<w:tbl><w:tblPr>{of_table}</w:tblPr><w:tr><w:trPr>{of_row}</w:trPr>{cell}</w:tr></w:tbl>"


def box(content: str, fill: str = "", size: str = 'cx="2000000" cy="300000"', behind: int = 0) -> str:
    """A shape at the left of the page."""
    return (
        f'<w:p><w:r><w:drawing><wp:anchor behindDoc="{behind}"><wp:positionH relativeFrom="page">'
        f'<wp:posOffset>500000</wp:posOffset></wp:positionH><wp:extent {size}/><wp:docPr id="9" name="b"/>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>{content}"
        "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def choose(choice: str, fallback: str, needs: str = "wps") -> str:
    return (
        f'<w:p><mc:AlternateContent><mc:Choice Requires="{needs}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:p>"
    )


def shape(style: str, more: str = "", of_run: str = "") -> str:
    content = f"<v:textbox><w:txbxContent>{paragraph(of_run)}</w:txbxContent></v:textbox>"
    return f'<w:p><w:r><w:pict><v:shape style="{style}" {more}>{content}</v:shape></w:pict></w:r></w:p>'


def field(code: str, result: str = "") -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"<w:p>{marks[0]}{code}{marks[1]}{result}{marks[2]}</w:p>"


BLACK = '<w:color w:val="000000"/>'
ALPHA = '<w14:alpha w14:val="100000"/>'
DARK_FILL = '<a:solidFill><a:srgbClr val="203040"/></a:solidFill>'
BAND = 'cx="6000000" cy="900000"'
FRAME = '<w:framePr w:w="4000" w:h="300" w:vAnchor="page" w:hAnchor="page" w:x="{x}" w:y="{y}"/>'
UNSEEN = {
    "white of the theme": paragraph('<w:color w:val="000000" w:themeColor="background1"/>'),
    "black made white": paragraph('<w:color w:val="000000" w:themeColor="text1" w:themeTint="00"/>'),
    "letters without a filling": paragraph("<w14:textFill><w14:noFill/></w14:textFill>"),
    "letters that are seen through": paragraph(
        f'<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000">{ALPHA}</w14:srgbClr>'
        "</w14:solidFill></w14:textFill>"
    ),
    "far below the line": paragraph('<w:position w:val="-3000"/>'),
    "letters on each other": paragraph('<w:spacing w:val="-300"/>'),
    "made to fit": paragraph('<w:fitText w:val="1" w:id="5"/>'),
    "a small size of other scripts": paragraph('<w:szCs w:val="2"/><w:cs/>'),
    "a size with a unit": paragraph('<w:sz w:val="1pt"/>'),
    "a size with a fraction": paragraph('<w:sz w:val="2.0"/>'),
    "a switch in capitals": paragraph('<w:vanish w:val="True"/>'),
    "a solid pattern": paragraph(BLACK + '<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>'),
    "the theme's shading": paragraph(BLACK + '<w:shd w:val="clear" w:fill="auto" w:themeFill="text1"/>'),
    "lines without a height": paragraph(own='<w:spacing w:line="1" w:lineRule="exact"/>'),
    "lines of no line": paragraph(own='<w:spacing w:line="1"/>'),
    "a far first line": paragraph(own='<w:ind w:firstLine="20000"/>'),
    "no room at the right": paragraph(own='<w:ind w:right="20000"/>'),
    "indented by letters": paragraph(own='<w:ind w:leftChars="9000"/>'),
    "a frame off the page": paragraph(own=FRAME.format(x=-9000, y=1)),
    "a frame above the page": paragraph(own=FRAME.format(x=1, y=-900)),
    "a frame without a size": paragraph(own='<w:framePr w:w="1" w:h="1" w:hRule="exact" w:x="1" w:y="1"/>'),
    "a table off the page": table('<w:tblInd w:w="-20000" w:type="dxa"/>'),
    "a placed table off the page": table('<w:tblpPr w:tblpX="-20000" w:tblpY="1"/>'),
    "a deleted row": table(of_row='<w:del w:id="1" w:author="x"/>'),
    "a deleted cell": table(of_cell='<w:cellDel w:id="1" w:author="x"/>'),
    "an old shape without a size": shape("width:0;height:0"),
    "white in an old shape": shape("width:90pt;height:20pt", 'fillcolor="#fefefe [3212]"', WHITE),
    "white in a box": box(paragraph(WHITE)),
    "white in a white box": box(paragraph(WHITE), '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'),
    "white after an empty shape": box("", "<a:noFill/>", BAND, behind=1) + paragraph(WHITE),
    "white after a flat shape": box("", DARK_FILL, 'cx="6000000" cy="100"', behind=1) + paragraph(WHITE),
    "for another reader": choose(run(), run(text=" "), needs="w99"),
    "for older readers": choose(run(text=" "), run()),
    "the code of a field": field(run()),
}  # fmt: skip


@pytest.mark.parametrize("xml", UNSEEN.values(), ids=UNSEEN.keys())
def test_what_word_does_not_show_is_dropped(xml: str) -> None:
    check_dropped(DocumentKind.DOCX, make_docx(attack=write(xml)), make_docx())


def add_table_style(of_style: str, of_run: str = "") -> Callable[[WordDocument], None]:
    look = '<w:tblStyle w:val="Own"/><w:tblLook w:val="0020"/>'

    def attack(document: WordDocument) -> None:
        style = f'<w:style {NAMES} w:type="table" w:styleId="Own"><w:name w:val="Own"/>{of_style}</w:style>'
        document.styles.element.append(parse_xml(style))
        write(table(look, of_run=of_run))(document)

    return attack


FIRST_ROW = '<w:tblStylePr w:type="firstRow">{}</w:tblStylePr>'
LAST_ROW = FIRST_ROW.replace("firstRow", "lastRow")
DARK = '<w:tcPr><w:shd w:val="clear" w:fill="203040"/></w:tcPr>'
UNSEEN_BY_TABLE = {
    "vanished": ("<w:rPr><w:vanish/></w:rPr>", ""),
    "white": (f"<w:rPr>{WHITE}</w:rPr>", ""),
    "vanished in the first row": (FIRST_ROW.format("<w:rPr><w:vanish/></w:rPr>"), ""),
    "white beside a dark last row": (LAST_ROW.format(DARK), WHITE),
}


@pytest.mark.parametrize(("of_style", "of_run"), UNSEEN_BY_TABLE.values(), ids=UNSEEN_BY_TABLE.keys())
def test_what_the_style_of_a_table_hides_is_dropped(of_style: str, of_run: str) -> None:
    check_dropped(DocumentKind.DOCX, make_docx(attack=add_table_style(of_style, of_run)), make_docx())


SEEN = {
    "a colour of the theme": write(paragraph('<w:color w:val="FFFFFF" w:themeColor="text1"/>')),
    "condensed a little": write(paragraph('<w:spacing w:val="-20"/>')),
    "raised a little": write(paragraph('<w:position w:val="12"/>')),
    "exact lines": write(paragraph(own='<w:spacing w:line="240" w:lineRule="exact"/>')),
    "a hanging indent": write(paragraph(own='<w:ind w:left="720" w:hanging="720"/>')),
    "outlined letters": write(
        paragraph(
            "<w14:textFill><w14:noFill/></w14:textFill><w14:textOutline w14:w=\"9525\"><w14:solidFill>"
            '<w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textOutline>'
        )
    ),
    "in another row than the style hides": add_table_style(LAST_ROW.format("<w:rPr><w:vanish/></w:rPr>")),
    "white in a dark box": write(box(paragraph(WHITE), DARK_FILL)),
    "white in an old dark shape": write(shape("width:90pt;height:20pt", 'fillcolor="#203040"', WHITE)),
    "white on a dark band": write(box("", DARK_FILL, BAND, behind=1) + paragraph(WHITE)),
    "white in the first row of a style": add_table_style(FIRST_ROW.format(DARK), WHITE),
    "white on a dark pattern": write(
        paragraph(f'{WHITE}<w:shd w:val="pct90" w:color="000000" w:fill="FFFFFF"/>')
    ),
    "a branch that is understood": write(choose(run(), run())),
    "a box that is understood": write(
        choose(box(paragraph())[5:-6], shape("width:90pt;height:20pt")[5:-6])
    ),
    "what a reader falls back to": write(choose(run(text="Rust"), run(), needs="w99")),
    "the result of a field": write(field(run(text=" "), run())),
}  # fmt: skip


@pytest.mark.parametrize("add", SEEN.values(), ids=SEEN.keys())
def test_what_word_shows_stays(add: Callable[[WordDocument], None]) -> None:
    resume = parse(DocumentKind.DOCX, make_docx(attack=add))
    assert resume.skills == ("Python", "SQL", "Docker", "Kubernetes", "Rust", "Haskell")
    assert resume.source.problems == ()


ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" office:version="1.2">'
    '<office:automatic-styles><style:style style:name="S" style:family="paragraph">{style}</style:style>'
    "</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
    "</office:document-content>"
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
STYLED = f'<text:p text:style-name="S">{HIDDEN}</text:p>'
SECTION = (
    '<text:section text:name="s" text:display="{}" text:condition="ooow:{}">'
    + f"<text:p>{HIDDEN}</text:p></text:section>"
)
MARKED = f'<text:p><text:hidden-paragraph text:condition="ooow:1" text:is-hidden="true"/>{HIDDEN}</text:p>'
UNSEEN_IN_ODT = {
    "a hidden section": ("", SECTION.format("none", 0)),
    "a section hidden by a condition": ("", SECTION.format("condition", 1)),
    "a hidden paragraph": ("", MARKED),
    "letters on each other": ('<style:text-properties fo:letter-spacing="-1cm"/>', STYLED),
    "lines without a height": ('<style:paragraph-properties fo:line-height="0.01cm"/>', STYLED),
    "letters that are seen through": ('<style:text-properties loext:opacity="0%"/>', STYLED),
}  # fmt: skip


def make_odt(style: str = "", more: str = "") -> bytes:
    body = "".join(f"<text:p>{line}</text:p>" for line in LINES) + more
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT.format(style=style, body=body))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return stream.getvalue()


@pytest.mark.skipif(not is_office_installed(), reason="needs LibreOffice")
@pytest.mark.parametrize(("style", "more"), UNSEEN_IN_ODT.values(), ids=UNSEEN_IN_ODT.keys())
def test_what_libreoffice_does_not_show_is_dropped(style: str, more: str) -> None:
    check_dropped(DocumentKind.ODT, make_odt(style, more), make_odt())


@pytest.mark.skipif(not is_office_installed(), reason="needs LibreOffice")
def test_a_section_whose_condition_is_not_met_stays() -> None:
    resume = parse(DocumentKind.ODT, make_odt(more=SECTION.format("condition", 0)))
    assert resume.skills == ("Python", "SQL", "Docker", "Kubernetes", "Rust", "Haskell")
    assert resume.source.problems == ()
