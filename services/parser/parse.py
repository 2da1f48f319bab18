"""Document -> Resume: the ordered list of what happens.

read      bytes -> words or lines        readers/, by the kind of the document
lay out   words -> header and sections   hh/ for the hh.ru export, freeform/ for everything else
fields    sections -> Resume             the same folders
JSON says its fields itself              structured/
"""

from collections.abc import Callable
from types import MappingProxyType

from services.parser.evidence import find_evidence
from services.parser.freeform.resume import read_freeform_resume
from services.parser.hh.layout import lay_out_hh
from services.parser.hh.resume import read_hh_resume
from services.parser.lines import ReadText
from services.parser.link.page import read_page
from services.parser.parsed import ParsedDocument
from services.parser.readers.html.page import read_html
from services.parser.readers.image import read_image
from services.parser.readers.limits import ParseLimits
from services.parser.readers.office import read_doc, read_odt, read_rtf
from services.parser.readers.pdf.document import read_pdf
from services.parser.readers.text import read_plain_text
from services.parser.readers.word.document import read_docx
from services.parser.structured.json import read_json_resume, read_manual_resume
from shared.contracts.document import Document, DocumentKind
from shared.contracts.resume import Course, Education, Experience, Resume, ResumeSource
from shared.errors import InvalidInput
from shared.reference.problems import problem

_DEFAULT_LIMITS = ParseLimits()
_TEXT_READERS: MappingProxyType[DocumentKind, Callable[[bytes, ParseLimits], ReadText]] = MappingProxyType(
    {
        DocumentKind.PDF: read_pdf,
        DocumentKind.DOCX: read_docx,
        DocumentKind.DOC: read_doc,
        DocumentKind.RTF: read_rtf,
        DocumentKind.ODT: read_odt,
        DocumentKind.IMAGE: read_image,
        DocumentKind.HTML: read_html,
        DocumentKind.TEXT: read_plain_text,
    }
)
_FIELD_READERS: MappingProxyType[DocumentKind, Callable[[bytes, ParseLimits], Resume]] = MappingProxyType(
    {
        DocumentKind.JSON: read_json_resume,
        DocumentKind.MANUAL: read_manual_resume,
    }
)


def parse_document(document: Document, limits: ParseLimits = _DEFAULT_LIMITS) -> ParsedDocument:
    """Read a resume out of a document. Pure: the same document gives the same resume.

    pdfium is not safe for threads: call it from one thread of a process.

    Raises:
        InvalidInput: for a document that can't be read or is no resume; its problem says why.
    """
    if not document.content.strip():
        raise InvalidInput(problem("empty_document"))
    if len(document.content) > limits.max_mb * 2**20:
        raise InvalidInput(problem("document_too_large", limit_mb=limits.max_mb))
    return _read_document(document, limits)


def _read_document(document: Document, limits: ParseLimits) -> ParsedDocument:
    if read_fields := _FIELD_READERS.get(document.kind):
        return ParsedDocument(resume=_drop_empty_entries(read_fields(document.content, limits)))
    if read_text := _TEXT_READERS.get(document.kind):
        text = read_text(document.content, limits)
        if document.kind is DocumentKind.HTML and (fields := read_page(document.content)):
            return _read_hh_page(fields, text, limits)
        return _read_resume(text, document.kind)
    raise InvalidInput(problem("link_import_unavailable"))


def _read_resume(text: ReadText, kind: DocumentKind) -> ParsedDocument:
    source = ResumeSource(kind=kind, pages=text.pages, read_by=text.read_by, problems=text.problems)
    layout = lay_out_hh(text.words)
    if layout:
        parsed = ParsedDocument(resume=read_hh_resume(layout, source))
    else:
        parsed = read_freeform_resume(text, source)
    resume = _drop_empty_entries(parsed.resume)
    return parsed.model_copy(update={"resume": _add_evidence(resume, text)})


def _read_hh_page(fields: bytes, text: ReadText, limits: ParseLimits) -> ParsedDocument:
    """A saved page of hh.ru, whose marks say what is what."""
    resume = _drop_empty_entries(read_json_resume(fields, limits))
    source = ResumeSource(kind=DocumentKind.HTML, problems=text.problems)
    return ParsedDocument(resume=_add_evidence(resume.model_copy(update={"source": source}), text))


def _add_evidence(resume: Resume, text: ReadText) -> Resume:
    source = resume.source.model_copy(update={"evidence": find_evidence(resume, text)})
    return resume.model_copy(update={"source": source})


def _drop_empty_entries(resume: Resume) -> Resume:
    """Jobs, studies and courses that say nothing would be counted by whoever reads them."""
    kept = {
        "experience": tuple(job for job in resume.experience if job != Experience()),
        "education": tuple(study for study in resume.education if study != Education()),
        "courses": tuple(course for course in resume.courses if course != Course()),
    }
    return resume.model_copy(update=kept)
