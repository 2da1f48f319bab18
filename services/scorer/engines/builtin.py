"""The built-in engine: small linear models on a CPU, a few milliseconds a resume."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from services.scorer.abstention import abstention_code
from services.scorer.artefact import Artefact, load_artefact
from services.scorer.engines import Pair
from services.scorer.features.history import History
from services.scorer.findings import Findings, grade_parts
from services.scorer.reading import read_candidate
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
        readers, numbers = self.artefact.readers, self.artefact.numbers
        history = readers.read_history(resume)
        reason = abstention_code(resume, history, readers.relevance)
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
            model=numbers.model,
            version=numbers.version,
        )

    def score_batch(self, pairs: Sequence[Pair]) -> list[Expertise]:
        """Score many, in their order."""
        return [self.score_resume(*pair) for pair in pairs]

    def _find(self, target: Target, history: History) -> Findings:
        readers, confirmation = self.artefact.readers, self.artefact.confirmation
        read = read_candidate(readers, history, target)
        values, wording = read.confirmation.values, read.wording
        grade = ORDER[int(np.argmax(read.probabilities))]
        return Findings(
            history=history,
            grade=grade,
            claim=read.claim,
            is_asked=bool(read.claim or target.vacancy_title or target.vacancy_description),
            probabilities=read.probabilities,
            encoding=read.encoding,
            parts=grade_parts(readers.grade.contributions(read.encoding), grade),
            confirmation=read.confirmation,
            confirmation_parts=confirmation.contributions(values),
            wording_parts=(
                confirmation.resume.effect(wording.resume),
                confirmation.vacancy.effect(wording.vacancy),
            ),
            told_words=readers.topics.list_effects(wording.resume, confirmation.resume.weights),
            probability=confirmation.probability(values, wording),
            usual_probability=confirmation.usual_probability,
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
