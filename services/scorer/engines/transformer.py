"""What the engines `vllm` and `bert` have in common: a checkpoint that says how likely a claim is confirmed.

The grade, its reasons and the decision to abstain are the built-in engine's: a checkpoint knows none of them.
A reason says so in every result.
"""

from collections.abc import Sequence
from typing import Protocol

from services.scorer.checkpoint.head import Floats, is_abstained
from services.scorer.checkpoint.load import Checkpoint
from services.scorer.claims import read_claim
from services.scorer.engines import Engine, Pair
from shared.contracts.expertise import Expertise, ScoreReason
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.reference.grades import without_grade_words
from shared.reference.problems import SENTENCES

_WHO_SAYS_WHAT = (
    "Вероятность подтверждения даёт модель {model}, причин она не называет; "
    "грейд и остальные причины — встроенная модель {grading}"
)


class StateSource(Protocol):
    """What runs the base model."""

    def pool_states(self, token_lists: Sequence[Sequence[int]]) -> list[Floats]:
        """The pooled hidden state of each list of token ids, shape (hidden,), in their order.

        Raises:
            Unavailable: the model can't be reached now.
        """
        ...


class TransformerEngine:
    """Scores with a checkpoint and the model it was trained on.

    Args:
        name: of the engine, in every result.
        checkpoint: head, prompt, tokenizer.
        states: what runs the base model.
        grading: the engine that says the grade.
    """

    def __init__(self, name: str, checkpoint: Checkpoint, states: StateSource, grading: Engine) -> None:
        self.name = name
        self.checkpoint = checkpoint
        self._states = states
        self._grading = grading

    def score_resume(self, resume: Resume, target: Target) -> Expertise:
        """Estimate the grade and how likely it is that an interview confirms the claimed one."""
        return self.score_batch([(resume, target)])[0]

    def score_batch(self, pairs: Sequence[Pair]) -> list[Expertise]:
        """Score many at once, in their order: much faster than one by one."""
        graded = [self._grade(resume, target) for resume, target in pairs]
        asked = [
            place
            for place, (pair, expertise) in enumerate(zip(pairs, graded, strict=True))
            if not expertise.abstained and _is_asked(*pair)
        ]
        tokens = [self.checkpoint.encode(*pairs[place]) for place in asked]
        for place, state in zip(asked, self._states.pool_states(tokens), strict=True):
            graded[place] = self._confirm(graded[place], self.checkpoint.probability(state))
        return graded

    def _grade(self, resume: Resume, target: Target) -> Expertise:
        """The grade alone: without a claim the built-in engine says nothing about a confirmation."""
        position = without_grade_words(resume.position) if resume.position else None
        claimless = resume.model_copy(update={"position": position})
        graded = self._grading.score_resume(claimless, Target())
        described = self.checkpoint.description
        made_by = {"engine": self.name, "model": described.model, "version": described.version}
        if graded.abstained:
            return graded.model_copy(update=made_by)
        who = ScoreReason(
            text=_WHO_SAYS_WHAT.format(model=described.model, grading=f"{graded.model} {graded.version}")
        )
        reasons = (who, *graded.reasons) if _is_asked(resume, target) else graded.reasons
        return graded.model_copy(update={"confirmed_probability": None, "reasons": reasons, **made_by})

    def _confirm(self, graded: Expertise, probability: float) -> Expertise:
        if is_abstained(probability, self.checkpoint.description.abstain):
            unsure = ScoreReason(text=SENTENCES["score_unsure"][0])
            return graded.model_copy(update={"grade": None, "abstained": True, "reasons": (unsure,)})
        return graded.model_copy(update={"confirmed_probability": probability})


def _is_asked(resume: Resume, target: Target) -> bool:
    """Whether there is something to confirm: a grade that is claimed, or a vacancy, at least whose it is."""
    named = (target.grade, target.vacancy_title, target.vacancy_description, target.client_name)
    return any(named) or read_claim(resume, target) is not None
