"""The real tables and posts, where they are at hand."""

import os
from pathlib import Path

import pytest

from services.salary.training.ingest.readers.telegram import read_post_record
from services.salary.training.ingest.sources import read_records, read_vacancies
from services.salary.training.ingest.stages.pay import price_vacancy
from shared.reference.pay import PayCorrection, StatedPay, judge_pay

# The table's own middle was made without the tax of rows that are marked as gross.
OTHER_MIDDLE = {PayCorrection.GROSS_TO_NET, PayCorrection.LOW_DROPPED, PayCorrection.THOUSANDS}


def find_data(*parts: str) -> Path:
    file = Path(os.environ.get("ATTESTA_DATA", "../shared/data"), *parts)
    if not file.exists():
        pytest.skip(f"the data is not here: {file} (set ATTESTA_DATA)")
    return file


def test_our_middle_is_that_of_the_table() -> None:
    rows = list(read_records(find_data("salary", "train.parquet")))
    agreed = 0
    for row in rows:
        gross = {"True": True, "False": False}.get(str(row["gross"]))
        stated = StatedPay(row["salary_from"], row["salary_to"], row["currency"], gross=gross)  # type: ignore[arg-type]
        judged = judge_pay(stated, 2024 * 12)
        middle = getattr(judged, "middle", None)
        corrections = set(getattr(judged, "corrections", ()))
        agreed += middle is not None and (
            middle == row["net_mid"] or not corrections.isdisjoint(OTHER_MIDDLE)
        )
    assert agreed / len(rows) > 0.999


def test_most_vacancies_of_the_api_with_pay_are_priced() -> None:
    rows = list(read_vacancies(find_data("hh", "vacancies_api_sample.jsonl")))
    stated = [row for row in rows if row.stated]
    priced = [row for row in stated if (kept := price_vacancy(row).vacancy) and kept.pay]
    assert len(stated) > 50
    assert len(priced) == len(stated)


def test_most_posts_of_a_channel_of_vacancies_are_read() -> None:
    records = read_records(find_data("telegram", "posts.jsonl"))
    of_channel = [record for record in records if record["channel"] == "fordev"][::4]
    rows = [row for record in of_channel for row in read_post_record(record)]
    vacancies = [row for row in rows if row.kind == "vacancy"]
    assert len(vacancies) / len(rows) > 0.85
    assert sum(bool(row.title) for row in vacancies) / len(vacancies) > 0.95
    assert sum(row.stated is not None for row in vacancies) / len(vacancies) > 0.7
