"""What a post is: a vacancy, somebody's resume, or chatter."""

import re

from services.salary.training.ingest.facts.lines import fold_lines
from shared.reference.professions import title_profession

# Sign of a kind -> its weight; what weighs most wins, and chatter where nothing weighs enough.
_VACANCY_SIGNS = (
    (r"#(?:вакансия|вакансии|vacancy|vacancies|jobs?|hiring|ищем\w*|работа)(?!\w)", 3),
    (r"(?<!\w)(?:вакансия|vacancy|position|должность|позиция) ?[:\-–—]|открыл\w* вакансию", 2),
    (r"[📍⭐]\W*(?:локация|опыт)|ссылка на вакансию", 2),
    (
        r"(?<!\w)(?:обязанности|задачи|чем предстоит заниматься|что (?:нужно|предстоит) делать"
        r"|responsibilities|what you.ll do)(?!\w)",
        2,
    ),
    (
        r"(?<!\w)(?:требования|мы ожидаем|жд[её]м от (?:тебя|вас|кандидата)|requirements"
        r"|ожидания от кандидата"
        r"|что (?:важно|мы ждем)|будет плюсом)(?!\w)",
        1,
    ),
    (
        r"(?<!\w)(?:мы предлагаем|условия|что (?:мы )?предлагаем|we offer|для нас важно|о компании|о проекте"
        r"|оформление|компания|company|работодатель) ?[:\n]",
        1,
    ),
    (
        r"(?<!\w)(?:ищем|в поиск(?:е|ах)|приглашаем|требуется|открыта вакансия|нужен"
        r"|we are looking for|looking for a"
        r"|hiring)(?!\w)",
        1,
    ),
    (r"(?<!\w)(?:зарплатная )?вилка|(?<!\w)зп ?:|зарплата ?:|заработная плата", 1),
    (r"откликнуться|присылайте резюме|отправ\w+ резюме|ваше резюме|резюме (?:в|на) ", 1),
)
_RESUME_SIGNS = (
    (r"#(?:резюме|ищу\w*|resume|cv|lookingforjob|opentowork|поиск_?работы)(?!\w)", 3),
    (
        r"(?<!\w)(?:ищу (?:\w+ ){0,2}(?:работу|удал|позици|проект|возможност|ваканси)\w*"
        r"|нахожусь в (?:активном )?поиске"
        r"|в (?:активном )?поиске работы|рассм(?:отрю|атриваю) (?:предложени|ваканси|вариант)\w*"
        r"|looking for a (?:new )?job"
        r"|open to work)",
        3,
    ),
    (r"(?<!\w)(?:обо мне|о себе|about me|мой (?:стек|опыт|профиль)|мои (?:навыки|проекты)|меня зовут)", 2),
    (
        r"(?:зарплатные )?ожидания(?: по (?:зарплате|зп|доходу))? ?[:\-–—]|ожидани[ея] по (?:зарплате|зп)"
        r"|желаемая (?:зарплата|зп)|salary expectations",
        2,
    ),
    (
        r"(?<!\w)(?:я (?:работал|разрабатыва|умею|имею|занимал|— |- )|работаю|готов к (?:релокации|переезду)"
        r"|имею опыт|у меня)",
        1,
    ),
)
_VACANCY, _RESUME = (
    tuple((re.compile(pattern), weight) for pattern, weight in signs)
    for signs in (_VACANCY_SIGNS, _RESUME_SIGNS)
)
_PAY_WEIGHT = 2
_LEAST_WEIGHT = 3
_FEWEST_LETTERS = 120


def name_kind(text: str, title: str, states_pay: bool = False) -> str:
    """What a post is: "vacancy", "resume" or "chatter".

    A short post, and one with few signs, is a vacancy only where its title names a profession.

    Args:
        text: the post.
        title: what was found as its title.
        states_pay: whether it does.
    """
    folded = fold_lines(text)
    vacancy, resume = _weigh(_VACANCY, folded), _weigh(_RESUME, folded)
    if states_pay and not resume:  # who seeks a job states one too
        vacancy += _PAY_WEIGHT
    has_profession = title_profession(title) is not None
    if resume >= _LEAST_WEIGHT and resume > vacancy:
        return "resume"
    is_enough = vacancy >= _LEAST_WEIGHT and len(folded) >= _FEWEST_LETTERS
    if has_profession and (is_enough or vacancy >= _LEAST_WEIGHT - 1):
        return "vacancy"
    return "vacancy" if is_enough and vacancy > _LEAST_WEIGHT and title else "chatter"


def _weigh(signs: tuple[tuple[re.Pattern[str], int], ...], folded: str) -> int:
    return sum(weight for sign, weight in signs if sign.search(folded))
