"""Pay in running text: "ЗП: до 450 000 р гросс", "от 200к до 300к на руки", "$60k/year". Russian and English.

Amounts are found first, then what stands around each is weighed: a word for pay before it, a currency, tax,
a period. Phones, years, hours, budgets, prices, bonuses and head counts fail that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType

from shared.reference.pay import StatedPay, normalise_pay
from shared.reference.pay_words import CURRENCY_WORDS, MoneyWords, read_money_words

MOST_LETTERS = 50_000
"""Of a text; nothing is looked for behind them."""
LEAST_CONFIDENCE = 0.27
SURE = 0.45
"""From here on a find may overrule a table's field."""

# How much each sign tells that an amount is pay, in hundredths.
_WEIGHTS = MappingProxyType(
    {
        "label": 26,
        "currency": 22,
        "tax": 14,
        "period": 11,
        "range": 8,
        "thousands": 8,
        "grouped": 6,
        "bound": 5,
    }
)
_LINE_WEIGHT = 15  # of a line that begins with a bound or a range of large amounts, as a posting's pay does

_LABEL = re.compile(
    r"(?<!\w)(?:з ?[/.\\]? ?п(?:лат\w*)?(?!\w)|зар\.? ?плат\w*|заработн\w+ плат\w*|зарплатн\w+|вилк\w*"
    r"|[оo][кk]лад\w*|доход\w*|salary|remuneration"
    r"|pay(?:ment|check)?(?= ?:)|income|wage"
    r"|(?:оплат\w*(?: труда)?|вознаграждени\w*|компенсаци\w*|compensation|(?:hourly )?rate|платим"
    r"|ставк\w*(?: в час)?|ожидани\w+|бюджет\w*)(?= ?(?:[:—–-]|от\s|до\s|по\s)))|[💰💵💸💶💷💲🤑💳]",
    re.IGNORECASE,
)
# What an amount is when it is no pay. The nearest word before it decides, or one right behind it.
_NO_PAY_BEFORE = re.compile(
    r"(?<!\w)(?:оборот\w*|выручк\w*|инвестиц\w*|привлек\w*|раунд\w*|капитализаци\w*|призов\w+|приз(?:ы|ов)?"
    r"|прем\w+|бонус\w*|bonus\w*|подар\w+|скидк\w*|стоимост\w*|цен[аыу]|стоит|обход\w+ся|штраф\w*|рефера\w+|referral"
    r"|привед\w+|рекоменд\w+|компенс\w+ (?!от|до)\w+|дмс|обучени\w*|спорт\w*|сертификат\w*|аудитори\w*"
    r"|охват\w*|подписчик\w*|процент\w*|revenue|turnover|funding|raised|invest\w+|prize\w*|worth|price\w*"
    r"|budget of|подъемн\w+|релокацион\w+|relocation (?:bonus|package)|опцион\w*"
    r"|доплат\w+|надбавк\w*|курс\w*)(?!\w)",
    re.IGNORECASE,
)
_COUNTED = (
    r"(?:%|процент\w*|(?:человек|чел|сотрудник|клиент|пользовател|подписчик|компани|проект|магазин|город|стран|строк"
    r"|запрос|раз|календарн\w*|рабоч\w*|лет|года?|месяц(?:а|ев)|час(?:а|ов)|дн(?:я|ей)|минут|км|шт|rps|users?"
    r"|people|employees|customers|years?|months|hours|days|тест|заказ|кандидат|вакансий)(?!\w)|бонусн\w*)"
)
_PAID_ONCE = (
    r"(?:за (?:проект|задач|фото|стат|макет|видео|рекоменд|друга|привед|кандидат|закрыт|лид|заявк)"
    r"|единоразов|разово|(?:на|за) (?:обучени|спорт|питани|релокаци|технику|оборудовани))"
)
_NO_PAY_BEHIND = re.compile(
    rf"^ ?(?:[₽$€]|руб\w*\.?|р\.?)? ?{_COUNTED}|^[^,;]{{0,18}}?(?<!\w){_PAID_ONCE}", re.IGNORECASE
)
_BILLIONS = re.compile(r"^ ?(?:млрд|миллиард|bn|billion|mm(?!\w))", re.IGNORECASE)
_MILLION = re.compile(r"м|m", re.IGNORECASE)

