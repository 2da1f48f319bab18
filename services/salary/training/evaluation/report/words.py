"""Words: what the report calls things, in Russian."""

from types import MappingProxyType

from services.salary.training.evaluation.baselines import (
    CALIBRATED,
    PLAIN_CATBOOST,
    RECIPE_CATBOOST,
    RECIPE_FOREST,
    ROLE_MEDIAN,
)
from services.salary.training.evaluation.result import OURS
from services.salary.training.evaluation.slices import NOT_STATED
from shared.contracts.grade import Grade
from shared.reference.grades import RUSSIAN as GRADES
from shared.reference.places import RUSSIAN as REGIONS

KINDS = MappingProxyType(
    {
        "grade": "грейд",
        "role": "роль",
        "region": "регион",
        "year": "год",
        "source": "источник",
        "ten roles": "десять ролей",
    }
)
SPLITS = MappingProxyType({"by employer": "по работодателям", "by time": "по времени"})
RECIPES = MappingProxyType(
    {
        OURS: "наша модель",
        ROLE_MEDIAN: "медиана роли и грейда",
        RECIPE_FOREST: "рецепт образца, случайный лес",
        RECIPE_CATBOOST: "рецепт образца, CatBoost",
        CALIBRATED.format(RECIPE_FOREST): "он же, лес, калиброван",
        CALIBRATED.format(RECIPE_CATBOOST): "он же, CatBoost, калиброван",
        PLAIN_CATBOOST: "CatBoost на всём тексте",
    }
)
FACTS = MappingProxyType(
    {
        "title": "название должности",
        "grade": "грейд",
        "skills": "навыки",
        "text": "текст вакансии",
        "experience": "опыт",
        "region": "регион",
        "work_format": "формат работы",
        "month": "время",
    }
)
_VALUES = MappingProxyType(
    {
        NOT_STATED: "не указано",
        **{grade.value: GRADES[grade] for grade in Grade},
        **{region.value: name for region, name in REGIONS.items()},
    }
)


def name_value(value: str) -> str:
    """The Russian name of a grade or region; other values, such as roles, are shown as they are."""
    return _VALUES.get(value, value)
