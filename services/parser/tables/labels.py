"""Words that stand before a value, and values that are said in words."""

import re
from types import MappingProxyType
from typing import Literal

GENDERS: MappingProxyType[str, Literal["male", "female"]] = MappingProxyType(
    {
        "мужчина": "male",
        "мужской": "male",
        "муж": "male",
        "male": "male",
        "женщина": "female",
        "женский": "female",
        "жен": "female",
        "female": "female",
    }
)
# Words of a head that only one gender says of itself.
GENDER_WORDS: MappingProxyType[str, Literal["male", "female"]] = MappingProxyType(
    {
        **dict.fromkeys(("родился", "женат", "холост"), "male"),
        **dict.fromkeys(("родилась", "замужем"), "female"),
    }
)
CURRENCIES = MappingProxyType(
    {
        **dict.fromkeys(("₽", "р", "руб", "рублей", "rub", "rur", "р."), "RUB"),
        **dict.fromkeys(("$", "usd", "долл", "долларов", "у.е."), "USD"),
        **dict.fromkeys(("€", "eur", "euro", "евро"), "EUR"),
        **dict.fromkeys(("₸", "kzt", "тг", "тенге"), "KZT"),
        **dict.fromkeys(("₴", "uah", "грн", "гривен"), "UAH"),
        **dict.fromkeys(("byn", "byr", "br", "бел.руб", "бел. руб"), "BYN"),
        **dict.fromkeys(("uzs", "so'm", "сум", "soʻm"), "UZS"),
        **dict.fromkeys(("₾", "gel", "лари"), "GEL"),
        **dict.fromkeys(("₼", "azn", "манат"), "AZN"),
        **dict.fromkeys(("kgs", "сом", "с."), "KGS"),
    }
)
_CITY = r"проживает|город(?:\s+проживания)?|место\s+(?:жительства|проживания)|адрес|местоположение|локация"
CITY_LABEL = re.compile(
    rf"^(?:{_CITY}|resid(?:es?|ing|ence)(?:\s+in)?|lives?\s+in|living\s+in|location|city|address)\s*:\s*",
    re.IGNORECASE,
)
POSITION_LABEL = re.compile(
    r"^(?:желаемая\s+(?:должность|позиция)|должность|позиция|цель|desired\s+position|applied\s+position"
    r"|position\s+applied\s+for|position|objective|title)\s*:\s*",
    re.IGNORECASE,
)
# Labels within the entries of jobs.
COMPANY_LABEL = re.compile(
    r"^(?:(?:наименование|название)\s+(?:организации|компании)|организация|компания|работодатель"
    r"|место\s+работы|предприятие|company(?:\s+name)?|employer|organi[sz]ation)\s*[:|]\s*",
    re.IGNORECASE,
)
ROLE_LABEL = re.compile(
    r"^(?:должность|позиция|роль|занимаемая\s+должность|профессия|position|role|job\s+title|title)\s*[:|]\s*",
    re.IGNORECASE,
)
PERIOD_LABEL = re.compile(
    r"^[\s|]*(?:период(?:\s+работы)?|даты|срок|сроки|время\s+работы|стаж|period|dates?|duration|years)\s*[:"
    r"|]+",
    re.IGNORECASE,
)
DUTIES_LABEL = re.compile(
    r"^(?:(?:основные\s+|мои\s+|должностные\s+|функциональные\s+)?(?:обязанности|задачи|функции|функционал)"
    r"|(?:основные\s+|мои\s+|ключевые\s+)?(?:достижения|результаты)|(?:стек|стэк)(?:\s+технологий)?"
    r"|технологии|инструменты|проекты?|описание|чем\s+занимал(?:ся|ась)|что\s+делала?|responsibilities"
    r"|duties|tasks|(?:key\s+)?achievements|results|technologies|tech(?:nology)?\s+stack|stack|tools"
    r"|environment|projects?|description|key\s+responsibilities|job\s+responsibilities)\s*(?:[:(—–-]|$)",
    re.IGNORECASE,
)
# The first row of a table of jobs or studies.
TABLE_HEAD = re.compile(
    r"(?:(?:период\w*(?:\s+работы)?|дат[аы]|годы?|сроки?|организаци\w+|компани\w+|место\s+(?:работы|учебы)"
    r"|должност\w+|позици\w+|обязанност\w+|учебное\s+заведение|специальност\w+|period|dates?|years?|company"
    r"|employer|position|role|duties|responsibilities|institution|degree)[\s,/|]*){2,}",
    re.IGNORECASE,
)
NAME_LABEL = re.compile(
    r"^(?:фио|ф\.\s?и\.\s?о\.?|имя|имя\s+и\s+фамилия|name|full\s+name)\s*:\s*", re.IGNORECASE
)
BIRTH_LABEL = re.compile(
    r"(?:дата\s+рождения|родил(?:ся|ась)|birth\s*date|date\s+of\s+birth|born(?:\s+on)?)\W*", re.IGNORECASE
)
AGE = re.compile(r"(?<!\d)(\d{2})\s*(?:год[а]?|лет|years?(?:\s+old)?)(?!\w)", re.IGNORECASE)
GENDER_LABEL = re.compile(r"^(?:пол|gender|sex)\s*:\s*(\w+)", re.IGNORECASE)


def find_currency(text: str) -> str | None:
    """ISO code of a currency from its sign, code or word, such as '₽ на руки' or 'руб.'."""
    folded = text.casefold().strip()
    for token in (folded, *folded.split()):
        if code := CURRENCIES.get(token) or CURRENCIES.get(token.rstrip(".,")):
            return code
    return next(
        (
            code
            for sign, code in CURRENCIES.items()
            if sign in folded and not sign.isalnum() and len(sign) == 1
        ),
        None,
    )
