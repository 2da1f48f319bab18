"""What a job title alone says about whether the work is in IT."""

import re

from shared.reference.professions import is_outside_it, title_profession
from shared.reference.text import fold

# Words of professions in IT that other trades use as well: no proof by themselves. "Директор магазина",
# "продавец-консультант", "финансовый консультант", "архитектор" of houses.
_SHARED = re.compile(
    r"директор\w*|начальник\w*|руководител\w*|director\w*|head of|администратор\w*|administrator"
    r"|консультант\w*|consultant|оператор\w*|operator|сервис\w*|service(?! ?desk)"
    r"|финанс\w*|financ\w*|кредит\w*|риск\w*|\brisk\w*|экономист\w*|ценообраз\w*|казначе\w*"
    r"|связи\b|монтаж\w*|(?:розничн|торгов)\w+ сет\w+|проект\w*|project\w*|production|инженер\w*|engineer\w*"
    r"|архитектор\w*|architect\w*|business development|development manager|researcher"
    r"|дизайн\w*|design\w*|художник\w*|\bartist\b|иллюстратор\w*|\b3d\b"
    r"|(?:экономическ|пожарн|промышленн|транспортн|пищев)\w+ безопасн\w*|служб\w+ безопасности"
    r"|безопасност\w+ (?:труда|движения)|security (?:guard|officer)"
)
# Work in IT that the table of professions does not name, or names by shared words only.
_PLAIN = re.compile(
    r"\bcto\b|\bcio\b|техническ\w+ (?:директор|писател)|technical (?:writer|director)|tech writer"
    r"|\bит\b|\bit\b|информационн\w+ (?:технолог|систем)|\bweb\b|\bвеб|систем\w+[\s-]+(?:админ|архитект)"
    r"|(?:solutions?|enterprise) architect|архитектор\w* (?:решени|систем|программ|данных|бд|баз)"
    r"|\berp\b|(?:консультант|специалист|внедренец|администратор)\w* (?:по )?1\s?[сc]\b"
    r"|(?:data|database|system|systems|cloud|release|network|platform) (?:engineer|administrator|architect)"
    r"|сисадмин|систем\w+ инженер|дата[\s-]?инженер|инженер\w* (?:данных|по качеству)"
)

# What accountants work in and programmers work on.
_1C = re.compile(r"\b1\s?[сc]\b\S*")

# Shared so widely that not even the profession is named: engineers and architects build houses.
_BUILDERS = re.compile(r"инженер\w*|engineer\w*|архитектор\w*|architect\w*")


def may_name_it(title: str | None) -> bool:
    """Whether a title names a profession in IT, be it by words that other trades share."""
    return title_profession(_BUILDERS.sub(" ", fold(title or ""))) is not None


def judge_title(title: str | None) -> bool | None:
    """Whether a title names work in IT; None where it says nothing either way.

    Example:
        >>> judge_title("CTO"), judge_title("Продавец-консультант"), judge_title("Специалист")
        (True, False, None)
    """
    if not title:
        return None
    if is_outside_it(title):
        return False
    folded = fold(title)
    if _PLAIN.search(folded):
        return True
    rest = _SHARED.sub(" ", folded)
    if is_outside_it(_1C.sub(" ", rest)):
        return False
    if title_profession(rest) is not None:
        return True
    return None
