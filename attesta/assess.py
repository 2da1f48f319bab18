"""`attesta assess`: sends documents through the API and shows the results."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from attesta.home import KeyOption, UrlOption, fail, find_api, show_progress
from shared.contracts.grade import Grade


def assess(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Resumes: PDF, DOCX, HTML, TXT, JSON.")
    ],
    client_name: Annotated[str | None, typer.Option("--client", help="The company that hires.")] = None,
    grade: Annotated[Grade | None, typer.Option(help="The claimed grade.", case_sensitive=False)] = None,
    vacancy: Annotated[
        Path | None, typer.Option(help="A text file: the vacancy's title in its first line, then its text.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, in the order given.")
    ] = False,
    url: UrlOption = None,
    key: KeyOption = None,
) -> None:
    """Assess resumes. The exit code is 0 only if all were assessed."""
    from attesta.client import ApiError, Client
    from attesta.show import show_assessment

    fields = _fields(client_name, grade, vacancy)
    failures = 0
    with Client(*find_api(url, key)) as client:
        for number, file in enumerate(files, start=1):
            show_progress(f"[{number}/{len(files)}] {file.name} …")
            try:
                assessment = client.assess(file.name, file.read_bytes(), fields)
            except (ApiError, OSError) as error:
                sentence = error.strerror if isinstance(error, OSError) else str(error)
                show_progress("")
                print(f"{file}: {sentence}", file=sys.stderr)
                if as_json:
                    print(json.dumps({"file": str(file), "error": sentence}, ensure_ascii=False))
                failures += 1
                continue
            show_progress("")
            failures += assessment.status != "done"
            if as_json:
                print(assessment.model_dump_json(), flush=True)
            else:
                print(f"── {file.name}\n{show_assessment(assessment)}\n", flush=True)
    if failures:
        fail(f"{failures} of {len(files)} could not be assessed.")


def _fields(client_name: str | None, grade: Grade | None, vacancy: Path | None) -> dict[str, str]:
    fields = {"client_name": client_name, "grade": grade}
    if vacancy is not None:
        title, _, description = _read_text(vacancy).strip().partition("\n")
        fields |= {"vacancy_title": title.strip(), "vacancy_description": description.strip()}
    return {name: str(value) for name, value in fields.items() if value}


def _read_text(file: Path) -> str:
    from shared.reference.document_kinds import decode_text

    try:
        text = decode_text(file.read_bytes())
    except OSError as error:
        fail(f"Can't read {file}: {error.strerror}.")
    if text is None:
        fail(f"Can't read {file}: it is no text, or one in an unknown encoding.")
    return text
