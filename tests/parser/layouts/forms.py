"""The forms that the facts of a resume are written in: heads of jobs, studies, lists of skills."""

from types import MappingProxyType

# Rows of a job's head: (style, left, text, right). {period} is empty where a job has no dates.
_H, _T, _S = "head", "text", "small"
HEADS = MappingProxyType(
    {
        "company position dates": (
            (_H, "", "{company}", ""),
            (_T, "", "{position}", ""),
            (_S, "", "{period}", ""),
        ),
        "position company dates": (
            (_H, "", "{position}", ""),
            (_T, "", "{company}", ""),
            (_S, "", "{period}", ""),
        ),
        "dates company position": (
            (_S, "", "{period}", ""),
            (_H, "", "{company}", ""),
            (_T, "", "{position}", ""),
        ),
        "dates position company": (
            (_T, "", "{period}", ""),
            (_H, "", "{position}", ""),
            (_T, "", "{company}", ""),
        ),
        "position — company": ((_H, "", "{position} — {company}", ""), (_S, "", "{period}", "")),
        "company | position | dates": ((_H, "", "{company} | {position} | {period}", ""),),
        "position, company (dates)": ((_H, "", "{position}, {company} ({period})", ""),),
        "company, dates": ((_H, "", "{company}, {period}", ""), (_T, "", "{position}", "")),
        "dates: company, position": ((_H, "", "{period}: {company}, {position}", ""),),
        "dates on the right of the company": ((_H, "", "{company}", "{period}"), (_T, "", "{position}", "")),
        "dates on the right of the position": ((_H, "", "{position}", "{period}"), (_T, "", "{company}", "")),
        "city and dates on the right": (
            (_H, "", "{company}", "{city}"),
            (_T, "", "{position}", "{period}"),
        ),
        "dates on the left": ((_H, "{period}", "{company}", ""), (_T, "", "{position}", "")),
        "dates on the left, position first": ((_H, "{period}", "{position}", ""), (_T, "", "{company}", "")),
        "dates on the left, one line": ((_H, "{period}", "{position}, {company}", ""),),
        "labels": (
            (_T, "", "{period_label}: {period}", ""),
            (_T, "", "{company_label}: {company}", ""),
            (_T, "", "{position_label}: {position}", ""),
        ),
        "company dates position": (
            (_H, "", "{company}", ""),
            (_S, "", "{period}", ""),
            (_T, "", "{position}", ""),
        ),
        "position dates company": (
            (_H, "", "{position}", ""),
            (_S, "", "{period}", ""),
            (_T, "", "{company}", ""),
        ),
        "company (city)": (
            (_H, "", "{company} ({city})", ""),
            (_T, "", "{position}", ""),
            (_S, "", "{period}", ""),
        ),
        "position, then company and city": (
            (_H, "", "{position}", "{period}"),
            (_T, "", "{company}, {city}", ""),
        ),
        "company and its field": (
            (_H, "", "{company}", "{period}"),
            (_S, "", "{field}", ""),
            (_T, "", "{position}", ""),
        ),
        "position, period, company and terms": (
            (_H, "", "{position}", ""),
            (_S, "", "{period}", ""),
            (_T, "", "{company} | {city}, {terms}", ""),
        ),
        "company, position:": (
            (_T, "", "{company}", "{period}"),
            (_T, "", "{position}:", ""),
        ),
        "position in company": ((_H, "", "{position} {at} {company}", ""), (_S, "", "{period}", "")),
        "plain": (
            (_T, "", "{company}", ""),
            (_T, "", "{position}", ""),
            (_T, "", "{period}", ""),
        ),
        "plain, dates first": (
            (_T, "", "{period}", ""),
            (_T, "", "{company}, {position}", ""),
        ),
    }
)
STUDIES = MappingProxyType(
    {
        "school speciality dates": ((_H, "{school}"), (_T, "{speciality}"), (_S, "{years}")),
        "school, year": ((_H, "{school}, {year}"), (_T, "{speciality}")),
        "year — school": ((_H, "{year} — {school}"), (_T, "{speciality_label}: {speciality}")),
        "years above": ((_S, "{years}"), (_H, "{school}"), (_T, "{degree}, {speciality}")),
        "degree first": ((_H, "{degree}, {speciality}"), (_T, "{school}, {years}")),
        "speciality first": ((_H, "{speciality}"), (_T, "{school}"), (_S, "{years}")),
        "one line": ((_T, "{school}, {speciality}, {years}"),),
        "bars": ((_T, "{school} | {speciality} | {years}"),),
        "level above": ((_T, "{level}"), (_H, "{school}"), (_T, "{speciality} ({years})")),
    }
)
LABELS = MappingProxyType(
    {
        "ru": {
            "period_label": "Период работы",
            "company_label": "Организация",
            "position_label": "Должность",
            "speciality_label": "Специальность",
            "level": "Высшее",
            "at": "в",
            "field": "Программы для магазинов и складов",
            "terms": "полная занятость",
            "duties": "Обязанности:",
            "stack": "Стек: Python, PostgreSQL, Docker, Git",
        },
        "en": {
            "period_label": "Period",
            "company_label": "Company",
            "position_label": "Position",
            "speciality_label": "Major",
            "level": "Higher education",
            "at": "at",
            "field": "Software for shops and warehouses",
            "terms": "full-time",
            "duties": "Responsibilities:",
            "stack": "Stack: Python, PostgreSQL, Docker, Git",
        },
    }
)
CONTACT_LABELS = MappingProxyType(
    {
        "ru": ("Город", "Телефон", "Почта", "Ссылка"),
        "en": ("Location", "Phone", "Email", "Link"),
    }
)
JOINED = MappingProxyType(
    {"commas": ", ", "dots": " • ", "bars": " | ", "semicolons": "; ", "slashes": " / "}
)
MARKED = MappingProxyType({"lines": "{0}", "bullets": "{bullet} {0}", "dashes": "- {0};"})
