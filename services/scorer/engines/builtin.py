"""The built-in engine: two small linear models on a CPU, a few milliseconds a resume."""

from pathlib import Path

import numpy as np

from services.scorer.abstention import abstention_code
from services.scorer.artefact import Artefact, load_artefact
from services.scorer.claims import read_claim
from services.scorer.estimate import estimate_grades
from services.scorer.features.confirmation import read_confirmation
from services.scorer.features.demand import read_demand
from services.scorer.features.history import History, read_history
from services.scorer.features.profile import profile_resume
from services.scorer.findings import Findings, grade_parts
from services.scorer.reasons import explain_score
from shared.contracts.expertise import Expertise, GradeEstimate, ScoreReason
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.reference.grades import ORDER
from shared.reference.problems import SENTENCES

NAME = "builtin"
MODEL_FOLDER = Path(__file__).parent.parent / "model"


class BuiltinEngine:
    """Scores with the committed models. Pure: the same resume and target always give the same score.

    Args:
        artefact: the loaded models.
    """

    def __init__(self, artefact: Artefact) -> None:
        self.artefact = artefact

    def score_resume(self, resume: Resume, target: Target) -> Expertise:
        """Estimate the grade and how likely it is that an interview confirms the claimed one."""
        models = self.artefact
        history = read_history(resume, models.numbers.as_of, models.relevance.is_relevant_job)
        reason = abstention_code(resume, history, models.relevance)
        if reason is not None:
            return self._abstain(reason)
        findings = self._find(target, history)
        return Expertise(
            grade=GradeEstimate(
                value=findings.grade,
                probabilities=dict(zip(ORDER, findings.probabilities.tolist(), strict=True)),
            ),
            confirmed_probability=findings.probability if findings.is_asked else None,
            abstained=False,
            reasons=explain_score(findings),
            engine=NAME,
            model=models.numbers.model,
            version=models.numbers.version,
        )

    def _find(self, target: Target, history: History) -> Findings:
        models = self.artefact
        encoding = models.grade.encode(profile_resume(history))
        probabilities = estimate_grades(models.grade, encoding, history)
        grade = ORDER[int(np.argmax(probabilities))]
        claim = read_claim(history.resume, target)
        demand = read_demand(target, models.known_skills)
        confirmation = read_confirmation(history, demand, probabilities, claim, models.known_skills)
        return Findings(
            history=history,
            grade=grade,
            claim=claim,
            is_asked=bool(claim or target.vacancy_title or target.vacancy_description),
            probabilities=probabilities,
            encoding=encoding,
            parts=grade_parts(models.grade.contributions(encoding), grade),
            confirmation=confirmation,
            confirmation_parts=models.confirmation.contributions(confirmation.values),
            probability=models.confirmation.probability(confirmation.values),
            usual_probability=models.confirmation.usual_probability,
        )

    def _abstain(self, code: str) -> Expertise:
        return Expertise(
            grade=None,
            confirmed_probability=None,
            abstained=True,
            reasons=(ScoreReason(text=SENTENCES[code][0], evidence=None),),
            engine=NAME,
            model=self.artefact.numbers.model,
            version=self.artefact.numbers.version,
        )


def load_builtin(folder: Path = MODEL_FOLDER) -> BuiltinEngine:
    """Load the engine; done once per worker process.

    Raises:
        ArtefactChangedError: a file of the model is missing or changed.
    """
    return BuiltinEngine(load_artefact(folder))
