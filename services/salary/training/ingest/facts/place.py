"""The city that a vacancy's text names: behind a label, or as the place of the office."""

import re
from types import MappingProxyType

from services.salary.training.ingest.facts.lines import fold_lines
from shared.reference.places import RegionGroup, region_group

# Stems of the names in any case, for running text.
_STEMS = MappingProxyType(
    {
        "Москва": r"москв(?:а|е|ы|у|ой)|мск",
        "Санкт-Петербург": r"(?:санкт[- ])?петербург(?:е|а|у|ом)?|с-петербург\w*|питер(?:е|а)?|спб",
        "Новосибирск": r"новосибирск(?:е|а)?",
        "Екатеринбург": r"екатеринбург(?:е|а)?|екб",
        "Казань": r"казан(?:ь|и)",
        "Нижний Новгород": r"нижн(?:ий|ем|его) новгород(?:е|а)?",
        "Красноярск": r"красноярск(?:е|а)?",
        "Челябинск": r"челябинск(?:е|а)?",
        "Самара": r"самар(?:а|е|ы)",
        "Уфа": r"уф(?:а|е|ы)",
        "Ростов-на-Дону": r"ростов(?:е|а)?(?:[- ]на[- ]дону)?",
        "Краснодар": r"краснодар(?:е|а)?",
        "Омск": r"омск(?:е|а)?",
        "Воронеж": r"воронеж(?:е|а)?",
        "Пермь": r"перм(?:ь|и)",
        "Волгоград": r"волгоград(?:е|а)?",
        "Иннополис": r"иннополис(?:е|а)?",
        "Томск": r"томск(?:е|а)?",
        "Тюмень": r"тюмен(?:ь|и)",
        "Саратов": r"саратов(?:е|а)?",
        "Калининград": r"калининград(?:е|а)?",
        "Ижевск": r"ижевск(?:е|а)?",
        "Минск": r"минск(?:е|а)?",
        "Алматы": r"алмат(?:ы|а)",
        "Астана": r"астан(?:а|е|ы)",
        "Ташкент": r"ташкент(?:е|а)?",
        "Бишкек": r"бишкек(?:е|а)?",
        "Тбилиси": r"тбилиси",
        "Ереван": r"ереван(?:е|а)?",
        "Белград": r"белград(?:е|а)?",
        "Лимассол": r"лимасс?ол(?:е|а)?",
        "Дубай": r"дуба(?:й|е|я|и)",
    }
)
_CITIES = MappingProxyType({name: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for name, words in _STEMS.items()})
_LABELLED = re.compile(
    r"(?P<label>📍|🌍|🌏|🌎|🏙|локация|location|город|место (?:работы|размещения)|местоположение|офис|office"
    r"|формат)"
    r"(?: (?:компании|работы|специалиста|и гражданство))?[^\w\n]{1,6}(?P<value>[^\n]{2,80})"
)
_OFFICE_IN = re.compile(
    r"(?:офис\w*|работ\w+ в офисе|переезд\w*|релокаци\w*) (?:в|in) ?(?:г\. ?)?([^\n.;]{3,40})"
)
_HASHTAGS = re.compile(r"#(?:город)?(\w+)")
# Behind a label for places even a city that no table has is one; of one or two words without these.
_CITY_LABELS = frozenset({"локация", "location", "город"})
_LEAD = re.compile(r"^\W*(?:(?:локация|location|город|страна|г|в)(?!\w)\W*)+")
_EDGES = re.compile(r"^\W+|\W+$")
_PLAIN_NAME = re.compile(r"[а-я]{4,}(?:[- ][а-я]{3,})?")
_NO_CITY = re.compile(
    r"удал|дистанц|росси|(?<!\w)рф|люб|мир|стран|команд|специалист|требу|офис|гибрид"
    r"|не важн|без |обязат|желат"
    r"|преимущ"
    r"|возмож|европ|снг|област|край|часов|пояс|гражд|весь|вся|где|только|компани"
)


def find_city(text: str) -> tuple[str, bool] | None:
    """The city that a text names as the place of work, and whether surely; None where it names none.

    Example:
        >>> find_city("Офис в Казани, гибрид")
        ('Казань', False)
    """
    folded = fold_lines(text)
    for labelled in _LABELLED.finditer(folded):
        value = labelled["value"]
        city = _name_city(value) or (_name_unknown(value) if labelled["label"] in _CITY_LABELS else None)
        if city:
            return city, True
    for sure, pattern in ((True, _HASHTAGS), (False, _OFFICE_IN)):
        for mentioned in pattern.findall(folded):
            city = _name_city(mentioned.replace("_", " "))
            if city:
                return city, sure
    return None


def _name_city(words: str) -> str | None:
    """The first city of a few words, by stems; else the first words where the table of places knows them."""
    found = {match.start(): name for name, stem in _CITIES.items() if (match := stem.search(words))}
    if found:
        return found[min(found)]
    first = _first_name(words)
    is_known = region_group(first) not in (RegionGroup.UNKNOWN, RegionGroup.OTHER_RUSSIA)
    return first.capitalize() if is_known and 2 < len(first) <= 30 else None


def _name_unknown(words: str) -> str | None:
    first = _first_name(words)
    return first.capitalize() if _PLAIN_NAME.fullmatch(first) and not _NO_CITY.search(first) else None


def _first_name(words: str) -> str:
    first = _LEAD.sub("", re.split(r"[,;/(|•+#]| и | или | - ", words)[0])
    return _EDGES.sub("", first)