_NUMBER = r"\d{1,3}(?:[ .,'’]\d{3})+(?!\d)|\d{1,7}(?:[.,]\d{1,2}(?!\d))?"
_TIMES = r"(?:[kк](?![a-zа-я])|тыс\w*\.?|тысяч\w*|т\.? ?р(?:уб\w*)?\.?(?![а-я])|т(?![а-яa-z])\.?|thousand\w*"
_TIMES += r"|млн\.?|миллион\w*|mln|million\w*|m(?![a-z]))"
_CURRENCY = "(?:" + "|".join(CURRENCY_WORDS.values()) + ")"


def _money(number: str) -> str:
    """The pattern of one amount, its groups numbered."""
    return (
        rf"(?P<sign{number}>{_CURRENCY})? ?(?P<number{number}>{_NUMBER})"
        rf"(?: ?(?P<times{number}>{_TIMES}))?(?: ?(?P<after{number}>{_CURRENCY})\.?)?"
    )


_AMOUNT = re.compile(
    rf"(?<![\w.,\]\-#@+])(?<!\d:)"
    rf"(?:(?P<bound>от|from|до|up to|>|≥|<|≤|не менее|минимум|порядка|около|примерно|~) ?)?"
    rf"{_money('1')}(?: ?(?:gross|гросс|net|на руки)(?!\w))?"
    rf"(?: ?(?:-|до|to|по|\.\.\.?|…|,? до| и до)(?: ?до)? ?{_money('2')}(?:(?:gross|гросс|net)(?!\w))?)?"
    r"(?P<plus> ?\+)?(?![\w:%\[]| ?%)",
    re.IGNORECASE,
)
_UPPER = frozenset({"до", "up to", "<", "≤"})
_MARKS = str.maketrans(
    dict.fromkeys("–—−‒―‑", "-") | dict.fromkeys("\u00a0\u2009\u202f\u2007\u2002\u2003\t", " ")
)
_DROPPED = frozenset("*_~`\u200b\u200c\u200d\u2060\ufeff\ufe0f")
_PHONE = re.compile(
    r"\+\d[\d ().-]{8,}\d|(?<!\d)8[ (-]*\d{3}[ )-]*\d{3}[ -]*\d{2}[ -]*\d{2}(?!\d)|https?://\S+"
)
_HOURLY = re.compile(r"почасов|hourly|в час", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LONGEST_GAP = 45  # letters between the word for pay and the amount
_TAIL_LETTERS = 40
_NEAR_LETTERS = 14
_SMALLEST_BARE = 30  # a bare "10-19" is rather hours


@dataclass(frozen=True, slots=True)
class FoundPay:
    """Pay that a text states.

    Attributes:
        stated: what it says.
        start: of the words, in letters of the text; `end` behind them.
        confidence: from 0 to 1; from `SURE` on it is hardly ever wrong.
    """

    stated: StatedPay
    start: int
    end: int
    confidence: float


def find_pay(text: str) -> FoundPay | None:
    """The pay that a text states: the surest find, of equally sure ones the first; None where it states none.

    Example:
        >>> found = find_pay("Вилка 250–350 т.р. на руки, ДМС")
        >>> found.stated.low, found.stated.high, found.stated.gross
        (250000.0, 350000.0, False)
    """
    return max(find_all_pay(text), key=lambda found: found.confidence, default=None)


def find_all_pay(text: str) -> tuple[FoundPay, ...]:
    """Every statement of pay in a text, in its order."""
    cleaned, places = _clean(text[:MOST_LETTERS])
    return tuple(
        FoundPay(stated, places[start], places[end - 1] + 1, confidence)
        for start, end, stated, confidence in _find_in(cleaned)
    )


def _clean(text: str) -> tuple[str, list[int]]:
    """The text without marks of style, phones blanked; and where each of its letters stood."""
    places = [place for place, letter in enumerate(text) if letter not in _DROPPED]
    kept = "".join(text[place] for place in places).translate(_MARKS)
    return _PHONE.sub(lambda match: "#" * len(match[0]), kept), places


def _find_in(text: str) -> Iterator[tuple[int, int, StatedPay, float]]:
    line_start = 0
    head_of_next = ""
    for line in text.split("\n"):
        matches = list(_AMOUNT.finditer(line)) if _DIGIT.search(line) else []
        for match, following in zip_longest(matches, matches[1:]):
            end = following.start() if following else len(line)
            # The words before an amount may stand in the line above: "Зарплата:\n200 000".
            head = f"{head_of_next} {line[: match.start()]}" if match.start() < 3 else line[: match.start()]
            found = _read_match(match, head, line[match.end() : end], line)
            if found:
                yield line_start + match.start(), line_start + match.end(), *found
        head_of_next = line[-_LONGEST_GAP:] if line.strip() else head_of_next
        line_start += len(line) + 1


def _read_match(match: re.Match[str], head: str, tail: str, line: str) -> tuple[StatedPay, float] | None:
    """What an amount states, and how surely it is pay; None where it is none."""
    head = head[-_LONGEST_GAP:]
    is_labelled = _is_labelled(head)
    if is_labelled is None or _NO_PAY_BEHIND.search(tail) or _BILLIONS.search(tail):
        return None
    if not is_labelled and any(_MILLION.match(match[name] or "") for name in ("times1", "times2")):
        return None  # a turnover, an audience
    words = _read_words(match, tail[:_TAIL_LETTERS])
    low, high = _read_bounds(match)
    if not _is_spelled(words) and not _may_stand_bare(low, high, is_labelled):
        return None
    period = words.period or ("hour" if is_labelled and _HOURLY.search(head) else None)
    stated = StatedPay(low, high, "/".join(words.currencies) or None, period, words.gross)
    if words.is_foreign or normalise_pay(stated, None) is None:
        return None
    confidence = _weigh(match, is_labelled, words, line)
    return (stated, confidence) if confidence >= LEAST_CONFIDENCE else None


def _is_spelled(words: MoneyWords) -> bool:
    return bool(words.currencies or words.in_thousands or words.gross is not None or words.period)


def _may_stand_bare(low: float | None, high: float | None, is_labelled: bool) -> bool:
    """Whether numbers without any word may be pay: "Вилка: 280-350", "200 000 - 250 000"."""
    given = [amount for amount in (low, high) if amount is not None]
    return max(given) >= 1000 or (is_labelled and min(given) >= _SMALLEST_BARE)


def _is_labelled(head: str) -> bool | None:
    """Whether a word for pay stands before an amount; None where a word for something else stands nearer."""
    label = max((found.end() for found in _LABEL.finditer(head)), default=-1)
    other = max((found.end() for found in _NO_PAY_BEFORE.finditer(head)), default=-1)
    return None if other > label else label >= 0


def _read_words(match: re.Match[str], tail: str) -> MoneyWords:
    """The words within and behind an amount: the currency and the period must stand near."""
    near = re.split(r"[,;+]| или | or ", tail[:_NEAR_LETTERS])[0]
    inner = read_money_words(match[0])
    behind = read_money_words(near)
    further = read_money_words(re.split(r"[;]| или | or |/(?=ип|гпх)", tail, flags=re.IGNORECASE)[0])
    return MoneyWords(
        currencies=inner.currencies or behind.currencies,
        period=behind.period or inner.period,
        gross=inner.gross if inner.gross is not None else further.gross,
        in_thousands=bool(match["times1"] or match["times2"]),
        is_foreign=behind.is_foreign and not inner.currencies,
    )


def _read_bounds(match: re.Match[str]) -> tuple[float | None, float | None]:
    """The amounts, thousands multiplied; "250-350к" multiplies both."""
    times1, times2 = match["times1"], match["times2"]
    second = _multiply(_read_number(match["number2"]), times2)
    first = _read_number(match["number1"])
    first = _multiply(first, times1 or (times2 if first is not None and first < 1000 else None))
    if second is not None:
        return first, second
    is_upper = (match["bound"] or "").lower() in _UPPER
    return (None, first) if is_upper else (first, None if match["plus"] or match["bound"] else first)


def _multiply(amount: float | None, times: str | None) -> float | None:
    """The amount in units; "280 000 тыс" was meant without the word."""
    if amount is None or not times:
        return amount
    if _MILLION.match(times):
        return amount * 1_000_000
    return amount * 1000 if amount < 10_000 else amount


def _read_number(raw: str | None) -> float | None:
    if raw is None:
        return None
    groups = re.split(r"[ .,'’]", raw)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        return float("".join(groups))
    return float(raw.replace(",", "."))


def _weigh(match: re.Match[str], is_labelled: bool, words: MoneyWords, line: str) -> float:
    """How surely an amount is pay."""
    signs = {
        "label": is_labelled,
        "currency": bool(words.currencies),
        "tax": words.gross is not None,
        "period": words.period is not None,
        "range": match["number2"] is not None,
        "thousands": words.in_thousands,
        "bound": bool(match["bound"] or match["plus"]),
        "grouped": len(match["number1"]) >= 5,
    }
    weight = sum(_WEIGHTS[sign] for sign, is_there in signs.items() if is_there)
    begins_line = not any(letter.isalnum() for letter in line[: match.start()])
    is_large = signs["grouped"] or signs["thousands"]
    if begins_line and is_large and (signs["range"] or signs["bound"]):
        weight += _LINE_WEIGHT
    return min(weight, 100) / 100
