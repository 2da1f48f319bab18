"""Pages that hh.ru shows instead of a resume."""

import re

from lxml import html

from services.parser.link.markup import load_page, read_lines

_LONGEST = 4000  # characters of menus and of the message; a longer page shows something of its own
_CAPTCHA_ATTRIBUTES = ("id", "class", "name", "action", "src", "data-qa")
# In this order: a captcha may stand before anything, and many pages ask to log in besides.
_PROBLEM_OF_WORDS = (
    (
        r"не\s+робот|not\s+a\s+robot|are\s+you\s+(?:a\s+)?human|проверк\w+\s+(?:вашего\s+)?браузера"
        r"|checking\s+your\s+browser|ddos-guard|символы\s+с\s+картинки",
        "link_captcha",
    ),
    (
        r"резюме\s+(?:\w+\s+)?(?:удален|не\s+найден|не\s+существует)|страниц[аы]\s+не\s+(?:найден|существует)"
        r"|такой\s+страницы\s+не|resume\s+(?:was\s+|has\s+been\s+)?(?:deleted|not\s+found)|page\s+(?:is\s+)?not\s+found",
        "link_not_found",
    ),
    (
        r"(?:войдите|зарегистрируйтесь|авторизуйтесь)[^.]{0,60}(?:чтобы|увидеть|посмотреть|просматривать|продолжить)"
        r"|(?:чтобы|для)[^.]{0,40}(?:просмотр\w*|увидеть|посмотреть)[^.]{0,40}(?:войдите|авториз|зарегистрируйтесь)"
        r"|только\s+(?:авторизованн|зарегистрированн)\w+|(?:log|sign)\s+in\s+to\s+(?:view|see|continue)",
        "link_login_required",
    ),
    (
        r"резюме\s+(?:\w+\s+)?(?:скрыт|недоступн|закрыт)|(?:скрыл|закрыл|ограничил)\w*\s+(?:доступ|резюме|видимость)"
        r"|доступ\s+(?:к\s+\w+\s+)?(?:закрыт|ограничен|запрещ)|resume\s+is\s+(?:hidden|not\s+available|private)",
        "link_no_access",
    ),
)
_WALLS = tuple((re.compile(words, re.IGNORECASE), code) for words, code in _PROBLEM_OF_WORDS)


def find_wall(content: bytes) -> str | None:
    """The problem that a page without a resume tells of; None where it tells of none that we know."""
    page = load_page(content)
    if page is None:
        return None
    text = " ".join(read_lines(page)).replace("ё", "е")
    if len(text) > _LONGEST:
        return None
    if any(_is_captcha(element) for element in page.iter()):
        return "link_captcha"
    return next((code for words, code in _WALLS if words.search(text)), None)


def _is_captcha(element: html.HtmlElement) -> bool:
    return any("captcha" in (element.get(name) or "").lower() for name in _CAPTCHA_ATTRIBUTES)
