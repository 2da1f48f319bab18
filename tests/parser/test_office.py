"""DOC, RTF and ODT are read where LibreOffice is installed; where it is not, the answer says so."""

import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from services.parser.parse import parse_document
from services.parser.readers.limits import ParseLimits
from shared.contracts.document import Document, DocumentKind
from shared.contracts.resume import Resume
from shared.errors import InvalidInput
from shared.reference.document_kinds import detect_kind
from tests.parser.bad_archives import make_docx
from tests.parser.bad_texts import RESUME, RUSSIAN_RESUME

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is missing: apt-get install libreoffice-writer-nogui"
)
RTF = b"{\\rtf1\\ansi\\ansicpg1251\\deff0{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red255\\green255\\blue255;}%s}"


def make_rtf(text: str, after: bytes = b"") -> bytes:
    letters = ("\\par\n".join(text.splitlines()) + "\\par\n").encode("cp1251")
    written = b"".join(bytes([code]) if code < 128 else b"\\'%02x" % code for code in letters)
    return RTF % (written + after)


@functools.cache
def convert(kind: str) -> bytes:
    """The DOCX of a resume in another kind, made by LibreOffice itself."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "resume.docx").write_bytes(make_docx())
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ("soffice", profile, "--headless", "--convert-to", kind, "--outdir", name, "resume.docx")
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
        return (folder / f"resume.{kind}").read_bytes()


def parse(kind: DocumentKind, content: bytes, limits: ParseLimits | None = None) -> Resume:
    return parse_document(Document(kind=kind, content=content), limits or ParseLimits()).resume


@needs_office
@pytest.mark.parametrize("kind", [DocumentKind.DOC, DocumentKind.ODT])
def test_office_documents_are_read(kind: DocumentKind) -> None:
    content = convert(kind.value)
    assert detect_kind(content) is kind
    resume = parse(kind, content)
    assert resume.full_name == "Ivan Probnikov"
    assert [(job.company, job.start) for job in resume.experience] == [("Example Labs", "2021-05")]
    assert resume.skills == ("Python", "SQL", "Docker")
    assert (resume.source.kind, resume.source.read_by) == (kind, ("libreoffice", "rules"))


@needs_office
def test_rtf_is_read_without_what_is_hidden_in_it_and_without_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TopSecretLanguage")
    field = f'{{\\field{{\\*\\fldinst INCLUDETEXT "{secret}"}}{{\\fldrslt }}}}'.encode()
    hidden = b"{\\v Kubernetes, Rust}{\\cf1 Haskell}"
    resume = parse(DocumentKind.RTF, make_rtf(RUSSIAN_RESUME, after=hidden + field))
    assert resume.full_name == "Пробников Иван"
    assert resume.skills == ("Python", "SQL", "Docker")
    assert [problem.code for problem in resume.source.problems] == ["hidden_text"]
    assert resume.source.read_by == ("libreoffice", "rules")


@needs_office
def test_no_time_is_a_typed_problem() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(DocumentKind.RTF, make_rtf(RESUME), ParseLimits(seconds=0))
    assert caught.value.problem.code == "document_too_heavy"


@pytest.mark.parametrize("kind", [DocumentKind.DOC, DocumentKind.RTF])
def test_without_the_program_the_answer_says_so(kind: DocumentKind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(InvalidInput) as caught:
        parse(kind, make_rtf(RESUME))
    assert caught.value.problem.code == "office_missing"
