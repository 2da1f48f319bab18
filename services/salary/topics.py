"""Topics: what free text says of somebody's work, for a person and for a vacancy alike.

Free words would be cheaper to take from the data, but the ones that tell pay best there are what only an
employer writes: perks, clinics, the name of a recruiter. No resume says them.
"""

import re
from types import MappingProxyType

# Each begins at the beginning of a word.
_WORDS = (
    ("высокие нагрузки", r"высоко.?нагруж|high.?load|хай.?лоад|отказоустойчив|масштабиру"),
    (
        "микросервисы и распределённые системы",
        r"микро.?сервис|micro.?service|распредел[её]нн\w+ (?:систем|вычисл)|distributed",
    ),
    ("архитектура", r"архитектур|architect"),
    ("проектирование систем", r"проектир|system design"),
    (
        "руководство людьми",
        r"(?<!под )руковод(?!ств\w* (?:пользоват|администрат|по ))"
        r"|управлени\w+ команд|тимлид|team ?lead|подчин[её]нн|people management",
    ),
    ("наставничество и ревью кода", r"наставн|ментор|mentor|код.?ревью|ревью кода|code.?review"),
    (
        "банки и финтех",
        r"банк(?:а|у|ом|е|и|ов|ам|ами|ах|инг\w*|овск\w*)?\b"
        r"|финтех|fintech|bank|финансов\w+ (?:сектор|технолог|организац)",
    ),
    ("торговля и маркетплейсы", r"e.?commerce|маркетплейс|ритейл|retail|интернет.?магазин|торгов"),
    ("телеком", r"телеком|telecom|оператор\w* связи"),
    (
        "промышленность и аппаратура",
        r"производств\w+ (?:предприят|процесс)|завод(?:а|у|е|ом|ы|ов|ах|ск\w+)?\b"
        r"|аппаратур|стан(?:ок|к(?:а|и|у|ов|ом|ами|ах)?)\b|приборостро|чертеж",
    ),
    (
        "государственные системы",
        r"гос(?:\b|орган|сектор|услуг|заказ|закупк|компани|корпорац|учрежден|структур|контракт|систем)"
        r"|государственн\w+ (?:систем|информ|сектор|орган|учрежд|заказ|контракт|услуг|комп|предпр|служб)"
        r"|фгис|ведомств|министерств|бюджетн\w+ учрежд|импортозамещ",
    ),
    ("учёба и преподавание", r"учебн|преподав|ученик|студент|школьник"),
    ("наука и исследования", r"научн|исследован|research|публикаци"),
    (
        "поддержка пользователей",
        r"(?:поддержк|консультир|обучен)\w+ пользовател|заявк\w+ пользовател|help.?desk|service.?desk",
    ),
    ("ремонт и обслуживание техники", r"ремонт|оргтехник|картридж|монтаж|видеонаблюд|принтер|прокладк"),
    ("сайты и CMS", r"cms\b|верстк|вордпресс|wordpress|битрикс|bitrix|лендинг|тильд|tilda|сайт"),
    ("отчёты и таблицы", r"(?:ms )?excel\b|отч[её]тност|сводн\w+ таблиц|1\s?[сc]\b"),
    ("документация и инструкции", r"документаци|инструкци|регламент"),
    ("машинное обучение", r"machine learning|машинн\w+ обучен|нейрон|neural|ml\b|llm\b|nlp\b"),
    ("данные и хранилища", r"хранилищ|dwh\b|etl\b|big ?data|data ?lake|пайплайн|pipeline"),
    ("автоматизация развёртывания", r"ci\s?/\s?cd|деплой|deploy|kubernetes|k8s|terraform|ansible|helm\b"),
    ("мониторинг и журналы", r"мониторинг|grafana|prometheus|elk\b|zabbix|observability"),
    ("автотесты", r"авто.?тест|unit.?test|юнит.?тест|покрыти\w+ тест|test automation"),
    ("интеграции", r"интеграц|integration|api\b"),
    ("производительность", r"производительност|оптимизаци|performance|профилирован"),
    ("продукт и метрики", r"продуктов|метрик|a/b\b|ab.?тест|гипотез"),
    (
        "требования и постановка задач",
        r"требовани\w+ (?:к|заказч|бизнес)|сбор требован|постановк\w+ задач|тз\b|user stor",
    ),
    ("продажи и клиенты", r"продаж|холодн\w+ звон|sales\b(?! ?force)|клиентск\w+ баз"),
    ("английский язык", r"английск|english|[bc][12]\b"),
    ("разработка с нуля", r"с нуля|from scratch"),
)
TOPICS = MappingProxyType({name: re.compile(rf"(?<!\w)(?:{words})") for name, words in _WORDS})


_ANY_TOPIC = re.compile(rf"(?<!\w)(?:{'|'.join(words for _, words in _WORDS)})")


def list_topics(statements: str) -> list[str]:
    """The topics that statements speak of, in the order of the table.

    Args:
        statements: a text without what it denies and plans, as `read_statements` gives it.

    Example:
        >>> list_topics("проектировал микросервисы, проводил код-ревью")
        ['микросервисы и распределённые системы', 'проектирование систем', 'наставничество и ревью кода']
    """
    missing = dict(TOPICS)
    # One pass for all topics is several times faster than one for each.
    found = _ANY_TOPIC.search(statements)
    while found is not None and missing:
        for name in [name for name, words in missing.items() if words.match(statements, found.start())]:
            del missing[name]
        found = _ANY_TOPIC.search(statements, found.start() + 1)
    return [name for name in TOPICS if name not in missing]
