"""Shorter forms of a skill's name: without versions, levels, editions, brackets and empty words."""

import re
from collections.abc import Iterator

from shared.reference.skill_names.words import EMPTY_TAILS, KNOWING_STARTS, LEVEL_MARKS, NUMBERED_THINGS

_MANNER = (
    r"(?:(?:на\s+)?(?:уверенн|отличн|хорош|базов|глубок|углубленн|продвинут|свободн|начальн|опытн|практическ|высок)[а-я]+"
    r"|basic|advanced|strong|good|excellent|solid|deep|proficient|уверенно)"
)
_KNOWING = (
    r"(?:знани[еяй]|навык(?:и|ов|ами)?|опыт(?:а|ом)?|умени[ея]|владени[ея]|понимани[ея]|использовани[ея]|применени[ея]"
    r"|пользовани[ея]|основ(?:ы|ами)?|знакомство|принцип(?:ы|ов)|работ(?:ы|ать)|пользовать(?:ся)?|пользователь"
    r"|experience|knowledge|skills|basics|fundamentals|understanding|proficiency"
    r"|работа(?=\s+(?:с|со|в|на|во|над)\s))"
)
_LEAD = re.compile(
    rf"(?:(?:{_MANNER}\s+)*(?:{_KNOWING}\s+)+(?:(?:с|со|в|во|на|над|по|of|with|in|and)\s+)?"
    r"|(?:(?:уверенн|отличн|хорош|базов|продвинут|высок)[а-я]+|basic|advanced|strong|excellent)\s+"
    r"(?:уровень\s+|level\s+)?)"
)
_LEVEL = re.compile(
    rf"(?:[\s,:\-]+|^)(?:{_MANNER}\s+)?(?:на\s+)?(?:уровень|уровне|уровня|level|пользователь|user)"
    rf"(?:\s+[\w\-+]+){{0,2}}$"
    rf"|[\s,:\-]+(?:{_MANNER}|intermediate|beginner|junior|middle|senior|basics|основы|знание"
    rf"|уверенное владение)$"
)
_TAIL = re.compile(
    r"[\s\-]+(?:framework|фреймворк|library|lib|language|stack|стек|pipelines?|пайплайны|platform|software"
    r"|(?:(?:или|и|будет|как|очень)\s+)*(?:аналоги|желательно|преимущество|плюс(?:ом)?|приветствуется|опционально)"
    r"|корп|проф|базовая|pro|professional|enterprise|community|ultimate|standard|lts"
    r"|(?:(?:enterprise|community|standard|professional)\s+)?edition)$"
)
_VERSION = re.compile(
    r"[\s\-:,/(]+(?:(?:v|ver|es|version|верси[яи]|ред|редакция|релиз)\b)?\.?\s?v?(?<![\d.])"
    r"\d{1,4}(?:[.,]\d{1,4}|\.[xх])*[xх]?"
    r"(?:\s?(?:sp\d|r2|lts|[gc]))?\+?(?:\s(?:и выше|и новее|and above))?$"
)
_LEVEL_MARK = re.compile(rf"[ \-,:](?:{'|'.join(sorted(LEVEL_MARKS))})")
_HAS_DIGIT = re.compile(r"[\s\-:,/(v]\d")
_BRACKETS = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]?\s*")
_CLASS_WORD = re.compile(
    r"(?:язык[а-я]*(?: программирования)?|программ[аыуой]|фреймворк|библиотека|субд|бд|баз[аы] данных"
    r"|ос|oc|операционн[а-я]+ систем[а-я]+|систем[аы] контроля версий|протокол[а-я]*|технологи[яий]"
    r"|платформ[аыуой]+|инструмент[а-я]*|среда разработки|cms|crm|ide|сервис(?:ы|а|ов)?|пакет|приложени[ея]"
    r"|система|системы|сэд|framework|library|nosql|cad|сапр|антивирус|брокер сообщений|формат)\s+"
)
_CODING_IN = re.compile(
    r"(?:разработк[а-я]+|программировани[а-я]+|programming|coding|development)\s+(?:на|in|with)\s+(?:языке\s+)?"
)
_CODING_TAILS = frozenset(
    (
        "programming",
        "development",
        "developer",
        "разработка",
        "программирование",
        "разработчик",
        "программист",
    )
)
_GLUED_VERSION = re.compile(r"(.*[a-zа-я+#]{2})\d{1,2}(?:\.\d+)*\+?")
_OBLIQUE_CASE = re.compile(r"[а-я-]+(?:ами|ями|ыми|ими|ьми|ью|ом|ем|ой|ей|ах|ях|им|ым|ую|ов)")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_EDGE = " -,:;./("


