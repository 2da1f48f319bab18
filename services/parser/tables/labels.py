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
    r"^(?:желаемая\s+(?:должность|позиция)|должность|позиция|цель|desired\s+position|applied\s+position|position\s+applied\s+for|position|objective|title)\s*:\s*",
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
