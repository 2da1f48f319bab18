"""Drops vacancies that were posted again: the same text, or nearly, of the same employer, title and city.

Nearly the same text: one-permutation MinHash over runs of four words. Source: Li, Owen and Zhang, "One
Permutation Hashing", 2012.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from services.salary.training.ingest.vacancy import Vacancy
from shared.reference.grades import stated_grade
from shared.reference.text import fold

_WORD = re.compile(r"[^\W_]+")
_LEGAL_FORM = re.compile(r"(?<!\w)(?:ооо|оао|зао|пао|ао|ип|llc|ltd|inc|гк|группа компаний)(?!\w)")
_FEWEST_WORDS = 25  # a shorter text tells too little by itself
_RUN_WORDS = 4
_BINS = 32
_BAND = 4
_LEAST_SHARE = 0.85  # of equal minima
_SAME_SHARE = 0.93  # from here on it is one text, whatever its title
_MOST_BAND_ROWS = 50  # a band that more rows share is a phrase of the trade

Signature = tuple[int, ...]


def find_duplicates(vacancies: Sequence[Vacancy]) -> dict[int, str]:
    """Which rows to drop, and why: of equal ones the fullest priced row stays, of such the first."""
    words = [_split(vacancy) for vacancy in vacancies]
    dropped: dict[int, str] = {}
    keys: tuple[tuple[str, Callable[[int], Hashable]], ...] = (
        ("same id", lambda row: vacancies[row].vac_id),
        ("same text", lambda row: _exact_key(vacancies[row], words[row])),
    )
    for reason, key in keys:
        groups: defaultdict[Hashable, list[int]] = defaultdict(list)
        for row in range(len(vacancies)):
            if row not in dropped:
                groups[key(row)].append(row)
        for rows in groups.values():
            best = max(rows, key=lambda row: (_count_known(vacancies[row]), -row))
            dropped |= dict.fromkeys([row for row in rows if row != best], reason)
    left = [row for row in range(len(vacancies)) if row not in dropped and len(words[row]) >= _FEWEST_WORDS]
    return dropped | dict.fromkeys(_find_near(vacancies, words, left), "nearly the same text")


def _split(vacancy: Vacancy) -> list[str]:
    return _WORD.findall(fold(vacancy.description))


def _exact_key(vacancy: Vacancy, words: list[str]) -> Hashable:
    """What a row that is posted again repeats; a short text repeats its pay too."""
    who = (_name(vacancy.employer), _name(vacancy.title), fold(vacancy.city))
    text = zlib.crc32(" ".join(words).encode()), len(words)
    if len(words) >= _FEWEST_WORDS:
        return (*who, *text)
    pay = (vacancy.pay.low_rub, vacancy.pay.high_rub) if vacancy.pay else None
    return (*who, *text, pay, vacancy.experience, vacancy.month)


def _name(raw: str) -> str:
    return " ".join(_WORD.findall(_LEGAL_FORM.sub(" ", fold(raw))))


def _count_known(vacancy: Vacancy) -> tuple[bool, int]:
    fields = (vacancy.employer, vacancy.city, vacancy.experience, vacancy.skills, vacancy.month)
    return vacancy.pay is not None, sum(map(bool, fields))


def _find_near(
    vacancies: Sequence[Vacancy], words: Sequence[list[str]], rows: Sequence[int]
) -> Iterator[int]:
    """Rows whose text nearly repeats that of one that stays and that offer the same job."""
    signatures: dict[int, Signature] = {}
    bands: defaultdict[tuple[int, Signature], list[int]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (_count_known(vacancies[row]), -row), reverse=True):
        signature = sign_words(words[row])
        keys = [(start, signature[start : start + _BAND]) for start in range(0, _BINS, _BAND)]
        alike = {other for key in keys for other in bands[key]}
        if any(
            (share := _share(signature, signatures[other])) >= _LEAST_SHARE
            and _is_same_job(vacancies[row], vacancies[other], share)
            for other in alike
        ):
            yield row
            continue
        signatures[row] = signature
        for key in keys:
            if len(bands[key]) < _MOST_BAND_ROWS:
                bands[key].append(row)


def sign_words(words: Sequence[str]) -> Signature:
    """The least hash of each bin of a text's runs of words: texts with equal shares of runs share as many."""
    least = [0xFFFFFFFF] * _BINS
    for start in range(max(1, len(words) - _RUN_WORDS + 1)):
        number = zlib.crc32(" ".join(words[start : start + _RUN_WORDS]).encode())
        bin_number = number % _BINS
        least[bin_number] = min(least[bin_number], number)
    return tuple(least)


def _share(one: Signature, other: Signature) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / _BINS


def _is_same_job(one: Vacancy, other: Vacancy, share: float) -> bool:
    """Whether two rows of nearly one text offer one job: nothing that both state differs.

    Who reads a post may find another title in it, but finds the same pay.
    """
    if one.pay and other.pay and one.pay.middle != other.pay.middle:
        return False
    if stated_grade(one.title) != stated_grade(other.title):
        return False
    titles, employers = (
        {_name(getattr(row, field)) for row in (one, other)} for field in ("title", "employer")
    )
    if share >= _SAME_SHARE and one.pay and other.pay and one.month == other.month:
        return True
    cities = {fold(one.city), fold(other.city)}
    return len(titles) == 1 and all(len(names - {""}) <= 1 for names in (employers, cities))
