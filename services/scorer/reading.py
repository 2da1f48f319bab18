"""Reads a candidate and a vacancy: all that a confirmation rests on, before it is judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.scorer.claims import read_claim
from services.scorer.estimate import estimate_grades
from services.scorer.features.confirmation import Confirmation, read_confirmation
from services.scorer.features.demand import read_demand
from services.scorer.features.history import History, read_history
from services.scorer.features.profile import profile_resume, tell_career
from services.scorer.features.relevance import RelevanceModel
from services.scorer.features.topics import TopicModel, Wording
from services.scorer.models import Encoding, Floats, GradeModel
from shared.contracts.grade import Grade
from shared.contracts.resume import Resume
from shared.contracts.target import Target


@dataclass(frozen=True)
class Readers:
    """What reads a candidate.

    Attributes:
        as_of: what "to the present" means where a resume does not say when it was updated.
        grade: estimates the grade.
        relevance: tells work in IT from other work.
        topics: tells what a text is about.
        known_skills: phrases of stems to canonical names, as `find_skills` takes them.
    """

    as_of: date
    grade: GradeModel
    relevance: RelevanceModel
    topics: TopicModel
    known_skills: Mapping[str, str]

    def read_history(self, resume: Resume) -> History:
        """The jobs of a resume, and which of them are in IT."""
        return read_history(resume, self.as_of, self.relevance.is_relevant_job)


@dataclass(frozen=True)
class Reading:
    """What was read of one candidate for one target.

    Attributes:
        claim: the claimed grade, if any.
        encoding: of the resume, as the grade model takes it.
        probabilities: of the six grades, sum 1.
        confirmation: the features of the claim.
        wording: what the texts are about.
    """

    claim: Grade | None
    encoding: Encoding
    probabilities: Floats
    confirmation: Confirmation
    wording: Wording


def read_candidate(readers: Readers, history: History, target: Target) -> Reading:
    """Read a candidate for a target."""
    encoding = readers.grade.encode(profile_resume(history))
    probabilities = estimate_grades(readers.grade, encoding, history)
    claim = read_claim(history.resume, target)
    demand = read_demand(target, readers.known_skills)
    vacancy = f"{target.vacancy_title or ''}\n{target.vacancy_description or ''}"
    return Reading(
        claim=claim,
        encoding=encoding,
        probabilities=probabilities,
        confirmation=read_confirmation(history, demand, probabilities, claim, readers.known_skills),
        wording=Wording(
            resume=readers.topics.read_topics(tell_career(history)),
            vacancy=readers.topics.read_topics(vacancy),
        ),
    )
