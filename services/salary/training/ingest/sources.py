"""Where vacancies come from: files, folders and archives of any kind, and the kind of their records."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from services.salary.training.ingest.readers import hh, postings, tables, telegram
from services.salary.training.ingest.vacancy import Vacancy
from shared.errors import InvalidInput
from shared.reference.problems import problem

Record = Mapping[str, object]
ReadRecord = Callable[[Record], Iterable[Vacancy]]

_BATCH_ROWS = 2_000

KINDS: MappingProxyType[str, tuple[Callable[[Record], bool], ReadRecord]] = MappingProxyType(
    {
        "posting": (postings.is_posting, postings.read_posting),
        "telegram": (telegram.is_post, telegram.read_post_record),
        "snippets": (tables.is_snippet_row, lambda record: (tables.read_snippet_row(record),)),
        "table": (tables.is_table_row, lambda record: (tables.read_table_row(record),)),
        "hh": (hh.is_hh, lambda record: (hh.read_hh(record),)),
    }
)
"""Kind of record -> whether a record is of it, and how it is read. The first that fits counts."""

_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".parquet", ".zip"})


def read_vacancies(path: Path, kind: str = "auto") -> Iterator[Vacancy]:
    """The vacancies of a file, a folder or a zip archive.

    Args:
        path: JSON, JSON lines, parquet, a zip of such, or a folder with any of them.
        kind: one of `KINDS`, or "auto": told by the first record of each file.

    Raises:
        InvalidInput: nothing is there that can be read, or it is of no known kind.
    """
    files = _list_files(path)
    if not files:
        raise InvalidInput(problem("no_vacancy_files", path=str(path)))
    for file in files:
        yield from _read_file(file, kind)


def _list_files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix.lower() in _SUFFIXES)
    return [path] if path.is_file() else []


def _read_file(file: Path, kind: str) -> Iterator[Vacancy]:
    read: ReadRecord | None = None
    for record in read_records(file):
        if read is None:
            read = _choose_reader(record, kind, file.name)
        yield from read(record)


def _choose_reader(record: Record, kind: str, name: str) -> ReadRecord:
    if kind != "auto":
        return KINDS[kind][1]
    for fits, read in KINDS.values():
        if fits(record):
            return read
    raise InvalidInput(problem("vacancy_kind_unknown", name=name, kinds=", ".join(KINDS)))


def read_records(file: Path) -> Iterator[Record]:
    """The records of one file, as they are stored.

    Raises:
        InvalidInput: the file is damaged.
    """
    try:
        match file.suffix.lower():
            case ".parquet":
                yield from _read_parquet(file)
            case ".zip":
                yield from _read_zip(file)
            case ".json":
                yield from _list_records(json.loads(file.read_bytes()))
            case _:
                with file.open(encoding="utf-8") as lines:
                    yield from _read_lines(lines)
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        raise InvalidInput(problem("file_unreadable", reason=f"{file.name}: {error}")) from error


def _read_parquet(file: Path) -> Iterator[Record]:
    # Heavy: only who reads tables pays for it.
    import pyarrow.parquet  # noqa: PLC0415

    for batch in pyarrow.parquet.ParquetFile(file).iter_batches(_BATCH_ROWS):
        yield from batch.to_pylist()


def _read_zip(file: Path) -> Iterator[Record]:
    with zipfile.ZipFile(file) as archive:
        for name in sorted(archive.namelist()):
            if name.lower().endswith(".json"):
                yield from _list_records(json.loads(archive.read(name)))
            elif name.lower().endswith((".jsonl", ".ndjson")):
                yield from _read_lines(archive.read(name).decode("utf-8").splitlines())


def _read_lines(lines: Iterable[str]) -> Iterator[Record]:
    for line in lines:
        if line.strip():
            yield from _list_records(json.loads(line))


def _list_records(document: object) -> list[Record]:
    """The records of a JSON document: itself, its items, or those of a page of the API's list."""
    if isinstance(document, Mapping):
        items = document.get("items")
        return _list_records(items) if isinstance(items, list) else [document]
    if isinstance(document, list):
        return [record for record in document if isinstance(record, Mapping)]
    raise ValueError("a record is no JSON object")
