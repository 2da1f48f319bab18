"""Professions: what a job title says somebody does, as coarse as pay and skills tell them apart."""

import re
from types import MappingProxyType

from shared.reference.text import fold

# The first row that matches counts: narrow professions stand above wide ones.
_WORDS = (
    ("1С", r"1\s?[сc]\b|1\s?[сc][:\s-]|bitrix24|битрикс24"),
    ("DevOps и SRE", r"devops|девопс|\bsre\b|site reliability|platform engineer|kubernetes|mlops"),
    ("Информационная безопасность", r"безопасн|security|пентест|pentest|\bsoc\b|appsec|devsecops|\bиб\b"),
    (
        "Тестирование",
        r"\bqa\b|\bqc\b|\baqa\b|тестиров|\btest(?:er|ing)?\b|\bsdet\b|quality assurance|автотест"
        r"|инженер по качеству",
    ),
    (
        "Data Science и ML",
        r"data scien|дата.?са[йи]ент|machine learning|\bml\b|\bai\b|\bии\b|\bnlp\b|\bllm\b|\bcv\b"
        r"|computer vision|deep learning|нейро|искусственн\w+ интеллект|машинн\w+ обучен|researcher",
    ),
    (
        "Инженер данных",
        r"data engineer|дата.?инженер|инженер данных|\bdwh\b|\betl\b|big ?data|хранилищ\w* данных|hadoop"
        r"|spark|data architect|\bdba\b|администратор\w* (?:баз|бд|субд)|разработчик\w* (?:sql|бд|баз)"
        r"|database|субд|\bsql\b|data quality|oracle|pl/sql",
    ),
    (
        "Аналитик данных",
        r"data analy|аналитик\w*[\s-]+данных|дата.?аналитик|\bbi\b|bi.?аналитик|веб.?аналитик|web.?analy"
        r"|продуктов\w+ аналитик|product analy|аналитик\w* продукт|анализ\w* данных|маркетингов\w+ аналитик",
    ),
    (
        "Системный аналитик",
        r"систем\w+[\s-]+(?:бизнес[\s-]+)?аналитик|system\w* analy|аналитик\w*[\s-]+систем|\bsa\b"
        r"|бизнес.{0,3}систем|analyst fullstack",
    ),
    ("Бизнес-аналитик", r"бизнес.{0,2}аналит|business.{0,2}analy|аналитик\w* бизнес|бизнес.процесс|\bba\b"),
    ("Финансовый аналитик", r"финанс|financ|кредит|риск|risk|экономист|ценообраз|казначей"),
    ("Аналитик", r"аналити|analyst|analytic"),
    (
        "Мобильный разработчик",
        r"\bios\b|android|андроид|mobile|мобильн|flutter|react native|swift|kotlin|xamarin",
    ),
    ("Разработчик игр", r"unity|unreal|\bgame|игр|gamedev"),
    ("Дизайнер", r"дизайн|design|\bux\b|\bui\b|художник|artist|иллюстратор|motion|моушн|figma|3d"),
    (
        "Продукт и проект",
        r"product|продакт|владел\w+ продукт|project|проект\w*|\bpm\b|scrum|delivery|менеджер\w* продукт",
    ),
    ("Fullstack-разработчик", r"full.?stack|фул+.?ст[еэ]к"),
    ("Frontend-разработчик", r"front.?end|фронт.?[еэ]нд|\breact\b|\bvue\b|angular|верстальщик|верстк|html"),
    ("Go-разработчик", r"golang|\bgo\b"),
    ("Python-разработчик", r"python|питон|django|fastapi"),
    ("C#-разработчик", r"c#|с#|\.net|dotnet|asp"),
    (
        "C++-разработчик",
        r"c\+\+|с\+\+|\bqt\b|c/c|\bcpp\b|embedded|микроконтр|встраиваем|встроенн|\bплис\b|fpga|stm32",
    ),
    ("JavaScript-разработчик", r"javascript|\bjs\b|node|typescript"),
    ("Java-разработчик", r"\bjava\b|spring|scala\b"),
    (
        "PHP-разработчик",
        r"\bphp\b|laravel|symfony|битрикс|bitrix|wordpress|\byii|веб.?программист|web.?программист",
    ),
    (
        "Техническая поддержка",
        r"поддержк|support|help.?desk|хелпдеск|service.?desk|эникей|консультант|оператор|сервис",
    ),
    (
        "Администрирование и сети",
        r"админ|\badmin|сисадм|сет(?:ев|и\b)|network|linux|windows|инфраструктур|телеком|связи|монтаж|асу",
    ),
    ("Backend-разработчик", r"back.?end|б[еэ]к.?[еэ]нд|ruby|rust|erlang|elixir|серверн"),
    ("Руководитель", r"\bcto\b|\bcio\b|директор|начальник|руководител|head of|director|team ?lead|тимлид"),
    (
        "Разработчик",
        r"разраб|develop|программист|engineer|programmer|coder|software|\bдев\b|архитектор|architect",
    ),
)
PROFESSIONS = MappingProxyType({name: re.compile(words) for name, words in _WORDS})


