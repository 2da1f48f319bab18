"""How people word a resume: titles of sections and dates, in Russian and English."""

from types import MappingProxyType

# Titles of each section: the usual one first, rarer ones behind.
TITLES = MappingProxyType(
    {
        ("ru", "about"): ("О себе", "Обо мне", "Кратко обо мне", "Профиль"),
        ("ru", "experience"): ("Опыт работы", "Опыт", "Профессиональный опыт", "Где работал"),
        ("ru", "education"): ("Образование", "Высшее образование", "Обучение", "Моё образование"),
        ("ru", "skills"): ("Навыки", "Ключевые навыки", "Стек технологий", "Что умею"),
        ("ru", "languages"): ("Языки", "Иностранные языки", "Знание языков", "Владение языками"),
        ("ru", "courses"): ("Курсы", "Курсы и сертификаты", "Дополнительное образование", "Сертификаты"),
        ("ru", "projects"): ("Проекты", "Мои проекты", "Учебные проекты", "Pet-проекты"),
        ("ru", "contacts"): ("Контакты", "Контактная информация", "Связаться со мной", "Контактные данные"),
        ("en", "about"): ("Summary", "About me", "Profile", "Professional summary"),
        ("en", "experience"): ("Experience", "Work experience", "Employment history", "Work"),
        ("en", "education"): ("Education", "Academic background", "Education", "Studies"),
        ("en", "skills"): ("Skills", "Technical skills", "Tech stack", "What I can do"),
        ("en", "languages"): ("Languages", "Language skills", "Languages", "Languages I speak"),
        ("en", "courses"): ("Courses", "Certificates", "Courses and certificates", "Certifications"),
        ("en", "projects"): ("Projects", "Personal projects", "Pet projects", "Side projects"),
        ("en", "contacts"): ("Contacts", "Contact", "Contact me", "Get in touch"),
    }
)
_MONTHS = MappingProxyType(
    {
        "ru": (
            "Январь",
            "Февраль",
            "Март",
            "Апрель",
            "Май",
            "Июнь",
            "Июль",
            "Август",
            "Сентябрь",
            "Октябрь",
            "Ноябрь",
            "Декабрь",
        ),
        "en": (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
    }
)
_SHORT_MONTHS = MappingProxyType(
    {
        "ru": (
            "янв.",
            "февр.",
            "март",
            "апр.",
            "май",
            "июнь",
            "июль",
            "авг.",
            "сент.",
            "окт.",
            "нояб.",
            "дек.",
        ),
        "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    }
)
_SEASONS = MappingProxyType(
    {"ru": ("зима", "весна", "лето", "осень"), "en": ("Winter", "Spring", "Summer", "Fall")}
)
_PRESENT = MappingProxyType(
    {
        ("ru", "words"): "по настоящее время",
        ("ru", "short"): "н.в.",
        ("ru", "now"): "сейчас",
        ("en", "words"): "Present",
        ("en", "short"): "now",
        ("en", "now"): "current",
    }
)
# How dates are printed: the form of a date, what divides two, and how the present is called.
DATE_FORMS = MappingProxyType(
    {
        "words": ("month", " — ", "words"),
        "short words": ("short", " – ", "short"),
        "numbers": ("numbers", " - ", "words"),
        "slashes": ("slashes", " – ", "words"),
        "years": ("year", "–", "now"),
        "short years": ("short year", " – ", "short"),
        "iso": ("iso", " - ", "words"),
        "quarters": ("quarter", " – ", "words"),
        "seasons": ("season", " – ", "words"),
    }
)
YEAR_ONLY = frozenset({"years", "quarters", "seasons"})


def print_range(start: str | None, end: str | None, current: bool, form: str, language: str) -> str:
    """A range of dates in one of `DATE_FORMS`; empty where nothing is known."""
    if start is None:
        return ""
    date_form, divider, present = DATE_FORMS[form]
    last = _PRESENT[language, present] if current else _print_date(end or start, date_form, language)
    if divider.strip() == "—" and last.startswith("по "):
        return f"{_print_date(start, date_form, language)} — {last.removeprefix('по ')}"
    return f"{_print_date(start, date_form, language)}{divider}{last}"


def _print_date(date: str, form: str, language: str) -> str:
    year, month = int(date[:4]), int(date[5:7])
    forms = {
        "month": f"{_MONTHS[language][month - 1]} {year}",
        "short": f"{_SHORT_MONTHS[language][month - 1]} {year}",
        "numbers": f"{month:02d}.{year}",
        "slashes": f"{month:02d}/{year}",
        "year": f"{year}",
        "short year": f"{month:02d}.{year % 100:02d}",
        "iso": f"{year}-{month:02d}",
        "quarter": f"Q{(month + 2) // 3} {year}",
        "season": f"{_SEASONS[language][month % 12 // 3]} {year}",
    }
    return forms[form]