def shorten_skill(tidy: str) -> str:
    """The shortest form that still names the same skill, known or not; shortening it again changes nothing.

    Example:
        >>> shorten_skill("отличное знание laravel framework 9.x (продвинутый уровень)")
        'laravel'
    """
    while True:
        shorter = _shorten_once(tidy)
        if shorter == tidy:
            return tidy
        tidy = shorter


def _shorten_once(tidy: str) -> str:
    """One round; the cheap looks at the first and the last word spare most texts the patterns."""
    if "(" in tidy or "[" in tidy or "{" in tidy:
        tidy = drop_brackets(tidy)
    if " " not in tidy and "-" not in tidy:
        return tidy
    if tidy[:4] in KNOWING_STARTS:
        lead = _LEAD.match(tidy)
        tidy = _keep_letters(tidy[lead.end() :], tidy) if lead else tidy
    if _HAS_DIGIT.search(tidy):
        tidy = _drop_version(tidy)
    if _LEVEL_MARK.search(tidy):
        tidy = _keep_letters(_LEVEL.sub("", tidy), tidy)
    if tidy.replace("-", " ").rpartition(" ")[2] in EMPTY_TAILS:
        tidy = _keep_letters(_TAIL.sub("", tidy), tidy)
    return tidy


def _drop_version(tidy: str) -> str:
    base = _keep_letters(_VERSION.sub("", tidy), tidy)
    last_word = base.replace("-", " ").rpartition(" ")[2]
    return tidy if last_word in NUMBERED_THINGS else base


def drop_brackets(tidy: str) -> str:
    """A text without what stands in brackets, unless nothing else is left."""
    return _keep_letters(_BRACKETS.sub(" ", tidy), tidy)


def _keep_letters(shorter: str, tidy: str) -> str:
    """The shorter text when it still has a letter, else what it was made of."""
    if shorter == tidy:
        return tidy
    shorter = " ".join(shorter.split()).strip(_EDGE)
    return shorter if _HAS_LETTER.search(shorter) else tidy


def find_bracketed_name(tidy: str) -> str:
    """The short or the long name of a skill in brackets after the other: "Foo Bar (FB)"; else nothing."""
    bracketed = _BRACKETS.search(tidy) if "(" in tidy else None
    if bracketed is None:
        return ""
    outer, inner = tidy[: bracketed.start()].strip(), bracketed[1].strip()
    return inner if inner in (_initials(outer), outer) or outer == _initials(inner) else ""


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.replace("-", " ").split())


def name_unknown(tidy: str, shortest: str) -> str:
    """The name of a skill that nothing is known of: its shortest form, unless it begins in an oblique case.

    Example:
        >>> name_unknown("работа с воздушными шарами", "воздушными шарами")
        'работа с воздушными шарами'
    """
    return tidy if _OBLIQUE_CASE.fullmatch(shortest.partition(" ")[0]) else shortest


def list_shorter_forms(tidy: str) -> Iterator[str]:
    """A name, then its shorter forms, each once."""
    yield tidy
    shortest = shorten_skill(tidy)
    if "(" in tidy:
        without = drop_brackets(tidy)
        if without not in (tidy, shortest):
            yield without
    if shortest != tidy:
        yield shortest


def drop_glued_version(tidy: str) -> str:
    """A name without the digits glued to it; right only where the rest is a known skill."""
    glued = _GLUED_VERSION.fullmatch(tidy)
    return glued[1] if glued else tidy


def drop_class_word(tidy: str) -> str:
    """A name without the word for what it is ("СУБД X"); right only where the rest is a known skill."""
    word = _CLASS_WORD.match(tidy) if " " in tidy else None
    return tidy[word.end() :] if word else tidy


def drop_coding_words(tidy: str) -> str:
    """A name without "programming in"; right only where the rest is a language or a framework."""
    coding = _CODING_IN.match(tidy)
    if coding:
        return tidy[coding.end() :]
    rest, _, last = tidy.replace("-", " ").rpartition(" ")
    return rest if last in _CODING_TAILS and rest else tidy
