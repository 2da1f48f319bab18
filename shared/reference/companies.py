"""Company names: what makes two spellings the same company."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from shared.reference.company_spelling import differ_in_a_letter, other_spellings, sound_of
from shared.reference.text import fold

_LEGAL_FORMS = re.compile(
    r"(?<!\w)(?:ооо|оао|пао|зао|ао|нко|гк|группа компаний|ип|фгуп|llc|ltd|inc|gmbh|plc|group"
    r"|общество с ограниченной ответственностью|индивидуальный предприниматель"
    r"|(?:(?:не)?публичное |открытое |закрытое )?акционерное общество)(?!\w)\.?"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NOTHING = re.compile(r"[\"'«»“”„()\[\],.]")
_SPACES = re.compile(r"[\s\-–—_]+")


# Words that so many firms are called that one of them alone tells nobody from the others.
_NAMES_OF_MANY = """
    alliance decor delta energy expert global leader omega orion partner premium pride prime progress
    prosto service sigma smart standard studio summit vector vega авангард авиатор аврора академия
    альтаир альтернатива альянс арсенал атлант бизнес вектор возрождение восток галактика гарант
    гармония глобус горизонт гранит диалог динамика дружба евразия звезда империя импульс инвест
    интеграл каскад квант кварц компас контакт континент контраст корона космос кристалл лидер маяк
    мегаполис медицина меридиан мечта монолит надежда намерение нептун новатор норма октябрь олимп омега
    оптима орбита орион партнер патриот перспектива планета победа полюс прайд премиум премьер прогресс
    профи радуга развитие рассвет регион резерв ресурс родина россия рубин сатурн север сервис сигма
    сириус система собрание содружество созвездие союз спектр спутник стандарт столица стратегия сфера
    темп титан триумф универсал успех фаворит феникс формула фортуна центр цитадель эверест эксперт
    элита энергия эталон юпитер
"""
NAMES_OF_MANY = frozenset(_NAMES_OF_MANY.split())
# Parts of a company that hire under its name; not those that are firms of their own: a bank, insurance.
_UNITS = """
    ai ads business cloud data delivery dev development digital eda fintech go it lab labs market maps music
    outsourcing outstaff plus practicum research tech technologies
    аутсорс аутсорсинг аутстафф бизнес го данные департамент диджитал доставка еда ит карты лаб лавка маркет
    музыка направление облако офис плюс погода поиск практикум разработка реклама такси тех технологии
    финтех школа
"""
UNITS = frozenset(_UNITS.split())
_LEAST_LETTERS = 2
_TELLING_LETTERS = 3
_MOST_NEAR = 5


@dataclass(frozen=True)
class CompanyMatch:
    """An index entry that a name was recognised as."""

    key: str
    matched_by: Literal["exact", "alias", "fuzzy"]
    confidence: float
    """How sure that is, 0 to 1."""


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


class CompanyNames:
    """The names of an index, prepared for matching.

    Args:
        owners: key of a name -> key of the company that bears it. A name that two companies bear is none.
    """

    def __init__(self, owners: Mapping[str, str]) -> None:
        self._owners = owners
        self._keys = list(owners)
        self._by_sound: dict[str, str] = {}
        ambiguous = set()
        for key, owner in owners.items():
            sound = sound_of(key)
            if self._owners[self._by_sound.setdefault(sound, key)] != owner:
                ambiguous.add(sound)
        for sound in ambiguous:
            del self._by_sound[sound]

    def match(self, name: str) -> CompanyMatch | None:
        """Recognise a name. None: it is no company of the index, or it can't be told which."""
        key = company_key(name)
        if key in self._owners:
            return CompanyMatch(key, "exact", 1)
        for candidate, confidence in ((key, 0.9), (company_key(name.partition("(")[0]), 0.95)):
            found = self._find_spelling(candidate, confidence) if candidate else None
            if found:
                return found
        return self._find_parent(key) or self._find_mistyped(key)

    def _find_spelling(self, key: str, confidence: float) -> CompanyMatch | None:
        if key in self._owners:
            return CompanyMatch(key, "alias", confidence)
        for spelling in (key, *other_spellings(key)):
            known = spelling if spelling in self._owners else self._by_sound.get(sound_of(spelling))
            if known is not None and len(key) >= _LEAST_LETTERS:
                return CompanyMatch(known, "alias", min(confidence, 0.9))
        return None

    def _find_parent(self, key: str) -> CompanyMatch | None:
        """The company that a name is a unit of: its first word is a telling name, all others are units."""
        parent, *units = key.split() or [""]
        is_telling = len(parent) >= _TELLING_LETTERS and parent not in NAMES_OF_MANY
        if not is_telling or not units or not UNITS.issuperset(units):
            return None
        found = self._find_spelling(parent, 0.7)
        return found and CompanyMatch(found.key, "alias", 0.7)

    def _find_mistyped(self, key: str) -> CompanyMatch | None:
        near = process.extract(key, self._keys, scorer=OSA.distance, score_cutoff=1, limit=_MOST_NEAR)
        found = [known for known, *_ in near if differ_in_a_letter(key, known)]
        if len({self._owners[known] for known in found}) != 1:
            return None
        return CompanyMatch(found[0], "fuzzy", 0.8)


def match_company(name: str, names: CompanyNames | Iterable[str]) -> CompanyMatch | None:
    """Recognise a name among those of an index.

    In this order: the same name; without what stands in brackets ("МТС (Аутсорс)" is МТС); spelled with
    other letters or spaces ("Yandex"); a unit of a company ("Яндекс Маркет"); mistyped. A word that makes it
    another company ("МТС Банк") or a short name that differs is no match.
    """
    prepared = names if isinstance(names, CompanyNames) else CompanyNames({key: key for key in names})
    return prepared.match(name)
