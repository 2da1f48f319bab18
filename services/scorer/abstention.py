"""When the scorer says nothing, and why."""

from services.scorer.features.history import History
from services.scorer.features.relevance import RelevanceModel
from services.scorer.features.titles import judge_title
from shared.contracts.resume import Resume

_LEAST_SKILLS = 3


def abstention_code(resume: Resume, history: History, relevance: RelevanceModel) -> str | None:
    """The code of the problem for which a resume can't be judged, or None where it can."""
    tells_experience = bool(history.jobs) or bool(resume.total_experience_months)
    if not tells_experience and len(set(resume.skills)) < _LEAST_SKILLS:
        return "too_little_to_score"
    if history.relevant:
        return None
    return None if wants_it(resume, history, relevance) else "not_it_resume"


def wants_it(resume: Resume, history: History, relevance: RelevanceModel) -> bool:
    """Whether the work that a resume looks for is in IT. The wanted position decides where it is plain."""
    verdict = judge_title(resume.position)
    if verdict is None and any(map(judge_title, resume.specializations)):
        return True
    if verdict is not None:
        return verdict
    # "1С" and "Excel" don't tell an accountant from a programmer: with jobs told, the wanted one decides.
    listed = "" if history.jobs else f"{'. '.join(resume.skills[:200])}. {resume.about or ''}"
    return relevance.is_relevant(f"{resume.position or ''}. {listed}")
