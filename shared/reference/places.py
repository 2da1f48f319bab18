"""Places: the few groups of cities whose pay differs, and the names that people write for them."""

import re
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from shared.reference.text import fold


class RegionGroup(StrEnum):
    """Where somebody works, as coarse as pay tells places apart."""

    MOSCOW = "moscow"  # with Moscow region
    PETERSBURG = "petersburg"  # with Leningrad region
    MILLION_CITY = "million_city"  # the other Russian cities of about a million people and more
    OTHER_RUSSIA = "other_russia"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


RUSSIAN = MappingProxyType(
    {
        RegionGroup.MOSCOW: "Москва и область",
        RegionGroup.PETERSBURG: "Санкт-Петербург и область",
        RegionGroup.MILLION_CITY: "город-миллионник",
        RegionGroup.OTHER_RUSSIA: "другие города России",
        RegionGroup.ABROAD: "за рубежом",
        RegionGroup.UNKNOWN: "не указан",
    }
)

# Folded names, separated by " | ". A name is looked up whole, then as the words of a longer address.
_NAMES = {
    RegionGroup.MOSCOW: """
        москва | мск | moscow | московская область | московская обл | подмосковье | moscow region
        | зеленоград | сколково | балашиха | бронницы | видное | волоколамск | воскресенск | дзержинский
        | дмитров | долгопрудный | домодедово | дубна | егорьевск | жуковский | звенигород | зарайск
        | ивантеевка | истра | кашира | клин | коломна | коммунарка | королев | котельники | красногорск
        | краснознаменск | лобня | лосино-петровский | лыткарино | люберцы | можайск | мытищи
        | наро-фоминск | нахабино | ногинск | одинцово | орехово-зуево | павловский посад | подольск
        | протвино | путилково | пушкино | пущино | раменское | реутов | руза | сергиев посад | серпухов
        | солнечногорск | ступино | троицк | фрязино | химки | чехов | черноголовка | шатура | щелково
        | щербинка | электросталь | электрогорск | московский | железнодорожный""",
    RegionGroup.PETERSBURG: """
        санкт-петербург | санкт петербург | с-петербург | петербург | питер | спб | st. petersburg
        | st petersburg | st.petersburg | saint petersburg | saint-petersburg | sankt-peterburg | spb
        | ленинградская область | ленинградская обл | всеволожск | выборг | гатчина | кингисепп | кириши
        | колпино | красное село | кронштадт | кудрово | ломоносов | мурино | петергоф | приозерск
        | колтуши | пушкин | сертолово | сестрорецк | сосновый бор | тихвин | тосно | шушары""",
    RegionGroup.MILLION_CITY: """
        новосибирск | novosibirsk | нск | екатеринбург | ekaterinburg | yekaterinburg | екб | казань
        | kazan | красноярск | krasnoyarsk | нижний новгород | nizhny novgorod | nizhniy novgorod
        | н. новгород | н.новгород | челябинск | chelyabinsk | уфа | ufa | самара | samara
        | ростов-на-дону | ростов на дону | rostov-on-don | краснодар | krasnodar | омск | omsk
        | воронеж | voronezh | пермь | perm | волгоград | volgograd""",
    RegionGroup.OTHER_RUSSIA: """
        абакан | альметьевск | анапа | ангарск | апатиты | арзамас | армавир | артем | архангельск
        | астрахань | ачинск | балаково | барнаул | батайск | белгород | бердск | березники | бийск
        | благовещенск | братск | брянск | великий новгород | верхняя пышма | владивосток | владикавказ
        | владимир | волгодонск | волжский | вологда | геленджик | глазов | горно-алтайск | грозный
        | дербент | дзержинск | димитровград | донецк | елабуга | елец | ессентуки | железногорск
        | златоуст | иваново | ижевск | иннополис | иркутск | йошкар-ола | калининград | калуга
        | каменск-уральский | камышин | каспийск | кемерово | керчь | киров | кисловодск | ковров
        | комсомольск-на-амуре | копейск | кострома | курган | курск | кызыл | ленинск-кузнецкий
        | липецк | луганск | магадан | магнитогорск | майкоп | мариуполь | махачкала | миасс
        | минеральные воды | мурманск | муром | набережные челны | назрань | нальчик | находка
        | невинномысск | нефтекамск | нефтеюганск | нижневартовск | нижнекамск | нижний тагил
        | новокузнецк | новокуйбышевск | новомосковск | новороссийск | новочебоксарск | новочеркасск
        | новошахтинск | новый уренгой | норильск | ноябрьск | обнинск | озерск | октябрьский | орел
        | оренбург | орск | пенза | первоуральск | петрозаводск | петропавловск-камчатский | прокопьевск
        | псков | пятигорск | рубцовск | рыбинск | рязань | салават | салехард | саранск | сарапул
        | саратов | саров | севастополь | северодвинск | северск | симферополь | смоленск | сочи
        | ставрополь | старый оскол | стерлитамак | сургут | сызрань | сыктывкар | таганрог | тамбов
        | тверь | тольятти | томск | tomsk | тула | тюмень | tyumen | улан-удэ | ульяновск | уссурийск
        | ухта | хабаровск | ханты-мансийск | хасавюрт | чебоксары | череповец | черкесск | чита | шахты
        | элиста | энгельс | южно-сахалинск | якутск | ялта | ярославль | innopolis | kaliningrad
        | sochi""",
    RegionGroup.ABROAD: """
        азербайджан | баку | армения | armenia | ереван | yerevan | беларусь | белоруссия | belarus
        | минск | minsk | брест | витебск | гомель | гродно | могилев | болгария | софия
        | великобритания | london | лондон | united kingdom | венгрия | будапешт | германия | germany
        | berlin | берлин | munich | мюнхен | греция | грузия | georgia | тбилиси | tbilisi | батуми
        | batumi | израиль | israel | тель-авив | tel aviv | хайфа | haifa | иерусалим | petah tikva
        | herzliya | hod-hasharon | индия | india | испания | spain | барселона | barcelona | мадрид
        | madrid | италия | казахстан | kazakhstan | алматы | almaty | алма-ата | астана | astana
        | нур-султан | караганда | шымкент | канада | canada | кипр | cyprus | limassol | лимасол
        | лимассол | никосия | ларнака | китай | china | шанхай | кыргызстан | киргизия | бишкек
        | bishkek | латвия | рига | литва | вильнюс | мальта | malta | молдова | кишинев | нидерланды
        | netherlands | amsterdam | амстердам | оаэ | uae | дубай | dubai | абу-даби | польша | poland
        | варшава | warsaw | краков | португалия | portugal | lisbon | лиссабон | сербия | serbia
        | белград | belgrade | нови-сад | novi sad | сингапур | singapore | сша | usa | united states
        | new york | таджикистан | душанбе | таиланд | thailand | турция | turkey | istanbul | стамбул
        | анталья | узбекистан | uzbekistan | ташкент | tashkent | самарканд | украина | киев | kyiv
        | kiev | харьков | одесса | львов | финляндия | хельсинки | франция | france | paris | париж
        | черногория | montenegro | чехия | prague | прага | швейцария | geneva | эстония | таллин
        | europe | европа | абхазия | австралия | австрия | вена | аргентина | бали | бельгия | брюссель
        | бразилия | вьетнам | гонконг | дания | египет | индонезия | иран | ирландия | дублин | исландия
        | катар | корея | сеул | малайзия | мексика | монголия | непал | новая зеландия | норвегия | осло
        | пакистан | пекин | румыния | саудовская аравия | словакия | словения | токио | туркменистан
        | ашхабад | филиппины | хорватия | чили | швеция | стокгольм | шри-ланка | япония | монако | рим
        | милан | мехико | бангкок | пхукет | ош""",
}
_GROUP_OF_NAME = MappingProxyType(
    {" ".join(name.split()): group for group, names in _NAMES.items() for name in names.split("|")}
)
_MOST_WORDS = 3
# Tells a small Russian town in any alphabet, once no city was recognised.
_SOMEWHERE_IN_RUSSIA = re.compile(
    r"(?<!\w)(?:россия|рф|russia|область|обл|край|республика|ао|автономный округ|городской округ|район|пгт"
    r"|станица|село|деревня|рабочий поселок)(?!\w)"
)
# What is written where a city stands and names none.
_NO_PLACE = re.compile(
    r"(?<!\w)(?:люб(?:ой|ая|ое|ые|ого)|удал[её]н\w*|дистанц\w*|из дома|не (?:имеет значения|важн\w+|указан\w*"
    r"|выбран\w*)|нет (?:привязки|данных)|весь мир"
    r"|релокаци\w*|город или регион|где угодно|рубеж\w*|снг)(?!\w)"
)
_CYRILLIC_NAME = re.compile(r"[а-я]{2}")
_BRACKETS = re.compile(r"\(([^)]*)\)")
_PART = re.compile(r"[,;/|•·()\[\]'\"]+")
_WORD = re.compile(r"[\w.-]*\w")


