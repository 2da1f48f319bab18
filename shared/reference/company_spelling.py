"""How one company's name may be spelled: with other letters, other spaces, other words around it."""

import re
from collections.abc import Mapping
from functools import cache

from shared.reference.text import fold

_SOUNDS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziiklmnoprstufhie", strict=True)),
        **{"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "iu", "я": "ia", "ъ": "", "ь": ""},
    }
)
_LATIN_SOUNDS = (("shch", "sch"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("x", "ks"), ("y", "i"), ("w", "v"))
_HARD_C = re.compile(r"c(?!h)")
_DOUBLED = re.compile(r"(\D)\1")
_LEAST_LETTERS = 6
_MANY_LETTERS = 9
_HAS_DIGIT = re.compile(r"\d")
_SLIPS = str.maketrans("оеэыйё", "аиииии", "ьъ")
_LATIN_LOOKALIKES = str.maketrans("aceopxkmtbhy", "асеорхкмтвну")

_GENERIC = "компания группа холдинг корпорация фирма концерн company holding corporation"
_GENERIC_WORDS = frozenset(_GENERIC.split())

# What an employer is called besides what the letters of its name allow.
_OTHER_NAMES = (
    ("билайн", "beeline", "вымпелком"),
    ("вкусно и точка", "вкусно точка"),
    ("втб", "банк втб", "внешторгбанк"),
    ("газпром нефть", "газпромнефть"),
    ("касперский", "лаборатория касперского", "kaspersky", "kaspersky lab"),
    ("мтс", "мобильные телесистемы"),
    ("ржд", "российские железные дороги"),
    ("сбер", "сбербанк", "сбербанк россии", "sberbank"),
    ("т банк", "тинькофф", "тинькофф банк", "tbank"),
    ("х5", "x5", "x5 group", "x5 retail group", "х5 ритейл групп"),
    ("headhunter", "hh", "hh ru", "хэдхантер", "хедхантер"),
    ("huawei", "хуавей", "хуавэй"),
    ("leroy merlin", "леруа мерлен", "лемана про"),
    ("samsung", "самсунг"),
    ("tele2", "t2", "теле2"),
    ("vk", "вк", "вконтакте", "mail ru", "mail ru group"),
    ("wildberries", "вайлдберриз", "вайлдберрис"),
)


def sound_of(key: str) -> str:
    """A name as it sounds: in Latin letters, without spaces, doubled letters and words that say nothing.

    Example:
        >>> sound_of("яндекс") == sound_of("yandex")
        True
    """
    words = [word for word in key.split() if word not in _GENERIC_WORDS] or key.split()
    sound = "".join(words).translate(_SOUNDS)
    for written, heard in _LATIN_SOUNDS:
        sound = sound.replace(written, heard)
    return _DOUBLED.sub(r"\1", _HARD_C.sub("k", sound))


def other_spellings(key: str) -> tuple[str, ...]:
    """Further keys of the same company: typed on the wrong keyboard, or its other names.

    Example:
        >>> other_spellings("mtc")
        ('мтс',)
    """
    squeezed = key.replace(" ", "")
    looks = key.translate(_LATIN_LOOKALIKES)
    alike = (looks,) if not re.search(r"[a-z]", looks) and squeezed.isalnum() and looks != key else ()
    names = _names_by_sound().get(sound_of(key), ())
    return (*alike, *(name for name in names if name != key))


@cache
def _names_by_sound() -> Mapping[str, tuple[str, ...]]:
    return {sound_of(name): names for names in _OTHER_NAMES for name in names}


def differ_in_a_letter(one: str, other: str) -> bool:
    """Whether two keys are one name of which a letter was mistyped, and not two names.

    Short names never are: "Магнит" and "Магнат" are two firms. A slip that sounds alike, or two letters that
    have changed places, is forgiven from six letters on, any other one in long names. What tells names apart
    is never forgiven: a number, a word's first letter, its ending, a word more or less.

    Args:
        one: a key.
        other: a key that is one edit away from it.
    """
    ours, theirs = one.split(), other.split()
    if len(ours) != len(theirs):
        return False
    pairs = [(mine, yours) for mine, yours in zip(ours, theirs, strict=True) if mine != yours]
    if len(pairs) != 1:
        return False
    mine, yours = pairs[0]
    letters = min(len(mine), len(yours))
    if letters < _LEAST_LETTERS or mine[0] != yours[0] or _HAS_DIGIT.search(mine + yours):
        return False
    return (
        _slip(mine) == _slip(yours)
        or sorted(mine) == sorted(yours)
        or (letters >= _MANY_LETTERS and mine[-1] == yours[-1])
    )


def _slip(word: str) -> str:
    """A word without what the ear does not tell apart."""
    return _DOUBLED.sub(r"\1", fold(word).translate(_SLIPS))
