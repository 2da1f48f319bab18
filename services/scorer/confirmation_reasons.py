"""Why a claim is as likely to be confirmed as it is."""

from collections.abc import Callable

from services.scorer.evidence import MOST_QUOTED, choose_sentence
from services.scorer.features.confirmation import FEATURES, claim_support
from services.scorer.findings import Findings, Reason
from services.scorer.wording import describe_job, describe_job_for
from shared.reference.grades import RUSSIAN, grade_gap, stated_grade

_TELLING_POINTS = 5
"""Percentage points below which a probability does not differ from the usual one."""


_TELLING_LOGITS = 0.1
"""What words must move before anything is said of them."""


def compare_with_usual(findings: Findings) -> Reason:
    """Few interviews confirm anything, so a probability says little without the usual one beside it."""
    own, usual = round(100 * findings.probability), round(100 * findings.usual_probability)
    than = "выше обычного" if own > usual else "ниже обычного"
    if abs(own - usual) < _TELLING_POINTS:
        than = "как обычно"
    claim = findings.claim
    what = f"уровень «{RUSSIAN[claim]}»" if claim else "соответствие вакансии"
    text = (
        f"Вероятность, что собеседование подтвердит {what}, — {own} %, {than}: "
        f"в среднем подтверждается {usual} %"
    )
    if claim and grade_gap(claim, findings.grade) < 0:
        text += (
            f". Заявленный уровень ниже того, что показывает резюме («{RUSSIAN[findings.grade]}»): "
            "вероятность говорит о том, возьмут ли человека после собеседования, а не только о его уровне"
        )
    return Reason(0.0, text, None)


def explain_confirmation(findings: Findings) -> list[Reason]:
    """What moved the probability of a claim."""
    found = [explain(findings) for explain in _REASONS]
    return [reason for reason in found if reason is not None]


def _part(findings: Findings, feature: str) -> float:
    return float(findings.confirmation_parts[FEATURES.index(feature)])


def _explain_support(findings: Findings) -> Reason | None:
    if findings.claim is None:
        return None
    share = round(100 * claim_support(findings.probabilities, findings.claim))
    text = f"Судя по резюме, уровень не ниже заявленного «{RUSSIAN[findings.claim]}» с вероятностью {share} %"
    described = (describe_job_for(job, findings.claim) for job in findings.history.relevant)
    evidence = next(filter(None, described), findings.history.resume.position)
    return Reason(_part(findings, "support"), text, evidence or None)


def _explain_coverage(findings: Findings) -> Reason | None:
    found = findings.confirmation
    if not found.demanded:
        return None
    text = f"Совпадает {len(found.covered)} из {len(found.demanded)} навыков вакансии"
    effect = _part(findings, "coverage") + _part(findings, "recent")
    return Reason(effect, text, ", ".join(found.covered[:12]) or None)


def _explain_held(findings: Findings) -> Reason | None:
    job = findings.confirmation.highest
    held = stated_grade(job.position) if job else None
    if job is None or held is None:
        return None
    text = f"Самый высокий уровень, который назван в должностях, — «{RUSSIAN[held]}»"
    return Reason(_part(findings, "held"), text, describe_job(job))


def _explain_jobs(findings: Findings) -> Reason | None:
    jobs = findings.history.relevant
    if not jobs:
        return None
    effect = sum(_part(findings, name) for name in ("jobs", "experience", "first_years"))
    verb = "повышает" if effect > 0 else "снижает"
    text = f"Мест работы в ИТ: {len(jobs)}; вместе со стажем это {verb} вероятность подтверждения"
    employers = dict.fromkeys(job.company or job.position for job in jobs if job.company or job.position)
    return Reason(effect, text, "; ".join(filter(None, [*employers][:MOST_QUOTED])) or None)


def _explain_resume(findings: Findings) -> Reason | None:
    effect, _ = findings.wording_parts
    if abs(effect) < _TELLING_LOGITS:
        return None
    whom = "подтверждало чаще" if effect > 0 else "подтверждало реже"
    text = f"Собеседование {whom} людей, которые похоже рассказывают о своей работе"
    # A sentence is quoted for somebody only: no single one of them speaks against a person.
    return Reason(effect, text, choose_sentence(findings, findings.told_words) if effect > 0 else None)


def _explain_vacancy(findings: Findings) -> Reason | None:
    _, effect = findings.wording_parts
    if abs(effect) < _TELLING_LOGITS:
        return None
    often = "чаще" if effect > 0 else "реже"
    return Reason(effect, f"На вакансии такого рода собеседование подтверждает {often} обычного", None)


_REASONS: tuple[Callable[[Findings], Reason | None], ...] = (
    _explain_support,
    _explain_coverage,
    _explain_held,
    _explain_jobs,
    _explain_resume,
    _explain_vacancy,
)
