"""Writes ingested vacancies, one row each: the columns of the training table and those that ingest adds."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from services.salary.training.ingest.vacancy import Vacancy
from shared.errors import InvalidInput
from shared.reference.problems import problem


def to_row(vacancy: Vacancy) -> dict[str, object]:
    """A vacancy as a flat row. Bounds are in roubles on hand a month; `net_mid` is their middle."""
    pay, stated, month = vacancy.pay, vacancy.stated, vacancy.month
    return {
        "vac_id": vacancy.vac_id,
        "source": vacancy.source,
        "title": vacancy.title,
        "role": vacancy.role or None,
        "profession": vacancy.profession,
        "grade": vacancy.grade.value if vacancy.grade else None,
        "city": vacancy.city or None,
        "employer": vacancy.employer or None,
        "experience": vacancy.experience,
        "experience_months": vacancy.experience_months,
        "schedule": vacancy.schedule,
        "employment": vacancy.employment,
        "work_format": vacancy.work_format,
        "skills": list(vacancy.skills),
        "description": vacancy.description,
        "published_at": vacancy.published_at,
        "year": None if month is None else month // 12,
        "month": month,
        "low_rub": pay.low_rub if pay else None,
        "high_rub": pay.high_rub if pay else None,
        "net_mid": pay.middle if pay else None,
        "stated_low": stated.low if stated else None,
        "stated_high": stated.high if stated else None,
        "currency": stated.currency if stated else None,
        "gross": stated.gross if stated else None,
        "corrected": list(vacancy.corrected),
        "filled": list(vacancy.filled),
    }


def write_vacancies(file: Path, vacancies: Sequence[Vacancy]) -> None:
    """Write rows as parquet or JSON lines, its folder too; while it is written the file has another name.

    Raises:
        InvalidInput: the name ends in neither ".parquet" nor ".jsonl".
    """
    writers = {".parquet": _write_parquet, ".jsonl": _write_lines}
    write = writers.get(file.suffix.lower())
    if write is None:
        raise InvalidInput(problem("output_kind_unknown", name=file.name, kinds=", ".join(writers)))
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.part")
    try:
        write(unfinished, [to_row(vacancy) for vacancy in vacancies])
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_parquet(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    # Heavy: only who writes tables pays for it.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    numbers = dict.fromkeys(
        ("experience_months", "low_rub", "high_rub", "net_mid", "stated_low", "stated_high"), pa.float64()
    )
    types = {"year": pa.int32(), "month": pa.int32(), "gross": pa.bool_()} | numbers
    types |= dict.fromkeys(("skills", "corrected", "filled"), pa.list_(pa.string()))
    names = to_row(Vacancy("", "", "")).keys()
    schema = pa.schema([(name, types.get(name, pa.string())) for name in names])
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), file, compression="zstd")


def _write_lines(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
