"""`attesta parse`: what the parser reads in documents, without a server."""

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attesta.home import fail, show_progress
from shared.contracts.document import Document, DocumentKind
from shared.contracts.problem import Problem
from shared.contracts.resume import Resume
from shared.errors import ChildFailed, InvalidInput, Unavailable
from shared.reference.document_kinds import identify_document
from shared.reference.problems import problem

if TYPE_CHECKING:
    from services.parser.service import ParserService

_LINK = re.compile(r"https?://|(?:[\w-]+\.)?hh\.ru/", re.IGNORECASE)


def parse(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Resumes: PDF, Word, RTF, ODT, HTML, TXT, JSON, scans; or links such as https://hh.ru/resume/…",
        ),
    ],
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="A line for each file, in order: the Resume, its problem, or the resumes of a table.",
        ),
    ] = False,
) -> None:
    """Show what is read in resumes. The exit code is 0 only if all could be read."""
    from attesta.show_resume import show_resume
    from services.parser.service import ParserService
    from services.parser.settings import ParserSettings

    failures = 0
    with ParserService(ParserSettings()) as parser:
        for number, file in enumerate(files, start=1):
            show_progress(f"[{number}/{len(files)}] {Path(file).name} …")
            outcome = _parse_file(parser, file)
            show_progress("")
            if isinstance(outcome, Problem):
                failures += 1
                print(f"{file}: {outcome.message}", file=sys.stderr)
            if as_json:
                print(_as_json(outcome), flush=True)
            elif isinstance(outcome, tuple):
                for resume in outcome:
                    print(f"── {Path(file).name}\n{show_resume(resume)}\n", flush=True)
    if failures:
        fail(f"{failures} of {len(files)} could not be read.")


def _parse_file(parser: "ParserService", file: str) -> tuple[Resume, ...] | Problem:
    """The resume of a file; all of them where the file is a table of several."""
    try:
        return _read_resumes(parser, _open_document(file))
    except InvalidInput as error:
        return error.problem
    except Unavailable:
        return problem("service_unavailable")
    except ChildFailed as error:
        print(error, file=sys.stderr)
        return problem("internal_error")


def _open_document(file: str) -> Document:
    if _LINK.match(file):
        link = file if "://" in file else f"https://{file}"
        return Document(kind=DocumentKind.LINK, content=link.encode())
    try:
        return identify_document(Path(file).read_bytes())
    except OSError as error:
        raise InvalidInput(problem("file_unreadable", reason=error.strerror or "?")) from None


def _read_resumes(parser: "ParserService", document: Document) -> tuple[Resume, ...]:
    from services.parser.structured.training_rows import read_training_rows

    try:
        return (parser.parse(document),)
    except InvalidInput as error:
        if error.problem.code != "several_resumes":
            raise
    return tuple(row.resume for row in read_training_rows(document.content))


def _as_json(outcome: tuple[Resume, ...] | Problem) -> str:
    if isinstance(outcome, Problem):
        return json.dumps({"problem": outcome.model_dump()}, ensure_ascii=False)
    if len(outcome) == 1:
        return outcome[0].model_dump_json()
    return json.dumps({"resumes": [one.model_dump(mode="json") for one in outcome]}, ensure_ascii=False)
