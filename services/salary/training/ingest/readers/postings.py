"""Postings of the scraper: the lines of `attesta scrape ... --out rows.jsonl`."""

from collections.abc import Mapping

from services.salary.training.ingest.readers.hh import strip_markup
from services.salary.training.ingest.readers.telegram import read_post
from services.salary.training.ingest.vacancy import Vacancy, read_month, tidy
from shared.reference.pay import StatedPay
from shared.reference.pay_words import name_period

_TELEGRAM = "telegram:"

Record = Mapping[str, object]


def is_posting(record: Record) -> bool:
    """Whether a record is a line of the scraper's output."""
    return {"source", "external_id", "text"} <= record.keys()


def read_posting(record: Record) -> list[Vacancy]:
    """The vacancies of a posting: one of a board, any number of a channel's post."""
    source, text = tidy(record["source"]), record["text"]
    text = text if isinstance(text, str) else ""
    published = tidy(record.get("published_at"))
    vac_id = f"{source}:{record['external_id']}"
    if source.startswith(_TELEGRAM):
        return read_post(vac_id, source, text, published)
    gross = record.get("gross")
    stated = StatedPay(
        _number(record.get("salary_from")),
        _number(record.get("salary_to")),
        tidy(record.get("currency")) or None,
        period=name_period(tidy(record.get("salary_period"))),
        gross=gross if isinstance(gross, bool) else None,
    )
    return [
        Vacancy(
            vac_id=vac_id,
            source=source,
            title=tidy(record.get("title")),
            description=strip_markup(text),
            employer=tidy(record.get("employer")),
            city=tidy(record.get("area")),
            published_at=published or None,
            month=read_month(published),
            stated=None if stated.low is None and stated.high is None else stated,
        )
    ]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
