"""Makes files that are bad in every way we know: damaged, huge, lying, hostile, or simply no resumes.

Run `python tests/parser/bad_files.py FOLDER` to write them down; the tests make them in memory.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shared.contracts.document import Document
from shared.errors import InvalidInput
from shared.reference.document_kinds import detect_kind, is_encrypted_office
from tests.parser import bad_archives, bad_pdfs, bad_pictures, bad_texts

READ = "read"
"""The answer for a file that is read after all, as a resume."""

HEAVY = "document_too_heavy"


@dataclass(frozen=True, slots=True)
class BadFile:
    """A file and the answers that are right for it: codes of problems, or `READ`.

    `needs_sandbox`: reading it in this process may take over 5 s or 300 MB.
    """

    make: Callable[[], bytes]
    answers: frozenset[str]
    needs_sandbox: bool = False


def _bad(make: Callable[[], bytes], *answers: str, needs_sandbox: bool = False) -> BadFile:
    allowed = {*answers, HEAVY} if needs_sandbox else {*answers}
    return BadFile(make, frozenset(allowed), needs_sandbox)


BAD_FILES: dict[str, BadFile] = {
    # Nothing in it, or not what it seems.
    "empty": _bad(lambda: b"", "empty_document"),
    "blanks": _bad(lambda: b" \r\n\t" * 1000, "empty_document"),
    "one NUL": _bad(lambda: b"\0", "unsupported_kind"),
    "program": _bad(lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, "unsupported_kind"),
    "exe": _bad(
        lambda: b"MZ\x90\0\3" + b"This program cannot be run in DOS mode.\0" * 50, "unsupported_kind"
    ),
    "music": _bad(lambda: b"ID3\x03\0\0\0\0" + bytes(range(256)) * 40, "unsupported_kind"),
    "zip": _bad(lambda: bad_archives.make_zip({"readme.txt": b"hello"}), "unsupported_kind"),
    "xlsx": _bad(lambda: bad_archives.make_zip({"xl/workbook.xml": b"<x/>"}), "unsupported_kind"),
    "pptx": _bad(lambda: bad_archives.make_zip({"ppt/presentation.xml": b"<x/>"}), "unsupported_kind"),
    "OLE rubbish": _bad(bad_archives.make_ole_rubbish, "unsupported_kind"),
    "OLE that names a Word stream": _bad(
        bad_archives.make_false_doc, "damaged_document", "not_a_resume", "empty_document", "office_missing"
    ),
    "RTF of braces": _bad(
        lambda: b"{\\rtf1" + b"{" * 200_000,
        "damaged_document",
        "empty_document",
        "not_a_resume",
        "office_missing",
        needs_sandbox=True,
    ),
    "RTF of a huge table": _bad(
        bad_texts.make_rtf_table,
        "damaged_document",
        "not_a_resume",
        "empty_document",
        "too_much_text",
        "office_missing",
        needs_sandbox=True,
    ),
    "too large": _bad(lambda: b"%PDF-1.7\n" + b"0" * (50 * 2**20), "document_too_large"),
    "50 MB of text": _bad(lambda: b"resume " * (50 * 2**20 // 7), "document_too_large"),
    "9 MB of text": _bad(lambda: b"resume " * (9 * 2**20 // 7), "too_much_text"),
    # PDF.
    "PDF header only": _bad(lambda: b"%PDF-1.7\n", "damaged_document"),
    "PDF cut short": _bad(bad_pdfs.make_cut_short, "damaged_document"),
    "PDF without its table": _bad(bad_pdfs.make_without_table, READ),
    "PDF with a wrong table": _bad(bad_pdfs.make_with_wrong_table, READ),
    "PDF behind a password": _bad(bad_pdfs.make_encrypted, "encrypted"),
    "PDF of 0 pages": _bad(bad_pdfs.make_no_pages, "empty_document", "damaged_document"),
    "PDF of 10,000 pages": _bad(lambda: bad_pdfs.make_many_pages(10_000), "too_many_pages"),
    "PDF that claims a billion pages": _bad(
        bad_pdfs.make_false_count, "too_many_pages", "damaged_document", "empty_document", READ
    ),
    "PDF whose page tree is a circle": _bad(
        bad_pdfs.make_page_circle, "damaged_document", "empty_document", "too_many_pages"
    ),
    "PDF stream of 1 GB": _bad(
        bad_pdfs.make_inflating_stream,
        "damaged_document",
        "empty_document",
        "needs_ocr",
        "not_a_resume",
        "too_much_text",
        needs_sandbox=True,
    ),
    "PDF packed twice": _bad(
        bad_pdfs.make_packed_twice,
        "damaged_document",
        "empty_document",
        "needs_ocr",
        "not_a_resume",
        "too_much_text",
        needs_sandbox=True,
    ),
    "PDF of nested arrays": _bad(bad_pdfs.make_nested_arrays, "damaged_document", "empty_document", READ),
    "PDF of nested dictionaries": _bad(
        bad_pdfs.make_nested_dictionaries, "damaged_document", "empty_document", READ
    ),
    "PDF whose form draws itself": _bad(bad_pdfs.make_recursive_form, READ, "damaged_document"),
    "PDF whose forms multiply": _bad(
        bad_pdfs.make_multiplying_forms, READ, "damaged_document", "too_much_text", needs_sandbox=True
    ),
    "PDF page as large as a town": _bad(bad_pdfs.make_giant_page, READ),
    "PDF page of user units": _bad(bad_pdfs.make_user_units, READ),
    "PDF page with negative edges": _bad(bad_pdfs.make_negative_box, READ),
    "PDF page of no size": _bad(
        bad_pdfs.make_empty_box, READ, "damaged_document", "not_a_resume", "empty_document"
    ),
    "PDF of a million lines drawn": _bad(bad_pdfs.make_many_paths, READ, needs_sandbox=True),
    "PDF of 350,000 letters": _bad(bad_pdfs.make_many_letters, "too_much_text"),
    "PDF of a thousand fonts": _bad(bad_pdfs.make_many_fonts, READ, "not_a_resume"),
    "PDF whose fonts name no letters": _bad(bad_pdfs.make_unmapped_fonts, "needs_ocr", "not_a_resume", READ),
    "PDF with a script": _bad(bad_pdfs.make_with_actions, READ),
    "PDF with a file in it": _bad(bad_pdfs.make_with_attachment, READ),
    "PDF with rubbish before it": _bad(bad_pdfs.make_after_rubbish, READ),
    "PDF and ZIP at once": _bad(bad_pdfs.make_pdf_and_zip, READ),
    "PDF and HTML at once": _bad(bad_pdfs.make_html_and_pdf, "not_a_resume", "empty_document", READ),
    "PDF of rectangles": _bad(bad_pdfs.make_only_shapes, "needs_ocr", "not_a_resume"),
    # Archives.
    "DOCX cut short": _bad(bad_archives.make_cut_short, "damaged_document"),
    "DOCX with bytes changed": _bad(bad_archives.make_changed, "damaged_document"),
    "DOCX behind a password": _bad(bad_archives.make_encrypted, "encrypted"),
    "DOCX of one letter, 200 MB long": _bad(bad_archives.make_bomb, "document_too_large"),
    "DOCX of 20,000 entries": _bad(bad_archives.make_many_entries, HEAVY),
    "DOCX with a bomb inside": _bad(bad_archives.make_nested_bomb, READ, "document_too_large"),
    "DOCX that lies about sizes": _bad(
        bad_archives.make_lying_sizes, "damaged_document", "document_too_large"
    ),
    "DOCX of entities": _bad(
        bad_archives.make_entity_bomb, "damaged_document", "not_a_resume", "empty_document", READ
    ),
    "DOCX that asks for a file": _bad(bad_archives.make_file_request, "damaged_document", READ),
    "DOCX nested deep": _bad(bad_archives.make_deep_xml, "damaged_document", "empty_document"),
    "DOCX without its text": _bad(
        lambda: bad_archives.make_zip({"word/document.xml": b""}), "damaged_document"
    ),
    "ODT that is none": _bad(
        bad_archives.make_false_odt, "damaged_document", "empty_document", "not_a_resume", "office_missing"
    ),
    "ODT behind a password": _bad(bad_archives.make_encrypted_odt, "encrypted"),
    # Pictures.
    "a cat": _bad(bad_pictures.make_cat, "not_a_resume", "needs_ocr"),
    "a cat in a PDF": _bad(bad_pictures.make_cat_pdf, "not_a_resume", "needs_ocr"),
    "PNG of 100,000 x 100,000": _bad(bad_pictures.make_huge_header, HEAVY),
    "PNG of 20,000 x 20,000": _bad(bad_pictures.make_huge_picture, HEAVY),
    "PNG cut short": _bad(bad_pictures.make_cut_short, "damaged_document", "needs_ocr"),
    "TIFF of 5,000 pages": _bad(bad_pictures.make_many_pages, "too_many_pages"),
    "GIF and script at once": _bad(lambda: b"GIF89a\x01\0\x01\0/*\0*/=1;alert(1)", "unsupported_kind"),
    # HTML, JSON and texts.
    "HTML nested deep": _bad(
        lambda: b"<html><body>" + b"<div>" * 100_000 + b"x",
        "empty_document",
        "not_a_resume",
        "damaged_document",
    ),
    "HTML of a script": _bad(
        lambda: b"<html><body><script>document.write('resume')</script></body></html>", "empty_document"
    ),
    "HTML of 20,000 style rules": _bad(bad_texts.make_style_bomb, READ),
    "JSON nested deep": _bad(
        lambda: b'{"position": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "damaged_document",
        "unsupported_kind",
    ),
    "JSON cut short": _bad(lambda: b'{"full_name": "Ivan", "experience": [', "unsupported_kind"),
    "JSON of no number": _bad(lambda: b'{"position": "QA", "age": NaN}', "invalid_resume_fields", READ),
    "JSON of a number of 10,000 digits": _bad(
        lambda: b'{"age": ' + b"9" * 10_000 + b"}", "damaged_document", "unsupported_kind"
    ),
    "JSON of several resumes": _bad(
        lambda: b'[{"key_skills": "SQL"}, {"key_skills": "Go"}]', "several_resumes"
    ),
    "XML of entities": _bad(bad_texts.make_entity_xml, "unsupported_kind"),
    "XHTML that asks for a file": _bad(
        bad_texts.make_file_request, "not_a_resume", "damaged_document", "empty_document"
    ),
    "text with NULs": _bad(lambda: bad_texts.RESUME.replace(" ", "\0").encode(), "unsupported_kind"),
    "text of broken UTF-8": _bad(
        lambda: bad_texts.RESUME.encode() + b"\xed\xa0\x80\xff", "unsupported_kind", "not_a_resume", READ
    ),
    "text written backwards": _bad(
        f"\u202e{bad_texts.RESUME[::-1]}\u202c".encode, "not_a_resume", "unsupported_kind"
    ),
    "text in KOI8-R": _bad(lambda: bad_texts.RUSSIAN_RESUME.encode("koi8-r"), READ),
    "text in CP866": _bad(lambda: bad_texts.RUSSIAN_RESUME.encode("cp866"), READ),
    "text in Windows-1251": _bad(lambda: bad_texts.RUSSIAN_RESUME.encode("cp1251"), READ),
    "text in UTF-16": _bad(lambda: bad_texts.RUSSIAN_RESUME.encode("utf-16"), READ),
    "one line of 150,000 letters": _bad(lambda: b"a" * 150_000, "not_a_resume"),
    **{name: _bad(text.encode, "not_a_resume") for name, text in bad_texts.NO_RESUMES.items()},
}


def answer_of(content: bytes, parse: Callable[[Document], object]) -> str:
    """What a person would be told: the code of the problem, or `READ`."""
    if not content.strip():
        return "empty_document"
    kind = detect_kind(content)
    if kind is None:
        return "encrypted" if is_encrypted_office(content) else "unsupported_kind"
    try:
        parse(Document(kind=kind, content=content))
    except InvalidInput as refusal:
        return refusal.problem.code
    return READ


def main(folder: Path) -> None:
    """Write all files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, bad in BAD_FILES.items():
        (folder / name.replace(" ", "-")).write_bytes(bad.make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
