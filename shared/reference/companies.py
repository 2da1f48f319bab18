"""Company names: what makes two spellings the same company."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from shared.reference.text import fold

_LEGAL_FORMS = re.compile(
    r"(?<!\w)(?:ооо|оао|пао|зао|ао|нко|гк|группа компаний|ип|фгуп|llc|ltd|inc|gmbh|plc|group"
    r"|общество с ограниченной ответственностью|индивидуальный предприниматель"
    r"|(?:(?:не)?публичное |открытое |закрытое )?акционерное общество)(?!\w)\.?"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NOTHING = re.compile(r"[\"'«»“”„()\[\],.]")
_SPACES = re.compile(r"[\s\-–—_]+")


@dataclass(frozen=True)
class CompanyMatch:
    """An index entry that a name was recognised as."""

    key: str
    matched_by: Literal["exact", "alias", "fuzzy"]


def company_key(name: str) -> str:
    """A company's name without quotes, legal form, case and punctuation.

    Example:
        >>> company_key('ООО "Ромашка-Софт"')
        'ромашка софт'
    """
    folded = _NOTHING.sub(" ", fold(name))
    without_form = _SPACES.sub(" ", _LEGAL_FORMS.sub(" ", folded)).strip()
    return without_form or _SPACES.sub(" ", folded).strip()


def company_aliases(name: str) -> tuple[str, ...]:
    """Further keys of a company: its name without its brackets, and the one name in them.

    Example:
        >>> company_aliases("ПСБ (Промсвязьбанк)")
        ('псб', 'промсвязьбанк')
    """
    bracketed = [inner for inner in _BRACKETS.findall(name) if "," not in inner]
    keys = (company_key(part) for part in (_BRACKETS.sub(" ", name), *bracketed))
    return tuple(dict.fromkeys(key for key in keys if key and key != company_key(name)))


def match_company(name: str, keys: Iterable[str] | Mapping[str, object]) -> CompanyMatch | None:
    """Recognise a name among the keys of an index.

    The whole name must match, or the part before a bracket: "МТС (Аутсорс)" is МТС.
    """
    known = keys if isinstance(keys, Mapping) else set(keys)
    exact = company_key(name)
    if exact in known:
        return CompanyMatch(exact, "exact")
    before_bracket = company_key(name.partition("(")[0])
    if before_bracket and before_bracket in known:
        return CompanyMatch(before_bracket, "alias")
    return None
