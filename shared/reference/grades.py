"""Grades: the words that people use for them, and their order."""

import re
from types import MappingProxyType

from shared.contracts.grade import Grade
from shared.reference.text import fold

ORDER = tuple(Grade)

RUSSIAN = MappingProxyType(
    {
        Grade.TRAINEE: "стажёр",
        Grade.JUNIOR: "junior",
        Grade.MIDDLE: "middle",
        Grade.SENIOR: "senior",
        Grade.LEAD: "lead",
        Grade.CHIEF: "руководитель",
    }
)

# After "ст." or "вед." must stand a trade: "ст. Московская" is a station.
_TRADE = r"\. ?(?:инж|разраб|прогр|аналит|спец|менедж|тестир|админ|дизайн|консульт|науч|препод|эксперт|архит)"
_UNIT = r"(?:отдел|департамент|управлени|направлени|служб|дивизион|филиал)\w*"
# From the highest to the lowest: "ведущий" beside "младший" does not occur, "team lead, senior" does.
_WORDS = (
    (
        Grade.CHIEF,
        r"chief|c[etiodpf]o|ciso|cmo|head(?: of)?|director|vp|vice president|директор\w*|начальник\w*"
        rf"|руководител\w+ (?!групп|команд)(?:\w+ )?{_UNIT}",
    ),
    (
        Grade.LEAD,
        r"lead|leader|leading|team ?lead(?:er)?|tech ?lead(?:er)?|principal|staff"
        r"|тим[ -]?лид\w*|тех[ -]?лид\w*|лид|лидер|ведущ(?:ий|ая|его|ему|им|ей|ую|ие|их)"
        rf"|главн(?:ый|ая|ого|ому|ым|ую|ые|ых)|(?:вед|гл)(?={_TRADE})"
        r"|архитектор\w*|architect|руководител\w+|manager of",
    ),
    (Grade.SENIOR, rf"senior|sr|сень[оёе]р\w*|сениор\w*|синьор\w*|старш\w+|ст(?={_TRADE})"),
    (Grade.MIDDLE, r"middle\+?|mid|миддл\w*|мидл\w*"),
    (Grade.JUNIOR, rf"junior\+?|jr|jun\+?|джуниор\w*|джун\w*|младш\w+|мл(?={_TRADE})|начинающ\w+"),
    (Grade.TRAINEE, r"trainee|interns?|internship|интерн|стажер\w*|стажёр\w*|стажировк\w*|практикант\w*"),
)
GRADE_WORDS = MappingProxyType(
    {grade: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for grade, words in _WORDS}
)

_BOSS = r"(?:главн\w+ )?(?:директор\w*|руководител\w+|начальник\w*|инженера|бухгалтера)"
_FIRM = r"(?:компани|банк|холдинг|офис|корпорац|студи|игрок|бренд|сайт|страниц)\w*"
# Where a grade's word says something else. Taken out of a folded title before it is read.
_FALSE_FRIENDS = re.compile(
    r"(?<!\w)(?:"
    # Leads are customers here, and lead is a metal.
    r"lead[ -]?gen\w*|leads? (?:generat\w+|management|acquisition|nurturing|scoring|time)"
    r"|лид[ -]?(?:ген\w*|менеджер\w*|магнит\w*)"
    # Offices, regions, markets and people-hunting.
    r"|head[ -]?(?:office|hunter|hunting|count)\w*"
    r"|middle[ -](?:east|office|market|ware)\w*|mid[ -](?:market|cap)"
    r"|staff(?:ing)? (?:augmentation|accountant|manager|training|recruit\w+)"
    # Whose helper, and not who.
    rf"|(?:помощни\w+|ассистент\w*|секретар\w+|референт\w*) (?:\w+ )?{_BOSS}(?: {_UNIT})?"
    r"|assistant (?:to|of) (?:the )?(?:\w+ )?(?:director|head|chief|c[etiofp]o|lead|vp)"
    # What the employer or the product is, and who is taught.
    rf"|(?:ведущ|главн)\w+ (?:it[ -]|ит[ -]|(?:российск|международн|крупн)\w+ )?{_FIRM}"
    r"|leading (?:\w+ )?(?:company|bank|provider|platform|studio)"
    r"|ведущ\w+ (?:мероприяти|вебинар|эфир|подкаст|программы|шоу|стрим|новост|тренинг|радио|телеведущ)\w*"
    r"|(?:старш|младш|начальн)(?:их|ых|ими|ыми|ая|ое|ее|ей|ой|ем|ом) (?:класс|школ|групп|поколени|возраст)\w*"
    r"|для начинающ\w+"
    # A project manager is a profession, whatever the grade; the head of a project's team is a grade.
    rf"|руководител\w+ (?:(?!групп|команд|офис|{_UNIT})\w+[ -]){{0,2}}проект(?:а|ов|у|ам|ами|ом)"
    r")(?!\w)",
    re.IGNORECASE,
)


_ANY_GRADE = re.compile("|".join(words.pattern for words in GRADE_WORDS.values()), re.IGNORECASE)


def stated_grade(title: str | None) -> Grade | None:
    """The grade that a job title states in words, or None.

    Words that look like a grade and mean something else ("lead generation", "помощник директора",
    "руководитель проектов") state none.

    Example:
        >>> stated_grade("Старший разработчик Python")
        <Grade.SENIOR: 'senior'>
    """
    if not title:
        return None
    folded = _FALSE_FRIENDS.sub(" ", fold(title))
    return next((grade for grade, words in GRADE_WORDS.items() if words.search(folded)), None)


def without_grade_words(text: str) -> str:
    """The text with every word that states a grade taken out, for models that must not read it off."""
    if _ANY_GRADE.search(text):
        for words in GRADE_WORDS.values():
            text = words.sub(" ", text)
    return re.sub(r"\s+", " ", text).strip(" ,/-()")


def grade_gap(claimed: Grade, estimated: Grade) -> int:
    """How many grades the claim lies above the estimate; negative when below."""
    return ORDER.index(claimed) - ORDER.index(estimated)
