"""Why a score is what it is: what the models themselves added up, in words, with the place in the resume."""

from collections.abc import Callable

from services.scorer.confirmation_reasons import compare_with_usual, explain_confirmation
from services.scorer.evidence import choose_sentence, choose_skills, choose_title, list_parts
from services.scorer.findings import Findings, Reason
from services.scorer.models import EXPERIENCE_COLUMNS
from services.scorer.wording import describe_job_for, describe_level, describe_months
from shared.contracts.expertise import ScoreReason

MOST_REASONS = 6
_STRONG_LOGITS = 0.5
"""From which effect on something may be told that speaks against the estimate."""


def explain_score(findings: Findings) -> tuple[ScoreReason, ...]:
    """At most six reasons: what the probability compares to, then those of the largest effect."""
    told = [reason for reason in explain_grade(findings) if reason.effect != 0]
    compared: list[Reason] = []
    if findings.is_asked:
        told += [reason for reason in explain_confirmation(findings) if reason.effect != 0]
        compared = [compare_with_usual(findings)]
    told.sort(key=lambda reason: (-abs(reason.effect), reason.text))
    shown = [*compared, *told][:MOST_REASONS]
    return tuple(ScoreReason(text=reason.text, evidence=reason.evidence) for reason in shown)


def explain_grade(findings: Findings) -> list[Reason]:
    """What the grade model added up: experience, and what speaks for the estimate or strongly against it."""
    explained = [explain(findings) for explain in _GRADE_REASONS]
    found = [reason for reason in explained if reason is not None]
    quoted = [reason.evidence for reason in found if reason.effect > 0 and reason.evidence]
    # What is quoted for the estimate can't be quoted against it.
    return [reason for reason in found if reason.effect > 0 or not _overlaps(reason.evidence, quoted)]


def _overlaps(evidence: str | None, quoted: list[str]) -> bool:
    return evidence is not None and any(evidence in other or other in evidence for other in quoted)


def _explain_experience(findings: Findings) -> Reason | None:
    history = findings.history
    effect = float(findings.parts[-EXPERIENCE_COLUMNS:].sum())
    often = "чаще" if effect > 0 else "реже"
    level = describe_level(findings.grade)
    seen = f"{often} бывает у специалистов {level}"
    if not history.jobs and not history.months:
        return Reason(effect, f"Опыт работы в резюме не найден: так {seen}", None)
    if not history.relevant and not history.months:
        return Reason(effect, f"Опыта работы в ИТ в резюме нет: так {seen}", None)
    if history.months is None:
        text = f"Сроки работы в ИТ не указаны или невозможны, опыт принят за 1–3 года: так {seen}"
        return Reason(effect, text, None)
    if -_STRONG_LOGITS < effect <= 0:
        return None
    dated = [describe_job_for(job, findings.grade) for job in history.relevant if job.start]
    text = f"Опыт в ИТ {describe_months(max(1, history.months))} {often} встречается у специалистов {level}"
    return Reason(effect, text, "; ".join([*filter(None, dated)][:2]) or None)


def _explain_title(findings: Findings) -> Reason | None:
    parts = list_parts(findings, "title")
    effect = sum(parts.values())
    favours = effect > 0
    shown = choose_title(findings, parts, favours)
    if shown is None or (not favours and effect > -_STRONG_LOGITS):
        return None
    often, level = "чаще" if favours else "реже", describe_level(findings.grade)
    return Reason(effect, f"Должность такого рода {often} встречается у специалистов {level}", shown)


def _explain_skills(findings: Findings) -> Reason | None:
    parts = list_parts(findings, "skill")
    shown = choose_skills(findings, parts)
    effect = sum(parts.values())
    if not shown or effect <= 0:
        return None
    text = f"Навыки, которые чаще нужны специалистам {describe_level(findings.grade)}"
    return Reason(effect, text, ", ".join(shown))


def _explain_text(findings: Findings) -> Reason | None:
    parts = list_parts(findings, "text")
    sentence = choose_sentence(findings, parts)
    effect = sum(parts.values())
    if sentence is None or effect <= 0:
        return None
    text = f"Так чаще описывают свою работу специалисты {describe_level(findings.grade)}"
    return Reason(effect, text, sentence)


_GRADE_REASONS: tuple[Callable[[Findings], Reason | None], ...] = (
    _explain_experience,
    _explain_title,
    _explain_skills,
    _explain_text,
)
