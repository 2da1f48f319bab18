"""How fast the parser reads PDFs: `make bench`. All figures of one run, on the same files, in one thread.

Ours is the whole way: the confined child, words, fields and their evidence. The others give plain text.
"""

import argparse
import io
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from services.parser.parse import parse_document
from services.parser.readers.limits import ParseLimits
from services.parser.sandbox.sandbox import ChildLimits, Sandbox
from shared.contracts.document import Document, DocumentKind

_ROUNDS = 5
_LONG_PAGES = 30


def main() -> None:
    """Time the readers in turns and print the median of the rounds."""
    files = [path.read_bytes() for path in _parse_arguments()]
    pages = sum(_count_pages(content) for content in files)
    with Sandbox(ParseLimits(), ChildLimits()) as sandbox:
        readers: dict[str, Callable[[bytes], object]] = {
            "pdfplumber extract_text": read_with_pdfplumber,
            "attesta parse, in the sandbox": lambda content: sandbox.parse(_document(content)),
            "attesta parse, in this process": lambda content: parse_document(_document(content)),
            "pypdfium2 plain text": read_with_pdfium,
        }
        rounds = [{name: _time(read, files) for name, read in readers.items()} for _ in range(_ROUNDS)]
    print(f"{len(files)} files, {pages} pages, the median of {_ROUNDS} rounds\n")
    slowest = median(one["pdfplumber extract_text"] for one in rounds)
    for name in readers:
        seconds = median(one[name] for one in rounds)
        print(f"{name:<32} {pages / seconds:8.1f} pages/s   x{slowest / seconds:.1f}")
    print(f"\nmemory for a document of {_LONG_PAGES} pages: {measure_memory_mb()} MB")


def read_with_pdfplumber(content: bytes) -> object:
    """The usual way to read a PDF."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [page.extract_text() for page in document.pages]


def read_with_pdfium(content: bytes) -> object:
    """The text alone: no reader that needs its layout can be faster."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def measure_memory_mb() -> int:
    """The most memory that a child needed for a long document, its libraries included."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for row, title in enumerate(("Anna Primerova", "+7 900 000-00-00", "Skills", "Python", "Experience")):
        canvas.drawString(40, 800 - 20 * row, title)
    for page in range(_LONG_PAGES):
        for row in range(10, 60):
            job = f"Python developer, Company {page}-{row}, 2019 - 2021, Kafka "
            canvas.drawString(40, 800 - 12 * row, job * 2)
        canvas.showPage()
    canvas.save()
    with Sandbox(ParseLimits(), ChildLimits()) as sandbox:
        sandbox.parse(_document(stream.getvalue()))
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def _document(content: bytes) -> Document:
    return Document(kind=DocumentKind.PDF, content=content)


def _count_pages(content: bytes) -> int:
    return len(pypdfium2.PdfDocument(content))


def _time(read: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    started = time.perf_counter()
    for content in files:
        read(content)
    return time.perf_counter() - started


def _parse_arguments() -> list[Path]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders with PDF files")
    paths = sorted(path for folder in parser.parse_args().folders for path in folder.glob("*.pdf"))
    if not paths:
        parser.error("there is no PDF in the given folders")
    return paths


if __name__ == "__main__":
    main()
