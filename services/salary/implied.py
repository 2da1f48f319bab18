"""Implied skills: what a person who knows one skill knows too, so that it is no advice to learn it."""

from types import MappingProxyType

# A skill's canonical name: what it implies, separated by "; ".
_IMPLIED = {
    "TypeScript": "JavaScript",
    "React": "JavaScript; HTML; CSS",
    "Vue.js": "JavaScript; HTML; CSS",
    "Angular": "JavaScript; TypeScript; HTML; CSS",
    "Next.js": "React; JavaScript; HTML; CSS",
    "Redux": "React; JavaScript; HTML; CSS",
    "Node.js": "JavaScript",
    "NestJS": "Node.js; JavaScript; TypeScript",
    "jQuery": "JavaScript; HTML; CSS",
    "JavaScript": "HTML; CSS",
    "Django": "Python",
    "Django REST Framework": "Django; Python; REST API",
    "FastAPI": "Python; REST API",
    "Flask": "Python",
    "pandas": "Python",
    "PyTorch": "Python; Машинное обучение; Глубокое обучение",
    "Spring Framework": "Java; ООП",
    "Spring Boot": "Spring Framework; Java; ООП",
    "Java": "ООП",
    "C#": "ООП",
    "Laravel": "PHP",
    "Symfony": "PHP",
    "Yii2": "PHP",
    "ASP.NET": "C#; .NET",
    ".NET Core": "C#; .NET",
    "PostgreSQL": "SQL; СУБД; Базы данных",
    "MySQL": "SQL; СУБД; Базы данных",
    "MS SQL": "SQL; СУБД; Базы данных",
    "Oracle": "SQL; СУБД; Базы данных",
    "PL/SQL": "SQL; Oracle",
    "Kubernetes": "Docker",
    "Docker Compose": "Docker",
    "Helm": "Kubernetes; Docker",
    "GitHub": "Git",
    "GitLab": "Git",
    "REST API": "API",
    "C++": "C/C++",
    "C/C++": "C++",
    "Ubuntu": "Linux",
    "Bash": "Linux",
    "DevOps": "CI/CD",
    "Flutter": "Dart",
}
_OF_COLUMN = MappingProxyType(
    {
        f"skill:{name}": frozenset(f"skill:{implied}" for implied in names.split("; "))
        for name, names in _IMPLIED.items()
    }
    | {"topic:английский язык": frozenset({"skill:Английский язык"})}
)


def list_implied(columns: frozenset[str]) -> frozenset[str]:
    """The columns of skills that other columns of a person imply.

    Example:
        >>> sorted(list_implied(frozenset({"skill:TypeScript"})))
        ['skill:JavaScript']
    """
    return frozenset().union(*(_OF_COLUMN.get(column, frozenset()) for column in columns))
