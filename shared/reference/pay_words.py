"""Words of money: which currency, for what time, before or after tax, in thousands. For any spelling."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from shared.reference.text import fold

Period = Literal["hour", "day", "week", "month", "year"]

_NO_LETTER = r"(?<![^\W\d_])"  # before a short word: a digit may stand there, as in "80к"
# Patterns for folded text. The Belarusian rouble stands before the rouble: "белорусских рублей".
CURRENCY_WORDS = MappingProxyType(
    {
        "USD": r"\$|usd[tc]?(?![a-z])|доллар\w*|dollars?|бакс\w*|у\. ?е\.?|(?<!\w)уе(?!\w)|(?<!\w)дол(?!\w)",
        "EUR": r"€|eur(?:o|os)?(?![a-z])|евро(?!\w)",
        "GBP": r"£|gbp(?![a-z])|фунт\w* стерлинг\w*",
        "KZT": rf"₸|kzt(?![a-z])|тенге|{_NO_LETTER}тг(?!\w)",
        "BYN": rf"by[nr](?![a-z])|бел\w*\.? ?руб\w*|{_NO_LETTER}б\.? ?р(?:уб)?\.?(?!\w)|{_NO_LETTER}br(?!\w)",
        "UAH": r"₴|uah(?![a-z])|грн|гривн\w*|гривен",
        "UZS": rf"uzs(?![a-z])|{_NO_LETTER}сум(?:ов|а|ы)?(?!\w)|so['ʻ’`]?m(?!\w)",
        "KGS": rf"kgs(?![a-z])|{_NO_LETTER}сом(?:ов|а|ы)?(?!\w)",
        "GEL": r"₾|gel(?![a-z])|(?<!\w)лари(?!\w)",
        "AZN": r"₼|azn(?![a-z])|манат\w*",
        "AMD": r"֏|amd(?![a-z])|драм(?:ов|а|ы)?(?!\w)",
        "RUB": (
            rf"₽|ru[br](?:l\w*|s)?(?![a-z])|roubles?|руб\w*"
            rf"|{_NO_LETTER}т\.? ?р(?!\w)|{_NO_LETTER}[рpr]\.?(?!\w)"
        ),
    }
)
PERIOD_WORDS: MappingProxyType[Period, str] = MappingProxyType(
    {
        "hour": r"час(?!т)\w*|/ ?ч(?!\w)|hour\w*|/ ?hr?(?!\w)|(?<!\w)(?:ph|hr)(?!\w)",
        "day": r"(?<!\w)(?:день|дн\w{0,2}|сутки|смен[ау])(?!\w)|(?<!\w)day(?!\w)|daily",
        "week": r"недел\w*|(?<!\w)нед(?!\w)|week\w*",
        "year": r"(?<!\w)год(?:а|овых)?(?!\w)|year\w*|annual\w*|per annum|(?<!\w)p\.a\.|/ ?yr?(?!\w)",
        "month": r"(?<!\w)мес\w*|month\w*|/ ?mo?(?!\w)|ежемесячн\w*",
    }
)
GROSS_WORDS = (
    r"gross|(?<!\w)гросс?(?!\w)|брутто|грязными|до (?:вычета|ндфл)|до (?:уплаты )?налог\w*"
    r"|before tax\w*|pre-tax"
)
NET_WORDS = (
    r"(?<![^\W\d_])net(?:to)?(?!\w)|нетто|на руки|чистыми|(?<!\w)нэт(?!\w)"
    r"|после (?:вычета|уплаты|налог\w*)|after tax\w*"
)
THOUSAND_WORDS = rf"тыс\w*|тысяч\w*|thousand\w*|{_NO_LETTER}т\.? ?р(?![а-я])|{_NO_LETTER}[kк](?!\w)"

_CURRENCIES = MappingProxyType({code: re.compile(words) for code, words in CURRENCY_WORDS.items()})
_PERIODS: MappingProxyType[Period, re.Pattern[str]] = MappingProxyType(
    {period: re.compile(words) for period, words in PERIOD_WORDS.items()}
)
_GROSS = re.compile(GROSS_WORDS)
_NET = re.compile(NET_WORDS)
_THOUSANDS = re.compile(THOUSAND_WORDS)
# The code or the sign of a currency that no table has.
_FOREIGN_CODES = "aed cny czk ils inr jpy mdl pln rsd sgd thb tjs try vnd zl"
_FOREIGN = re.compile(rf"[¥₺₪₹฿₩₫]|(?<![a-z])(?:{_FOREIGN_CODES.replace(' ', '|')})(?![a-z])|zł|юан|лир(?!и)")


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """What words around an amount say; None and empty where they say nothing.

    Attributes:
        currencies: ISO codes, in the order of the text.
        is_foreign: another currency is named, which we have no rate of.
    """

    currencies: tuple[str, ...]
    period: Period | None
    gross: bool | None
    in_thousands: bool
    is_foreign: bool


def name_period(raw: str | None) -> Period | None:
    """The period that a source names by our own word for it; None for any other word."""
    return next((period for period in PERIOD_WORDS if period == raw), None)


def read_money_words(raw: str) -> MoneyWords:
    """Read the words around an amount, as in a table's column for the currency.

    Example:
        >>> read_money_words("тыс. руб/мес на руки")
        MoneyWords(currencies=('RUB',), period='month', gross=False, in_thousands=True, is_foreign=False)
    """
    folded = fold(raw)
    rest, places = folded, {}
    for code, words in _CURRENCIES.items():
        found = words.search(rest)
        if found:
            places[code] = found.start()
            rest = words.sub(lambda match: " " * len(match[0]), rest)
    period = next((name for name, words in _PERIODS.items() if words.search(folded)), None)
    gross = True if _GROSS.search(folded) else False if _NET.search(folded) else None
    return MoneyWords(
        currencies=tuple(sorted(places, key=lambda code: places[code])),
        period=period,
        gross=gross,
        in_thousands=_THOUSANDS.search(folded) is not None,
        is_foreign=_FOREIGN.search(folded) is not None,
    )