def _group_of_part(part: str) -> RegionGroup | None:
    """The group of one part of an address: its whole name, else the longest known run of its words."""
    if part in _GROUP_OF_NAME:
        return _GROUP_OF_NAME[part]
    words = _WORD.findall(part)
    runs = (
        " ".join(words[start : start + length])
        for length in range(_MOST_WORDS, 0, -1)
        for start in range(len(words) - length + 1)
    )
    return next((_GROUP_OF_NAME[run] for run in runs if run in _GROUP_OF_NAME), None)


@lru_cache(maxsize=20_000)
def region_group(raw: str | None) -> RegionGroup:
    """The group of a city or address as people write it; the first place that is recognised counts.

    A capital named in brackets goes first: "Троицк (Москва)". The tables hold the large Russian cities
    and what people call abroad, so that another place written in Cyrillic is a smaller town of Russia; one
    written otherwise is UNKNOWN.

    Example:
        >>> region_group("Екатеринбург, улица Татищева, 20/2")
        <RegionGroup.MILLION_CITY: 'million_city'>
    """
    if not raw:
        return RegionGroup.UNKNOWN
    folded = fold(raw[:300])
    for bracketed in _BRACKETS.findall(folded):
        group = _group_of_part(bracketed.strip())
        if group in (RegionGroup.MOSCOW, RegionGroup.PETERSBURG):
            return group
    for part in _PART.split(folded):
        group = _group_of_part(part.strip())
        if group is not None:
            return group
    if _SOMEWHERE_IN_RUSSIA.search(folded):
        return RegionGroup.OTHER_RUSSIA
    is_town = _CYRILLIC_NAME.search(folded) and not _NO_PLACE.search(folded)
    return RegionGroup.OTHER_RUSSIA if is_town else RegionGroup.UNKNOWN
