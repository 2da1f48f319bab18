"""Title and employer of a post."""

import re

from shared.reference.professions import title_profession
from shared.reference.text import fold

_LONGEST_TITLE = 120
_FIRST_LINES = 12
_HEAD_LINES = 4  # here any line may be the title, further down only one of few words
_FEW_WORDS = 5

HEAD = re.compile(
    r"^[^\w\n]*(?P<title>[^\n*]{3,70}?)[*_ ]* в [*_ ]*(?P<employer>[A-ZА-ЯЁ«\"][^\n*]{1,40}?)[*_ ]*$",
    re.MULTILINE,
)
"""A line that names the job and who offers it: "**Data Scientist** в **Duolingo**"."""

_LABELLED_TITLE = re.compile(
    r"^[^\w\n#]*(?:вакансия|должность|позиция|position|vacancy|роль|role|кого ищем|job title)[*_ ]*[:\-–—]"
    r"[*_ ]*([^\n]{3,140})",
    re.IGNORECASE | re.MULTILINE,
)
_LABELLED_EMPLOYER = re.compile(
    r"^[^\w\n]*(?:компания|работодатель|company|employer|название компании|клиент)[*_ ]*[:\-–—]"
    r"[*_ ]*([^\n]{2,80})",
    re.IGNORECASE | re.MULTILINE,
)
# What stands before the title within a line, and where the title ends.
_LOOKING = re.compile(
    r"(?:^|.*?(?<!\w))(?:ищем|ищет|ищу|в поиск(?:е|ах)|приглашаем|приглашает|требуется"
    r"|нужен|откры\w+ вакансию?я?|на позицию"
    r"|looking for(?: an?)?|hiring(?: an?)?)(?: в (?:нашу )?(?:команду|штат))?(?: опытного)?[: ]+",
    re.IGNORECASE,
)
_TITLE_END = re.compile(
    r"[.!;]\s|[.!;]$| в (?:команд|штат|нашу|крупн|международн|компани|аккредитован|проект|отдел)| на проект"
)
_LABEL_FIRST = re.compile(r"^\W*[\w/ -]{2,25}:")
_NO_TITLE = re.compile(
    r"зарплат|вилка|(?<!\w)зп(?!\w)|локаци|формат|занятост|город|компани[яи]|оплата|http|контакт|обязанност|требовани"
    r"|^(?:\w+ )?(?:опыт|владени|знани|умени|навык|понимани|написани|участи|образовани"
    r"|уверенн)\w*|мы - |меня зовут"
    r"|^(?:разработк|автоматизаци|тестировани|проектировани|создани|поддержк|внедрени|анализ|подготовк)\w*"
    r"|^(?:ведени\w*|на курс)"
)
# A trade that no table of professions has: still the title, in the first lines.
_TRADE = re.compile(
    r"^(?:\w+[ -]){0,2}(?:специалист|инженер|менеджер|эксперт|консультант|engineer|manager|specialist)\w*"
)
_STYLE = re.compile(r"[*_`~]+")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")
_EMOJI = re.compile(r"[^\w\s.,;:!?+#&/()«»\"'%@–—-]+")
_TAG = re.compile(r"#\w+")
_EDGES = " \t,;:!-–—|»«\"'[]/\\"


def find_title(text: str) -> str:
    """The title of the job that a post offers; empty where it names none."""
    plain = _LINK.sub(r"\1", text)
    labelled = _LABELLED_TITLE.search(plain)
    if labelled and (title := _tidy(labelled[1].replace("#", ""))):
        return title
    lines = [line for line in plain.split("\n") if line.strip()][:_FIRST_LINES]
    head = _find_head(plain)
    if head:
        return _tidy(head["title"])
    titles = [title for number, line in enumerate(lines) if (title := _read_title_line(line, number))]
    for names in (lambda title: title_profession(title) is not None, _TRADE.match):
        found = next((title for title in titles if names(fold(title))), None)
        if found:
            return found
    tags = [tag[1:].replace("_", " ") for line in lines for tag in _TAG.findall(line)]
    return next((tag for tag in tags if title_profession(tag)), "")


def find_employer(text: str) -> str:
    """Who offers the job; empty where the post does not say."""
    plain = _LINK.sub(r"\1", text)
    labelled = _LABELLED_EMPLOYER.search(plain)
    if labelled:
        return _tidy(re.split(r"[|,(]| — | - ", labelled[1])[0])
    head = _find_head(plain)
    return _tidy(head["employer"]) if head else ""


def _find_head(text: str) -> re.Match[str] | None:
    lines = "\n".join([line for line in text.split("\n") if line.strip()][:_HEAD_LINES])
    return next((head for head in HEAD.finditer(lines) if is_head(head)), None)


def is_head(head: re.Match[str]) -> bool:
    """Whether what looks like a title and an employer names a profession, and no demand of one."""
    return title_profession(head["title"]) is not None and not _NO_TITLE.search(fold(head["title"]))


def _read_title_line(line: str, number: int) -> str:
    """What a line holds if it may be the title: without what leads to it and what follows it; else nothing.

    Far down only a few words are one.
    """
    tidied = _tidy(line)
    if _NO_TITLE.search(fold(tidied)) or _LABEL_FIRST.match(tidied):
        return ""
    title = _TITLE_END.split(_LOOKING.sub("", tidied), maxsplit=1)[0].strip(_EDGES)
    is_short = number < _HEAD_LINES or len(title.split()) <= _FEW_WORDS
    return title if 3 < len(title) < _LONGEST_TITLE and is_short else ""


def _tidy(raw: str) -> str:
    plain = _EMOJI.sub(" ", _TAG.sub(" ", _STYLE.sub("", raw)))
    title = " ".join(plain.split()).strip(_EDGES)
    return title.lstrip("()").rstrip("(")[:_LONGEST_TITLE].strip(_EDGES)