def title_profession(title: str) -> str | None:
    """The profession in IT that a job title names, or None where its words fit none.

    Example:
        >>> title_profession("Ведущий системный аналитик (банк)")
        'Системный аналитик'
    """
    folded = fold(title)
    return next((name for name, words in PROFESSIONS.items() if words.search(folded)), None)


# Name a profession in IT only where the title says no other trade: "продавец-консультант" is none.
_WEAK = re.compile(
    r"консультант\w*|оператор\w*|сервис\w*|директор\w*|начальник\w*|руководител\w*|head of|director"
    r"|проект\w*|project|product|финанс\w*|financ\w*|кредит\w*|экономист\w*|риск\w*|risk|связи|монтаж\w*"
    r"|дизайн\w*|design\w*|безопасн\w*|security|администратор\w* (?:зала|салона|магазина|отеля|ресторана)"
)
# Work outside IT by its own words, each from the beginning of a word: a "руководитель" is no "водитель".
_OUTSIDE_IT = re.compile(
    r"(?<!\w)(?:повар|кулинар|пекар|кондитер|официант|бармен|бариста|cook\b|chef\b|waiter|barista|ресторан"
    r"|(?:глав)?бухгалтер|аудитор|accountant|кассир|cashier|продав|продаж|закуп|снабжен|товаровед"
    r"|мерчендайзер|sales\b|sales(?:man|person)|магазин|отел[ьея]\b|салон"
    r"|водител|курьер|экспедитор|логист|кладовщик|склад|грузчик|комплектовщик|driver\b|courier"
    r"|врач|медсестр|медбрат|фельдшер|фармацевт|провизор|стоматолог|doctor\b|nurse\b|pharmacist|ветеринар"
    r"|учител|воспитател|педагог|логопед|teacher\b|юрист|адвокат|нотариус|lawyer|агроном|флорист|швея|портн"
    r"|строител|(?:электро|газо)?сварщик|(?:авто)?слесар|(?:авто)?электрик|электромонт|сантехник|столяр"
    r"|плотник|маляр|токар|фрезеровщ|каменщик|охранник|вахт[её]р|уборщи|дворник|горничн|няня|сиделк|cleaner"
    r"|парикмахер|косметолог|маникюр|визажист|массажист|тренер\b.*(?:зал|фитнес)|фитнес"
    r"|риелтор|риэлтор|агент по недвижимости|секретар|делопроизвод|рекрут|recruiter|hr\b|кадров"
    r"|научн\w+ сотрудник|библиотекар|журналист|переводчик|экскурсовод|музе[йея]|акт[её]р\b|музыкант"
    r"|фотограф)"
)


def is_outside_it(title: str) -> bool:
    """Whether a job title plainly names work outside IT. False for a title that says nothing either way.

    Example:
        >>> is_outside_it("Шеф-повар"), is_outside_it("Программист 1С (бухгалтер)")
        (True, False)
    """
    folded = fold(title)
    return bool(_OUTSIDE_IT.search(folded)) and title_profession(_WEAK.sub(" ", folded)) is None
