"""Skills: one canonical name for the many ways people write a skill."""

import re
from functools import lru_cache
from types import MappingProxyType

from shared.reference.text import fold, fold_lookalikes

_ALIASES = MappingProxyType(
    {
        "1C": (
            "1с",
            "1с предприятие",
            "1c enterprise",
            "1с:предприятие",
            "1с: предприятие 8",
            "1с: предприятие",
            "1c: предприятие",
            "1с программирование",
        ),
        "1С-Битрикс": ("1c-битрикс", "1c-bitrix", "1с битрикс", "bitrix", "битрикс", "bitrix framework"),
        "1С: ERP": ("1c: erp", "1c erp", "1с erp", "1с:erp"),
        "1С: Бухгалтерия": ("1c: бухгалтерия", "1с бухгалтерия", "1с:бухгалтерия"),
        "1С: Управление торговлей": ("1c: управление торговлей", "1с ут", "1с: ут"),
        "A/B Testing": ("a/b тестирование", "a/b тесты", "a/b-тесты", "ab testing", "ab-тесты"),
        ".NET": ("dotnet", "дотнет"),
        ".NET Core": ("net core", "dotnet core"),
        ".NET Framework": ("net framework",),
        "AWS": ("amazon web services", "amazon aws"),
        "Airflow": ("apache airflow",),
        "Bash": ("shell", "bash scripting", "shell scripting", "unix shell scripts"),
        "C#": ("c sharp", "csharp", "си шарп", "с#"),
        "C++": ("cpp", "с++", "си++"),
        "CI/CD": ("ci cd", "cicd", "ci-cd", "gitlab ci/cd", "gitlab ci"),
        "CSS": ("css3",),
        "Computer Vision": ("компьютерное зрение",),
        "Confluence": ("atlassian confluence",),
        "Clickhouse": ("click house",),
        "Data Analysis": ("анализ данных",),
        "Deep Learning": ("глубокое обучение", "глубинное обучение"),
        "Django": ("django framework",),
        "Django REST Framework": ("drf", "django rest", "django rest api"),
        "Docker": ("докер",),
        "Docker Compose": ("docker-compose",),
        "Elasticsearch": ("elastic", "elastic search"),
        "FastAPI": ("fast api",),
        "Figma": ("фигма",),
        "Git": ("гит",),
        "Go": ("golang", "go lang"),
        "HTML": ("html5",),
        "Hibernate": ("hibernate orm",),
        "Hadoop": ("apache hadoop",),
        "Java": ("java core", "core java", "java se"),
        "JavaScript": ("js", "java script", "javascript es6", "es6"),
        "Jira": ("atlassian jira", "джира"),
        "Kafka": ("apache kafka",),
        "Kotlin": ("котлин",),
        "Kubernetes": ("k8s", "кубернетес"),
        "LLM": ("llms", "large language models", "большие языковые модели"),
        "Linux": ("ос linux", "gnu/linux", "администрирование linux"),
        "MS Excel": ("excel", "microsoft excel"),
        "MS SQL": ("ms sql server", "mssql", "microsoft sql server", "sql server"),
        "Maven": ("apache maven",),
        "Microservices": ("микросервисы", "микросервисная архитектура"),
        "MongoDB": ("mongo", "mongo db"),
        "MySQL": ("my sql",),
        "NLP": ("natural language processing", "обработка естественного языка"),
        "NumPy": (),
        "NestJS": ("nest.js", "nest js"),
        "Next.js": ("nextjs", "next js"),
        "Objective-C": ("objective c", "obj-c"),
        "Machine Learning": ("ml", "машинное обучение"),
        "Node.js": ("node", "nodejs", "node js"),
        "OOP": ("ооп",),
        "Oracle": ("oracle db", "oracle database"),
        "PHP": ("php7", "php8", "php 8", "php 7"),
        "PL/SQL": ("oracle pl/sql", "plsql"),
        "Pandas": ("библиотека pandas",),
        "PostgreSQL": ("postgres", "postgre sql", "postgre", "pgsql"),
        "Power BI": ("powerbi", "ms power bi"),
        "PyTorch": ("torch",),
        "Python": ("python3", "python 3", "пайтон", "питон"),
        "R": (),
        "REST API": ("rest", "restful", "restful api", "rest-api"),
        "RabbitMQ": ("rabbit", "rabbit mq"),
        "React": ("react.js", "reactjs", "react js"),
        "Redis": ("редис",),
        "Ruby on Rails": ("rails", "ror"),
        "SQLAlchemy": ("sql alchemy",),
        "SQL": ("язык sql", "sql запросы"),
        "Scikit-learn": ("sklearn",),
        "Scrum": ("agile scrum",),
        "Spark": ("apache spark",),
        "Spring Boot": ("springboot", "java spring boot"),
        "Spring Framework": ("spring", "java spring framework", "java spring"),
        "Swift": ("apple swift",),
        "TypeScript": ("ts", "type script"),
        "Unit Testing": ("unit-тесты", "юнит-тестирование", "unit tests", "модульное тестирование"),
        "Unity": ("unity3d", "unity 3d"),
        "WordPress": ("cms wordpress", "word press", "вордпресс"),
        "WebSocket": ("websockets", "web socket"),
        "Yii2": ("yii 2", "yii 2.0"),
        "Vue.js": ("vue", "vuejs", "vue js", "vue 3"),
        "Web Analytics": ("веб-аналитика",),
        "Информационная безопасность": ("information security",),
        "СУБД": ("системы управления базами данных", "cистемы управления базами данных"),
        "Системный анализ": ("system analysis", "системная аналитика"),
        "Бизнес-анализ": ("business analysis", "бизнес анализ"),
        "iOS": ("ios development", "ios разработка"),
    }
)
_CANONICAL = MappingProxyType(
    {fold_lookalikes(fold(alias)): name for name, aliases in _ALIASES.items() for alias in (name, *aliases)}
)
# Spellings that are ordinary words too: in running text they don't name the skill.
_ORDINARY_WORDS = frozenset(
    {"1c", "elastic", "go", "node", "rabbit", "rest", "shell", "spring", "swift", "torch", "гит"}
)

KNOWN_SKILLS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(spelling for spelling in map(fold, (name, *aliases)) if spelling not in _ORDINARY_WORDS)
        for name, aliases in _ALIASES.items()
    }
)
"""Canonical name -> folded spellings that name the skill in running text."""

_EDGES = re.compile(r"^(?:[\s\-•·*,;:]|\.(?!\w))+|[\s\-•·*,;:]+$")


@lru_cache(maxsize=100_000)
def canonical_skill(raw: str) -> str:
    """The canonical name of a skill; an unknown skill is returned as it is, its spaces tidied.

    Example:
        >>> canonical_skill(" postgres ")
        'PostgreSQL'
    """
    tidy = _EDGES.sub("", re.sub(r"\s+", " ", raw))
    return _CANONICAL.get(skill_key(tidy), tidy)


def skill_key(raw: str) -> str:
    """What two spellings of one skill have in common, for comparing and counting."""
    key = fold_lookalikes(fold(raw))
    canonical = _CANONICAL.get(key)
    return fold_lookalikes(fold(canonical)) if canonical else key
