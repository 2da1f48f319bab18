"""Short and other names of rated companies. Rather none than one that means somebody else."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from shared.reference.companies import NAMES_OF_MANY, company_aliases, company_key
from shared.reference.places import RegionGroup, region_group

# What is no other name: "Континент (торгово-логистическая компания)", "Даная (ИП Карапетян)",
# "МФЦ (Свердловская область)", "Казанский (Приволжский) университет".
_DESCRIPTION = re.compile(
    r"\(\s*(?:[a-zа-яё]|ИП\b)[^()]*\)|\([^()]*\b(?:область|край|республика)\b[^()]*\)|\([^()]*\)(?=.*\w)"
)
_LARGE_CITIES = (RegionGroup.MOSCOW, RegionGroup.PETERSBURG, RegionGroup.MILLION_CITY)
_ENOUGH_LETTERS = 5
_LEAST_LETTERS = 3


def find_owners(names: Iterable[str]) -> Mapping[str, str]:
    """The aliases that can mean one company only.

    Args:
        names: of all rated companies.

    Returns:
        Key of an alias -> key of the company that it means.
    """
    names = list(names)
    known = {company_key(name) for name in names}
    owners = defaultdict(set)
    for name in names:
        for alias in _telling_aliases(name, known):
            owners[alias].add(company_key(name))
    return {alias: next(iter(keys)) for alias, keys in owners.items() if len(keys) == 1}


def _telling_aliases(name: str, known: Collection[str]) -> Collection[str]:
    """What a company is called beside its whole name, without what may mean another one."""
    whole = company_key(name)
    cleaned = _DESCRIPTION.sub(" ", name)
    first = company_key(cleaned.partition("(")[0])
    found = {company_key(cleaned), *company_aliases(cleaned)} - {whole, ""}
    others = [f" {key} " for key in known if key != whole]
    return [
        alias
        for alias in found
        if _is_telling(alias, found - {alias})
        # "Альфа" may mean any of a dozen. But who is called "ПСБ" first of all is ПСБ.
        and ((_is_abbreviated(alias, found - {alias}) and alias == first) or not _is_part(alias, others))
    ]


def _is_telling(alias: str, others: Collection[str]) -> bool:
    if alias in NAMES_OF_MANY or region_group(alias) in _LARGE_CITIES:
        return False
    return len(_letters(alias)) >= _ENOUGH_LETTERS or _is_abbreviated(alias, others)


def _is_abbreviated(alias: str, others: Collection[str]) -> bool:
    """Whether it stands for one of these: "ПСБ" for "Промсвязьбанк", but not "JCB", which "Лонмади" sells."""
    short = _letters(alias)
    return _LEAST_LETTERS <= len(short) < _ENOUGH_LETTERS and any(
        _abbreviates(short, _letters(one)) for one in others
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _abbreviates(short: str, long: str) -> bool:
    remaining = iter(long)
    return all(letter in remaining for letter in short)


def _is_part(alias: str, padded_keys: Iterable[str]) -> bool:
    return any(f" {alias} " in key for key in padded_keys)
