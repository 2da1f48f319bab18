"""Merges: which names of one cluster really are one skill. Guards veto, evidence admits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from services.salary.training.skills.clusters import Vectors
from shared.reference.skill_names.spelling import compact_key, read_idea, split_words, tidy_skill

LEAST_LIKENESS = 0.86
LEAST_WORD_LIKENESS = 0.75
LEAST_COMPANY = 0.35
SHORTEST = 8
SHORTEST_CHANGED_WORD = 5
NEVER_MERGED_KINDS = frozenset({"product", "human_language", "noise"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name of the data: how many employers use it, its kind, whether curated names hold it."""

    name: str
    kind: str
    known: bool
    employers: int
    mapped_to: frozenset[str]


def propose_merges(
    clusters: Iterable[Sequence[int]], candidates: Sequence[Candidate], company: Vectors
) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs of an unknown name and the better known name of its cluster that it is another spelling of."""
    for number, better in _list_unknown(clusters, candidates):
        alike = (
            other
            for other in better
            if is_same_skill(
                candidates[number], candidates[other], float(np.dot(company[number], company[other]))
            )
        )
        best = next(alike, None)
        if best is not None:
            yield candidates[number], candidates[best]


def list_doubtful(
    clusters: Iterable[Sequence[int]], candidates: Sequence[Candidate], likeness: Vectors
) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs of an unknown name and that better known name of its cluster which is most like it.

    No guard but the kinds that are never merged: somebody has to judge them.
    """
    for number, better in _list_unknown(clusters, candidates):
        allowed = [
            other
            for other in better
            if not NEVER_MERGED_KINDS & {candidates[number].kind, candidates[other].kind}
        ]
        if allowed:
            closest = max(allowed, key=lambda other: float(np.dot(likeness[number], likeness[other])))
            yield candidates[number], candidates[closest]


def _list_unknown(
    clusters: Iterable[Sequence[int]], candidates: Sequence[Candidate]
) -> Iterator[tuple[int, list[int]]]:
    """Each unknown name of a cluster, and the better known ones of it, the best known first."""
    for cluster in clusters:
        ranked = sorted(cluster, key=lambda number: _rank(candidates[number]))
        for place, number in enumerate(ranked):
            if not candidates[number].known:
                yield number, ranked[:place]


def _rank(candidate: Candidate) -> tuple[bool, int, str]:
    return not candidate.known, -candidate.employers, candidate.name


def is_same_skill(one: Candidate, other: Candidate, company: float) -> bool:
    """Whether spelling allows that two names are one skill and their use or the mapping speaks for it."""
    if NEVER_MERGED_KINDS & {one.kind, other.kind}:
        return False
    evidence = company >= LEAST_COMPANY or bool(one.mapped_to & other.mapped_to)
    return evidence and is_spelled_alike(one.name, other.name)


def is_spelled_alike(one: str, other: str) -> bool:
    """Whether two names differ in spelling alone: the same digits, and what differs are long words alike."""
    ours, theirs = tidy_skill(one), tidy_skill(other)
    our_key, their_key = compact_key(ours), compact_key(theirs)
    if min(len(our_key), len(their_key)) < SHORTEST or _list_marks(our_key) != _list_marks(their_key):
        return False
    if _measure_likeness(our_key, their_key) < LEAST_LIKENESS:
        return False
    our_words, their_words = set(split_words(ours)), set(split_words(theirs))
    ours_only = sorted(filter(read_idea, our_words - their_words))
    theirs_only = sorted(filter(read_idea, their_words - our_words))
    return len(ours_only) == len(theirs_only) and all(
        min(len(word), len(twin)) >= SHORTEST_CHANGED_WORD
        and word[0] == twin[0]
        and _measure_likeness(word, twin) >= LEAST_WORD_LIKENESS
        for word, twin in zip(ours_only, theirs_only, strict=True)
    )


def _list_marks(key: str) -> list[str]:
    return [letter for letter in key if not letter.isalpha()]


def _measure_likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
