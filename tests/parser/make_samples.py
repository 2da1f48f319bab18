"""Writes the documents of `samples/`: resumes of made-up people, in several formats.

Run `python tests/parser/make_samples.py`; the files come out the same each time, but for the DOCX's dates.
"""

import io
import json
from pathlib import Path

from docx import Document as WordDocument
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.parser.hh_drawing import HhLook, draw_hh_pdf, wrap_text
from tests.parser.sample_people import ANALYST, LEAD, PYTHON_DEVELOPER, TESTER

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def make_word_resume(paragraphs: tuple[tuple[str, str], ...]) -> bytes:
    """A free-form DOCX of (style, text): name, title, text or item."""
    document = WordDocument()
    for style, text in paragraphs:
        paragraph = document.add_paragraph(style="List Bullet" if style == "item" else None)
        run = paragraph.add_run(text)
        run.bold = style in ("name", "title", "job")
        run.font.size = Pt({"name": 20, "title": 14}.get(style, 11))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_plain_pdf(paragraphs: tuple[tuple[str, str], ...]) -> bytes:
    """A free-form PDF in one of the fonts that every reader has, so in Latin letters only."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    y = A4[1] - 60
    for style, text in paragraphs:
        font = "Helvetica-Bold" if style in ("name", "title", "job") else "Helvetica"
        size = {"name": 22, "title": 13}.get(style, 10)
        y -= {"name": 10, "title": 26, "job": 18}.get(style, 14) - 10
        for line in wrap_text(f"• {text}" if style == "item" else text, font, size, 480):
            canvas.setFont(font, size)
            canvas.drawString(60, y, line)
            y -= size + 4
    canvas.save()
    return stream.getvalue()


def make_samples() -> dict[str, bytes]:
    """All samples by file name."""
    return {
        "middle-python-developer.pdf": draw_hh_pdf(PYTHON_DEVELOPER, HhLook(metro="Сокольники")),
        "senior-data-analyst.docx": make_word_resume(ANALYST),
        "junior-qa-engineer.pdf": make_plain_pdf(TESTER),
        "lead-java-developer.json": json.dumps(LEAD, ensure_ascii=False, indent=1).encode(),
    }


def main() -> None:
    """Write all samples."""
    SAMPLES.mkdir(exist_ok=True)
    for name, content in make_samples().items():
        (SAMPLES / name).write_bytes(content)


if __name__ == "__main__":
    main()
