"""The wanted position, its specializations and the pay of an hh.ru export."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.parser.hh.layout import is_title
from services.parser.lines import Line, Word
from services.parser.tables.labels import find_currency
from shared.contracts.resume import SalaryExpectation

_AMOUNT_SIZE = 16.0
_AMOUNT_TOLERANCE = 1.5
_CURRENCY_STEP = 15.0  # points between the amount and a currency below it
_CURRENCY_X = 400.0
_ITEM = re.compile(r"^[—–•·]\s*")
_ITEMS_TITLE = re.compile(r"^(?:специализации|specializations?)\s*:?$", re.IGNORECASE)
_LABEL = re.compile(r"^[^:]{3,45}:")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person looks for."""

    position: str | None
    specializations: tuple[str, ...]
    salary: SalaryExpectation | None


def read_wanted(lines: Sequence[Line]) -> Wanted:
    """Read the section 'Желаемая должность и зарплата'; the pay may be missing."""
    words = [word for line in lines for word in line.words]
    amount = [word for word in words if _is_amount(word)]
    currency = _find_currency_words(words, amount)
    paid = {id(word) for word in (*amount, *currency)}
    rest = [Line(kept) for line in lines if (kept := tuple(w for w in line.words if id(w) not in paid))]
    return Wanted(
        position=" ".join(line.text for line in rest if is_title(line)) or None,
        specializations=tuple(_read_items(rest)),
        salary=_make_salary(amount, currency),
    )


def _is_amount(word: Word) -> bool:
    return word.bold and abs(word.size - _AMOUNT_SIZE) <= _AMOUNT_TOLERANCE


def _find_currency_words(words: Iterable[Word], amount: Sequence[Word]) -> list[Word]:
    """The words beside or below the amount: the sign, and 'на руки' behind it."""
    if not amount:
        return []
    y, page, start = amount[-1].y, amount[0].page, amount[0].x0
    return [
        word
        for word in words
        if word.page == page
        and not _is_amount(word)
        and -2 <= word.y - y <= _CURRENCY_STEP
        and word.x0 > min(start, _CURRENCY_X)
        and not word.bold
        and word.x0 > _CURRENCY_X
    ]


def _make_salary(amount: Sequence[Word], currency: Sequence[Word]) -> SalaryExpectation | None:
    in_reading_order = sorted(currency, key=lambda word: (round(word.y), word.x0))
    text = " ".join(word.text for word in (*amount, *in_reading_order))
    digits = re.sub(r"\D", "", "".join(word.text for word in amount))
    code = find_currency(re.sub(r"[\d\s]+", " ", text))
    return SalaryExpectation(amount=int(digits), currency=code) if digits and int(digits) and code else None


def _read_items(lines: Sequence[Line]) -> list[str]:
    """Items behind a dash or a bullet; a line deeper than a label and without a mark goes on with one."""
    items: list[str] = []
    for line in lines:
        if mark := _ITEM.match(line.text):
            items.append(line.text[mark.end() :])
        elif _LABEL.match(line.text) and not _ITEMS_TITLE.match(line.text):
            if items:
                break
        elif items and line.x0 > lines[0].x0 + 5:
            items[-1] += f" {line.text}"
    return [item for item in items if item]
