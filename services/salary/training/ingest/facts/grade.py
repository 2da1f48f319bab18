"""The grade that a vacancy states: in its title, behind a label, by a hashtag."""

import re

from services.salary.training.ingest.facts.lines import fold_lines
from shared.contracts.grade import Grade
from shared.reference.grades import stated_grade

_LABELLED = re.compile(
    r"(?:грейд|уровень(?: (?:позиции|должности|специалиста|кандидата))?|grade|level|seniority|позиция)"
    r"[^\w\n]{1,6}([^\n]{2,50})"
    r"|⭐️? ?опыт[^\w\n]{1,4}([^\n]{2,50})"
)
_HASHTAGS = re.compile(r"#(\w+)")
_MOST_TAGGED = 1  # "#middle #senior": two grades name none


def find_grade(title: str, text: str) -> tuple[Grade, bool] | None:
    """The grade, and whether surely; None where nothing states one or hashtags state several."""
    told = stated_grade(title)
    if told:
        return told, True
    folded = fold_lines(text)
    for labelled in _LABELLED.finditer(folded):
        told = stated_grade(labelled[1] or labelled[2])
        if told:
            return told, True
    tagged = {grade for tag in _HASHTAGS.findall(folded) if (grade := stated_grade(tag.replace("_", " ")))}
    return (tagged.pop(), False) if len(tagged) == _MOST_TAGGED else None
