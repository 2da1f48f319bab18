"""Places of a resume that carry an estimate: quoted only where they speak for it without doubt."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import chain

from services.scorer.features.claimed import is_weak, split_sentences
from services.scorer.features.profile import MAX_SKILLS, key_skill
from services.scorer.features.words import join_phrases, read_phrases, read_words
from services.scorer.findings import Findings
from shared.contracts.grade import Grade
from shared.reference.grades import stated_grade, without_grade_words

MOST_QUOTED = 6
_QUOTE_CHARACTERS = 160
_TEXT_CHARACTERS = 5_000
_LEAST_WORDS = 4


def list_parts(findings: Findings, block: str) -> dict[str, float]:
    """What each term of a block gives to the estimated grade, in logits."""
    prefix = f"{block}:"
    named = zip(findings.encoding.terms, findings.parts[: len(findings.encoding.terms)].tolist(), strict=True)
    return {term.removeprefix(prefix): part for term, part in named if term.startswith(prefix)}


def choose_title(findings: Findings, parts: dict[str, float], favours: bool) -> str | None:
    """The title that speaks most for the grade (or against it) and states no other grade in words."""
    latest = findings.history.relevant[0].position if findings.history.relevant else None
    sign = 1 if favours else -1
    weighed = [
        (sign * _weigh_phrases(without_grade_words(title), parts), title)
        for title in (latest, findings.history.resume.position)
        if title and not _states_other_grade(title, findings.grade)
    ]
    strength, title = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
    return title if strength > 0 else None


def choose_skills(findings: Findings, parts: dict[str, float]) -> list[str]:
    """The listed skills that speak most for the grade; those that the resume plays down left out."""
    resume = findings.history.resume
    written = {
        key_skill(skill): skill
        for skill in resume.skills[:MAX_SKILLS]
        if not is_weak(skill) and not _states_other_grade(skill, findings.grade)
    }
    strongest = sorted((-part, key) for key, part in parts.items() if part > 0 and key in written)
    stems = {written[key]: " ".join(read_words(written[key])) for _, key in strongest}
    texts = [resume.about or "", *(job.description or "" for job in findings.history.relevant)]
    doubted = _list_doubted(texts, stems.values())
    return [skill for skill, phrase in stems.items() if phrase not in doubted][:MOST_QUOTED]


def _list_doubted(texts: Iterable[str], phrases: Collection[str]) -> set[str]:
    """What weak sentences name; of the sentences only those are read that may name one of the phrases."""
    beginnings = {phrase.partition(" ")[0] for phrase in phrases if phrase}
    found: set[str] = set()
    for sentence, words in chain.from_iterable(map(_read_sentences, texts)):
        if not beginnings.isdisjoint(words) and is_weak(sentence):
            found.update(join_phrases(words))
    return found


def choose_sentence(findings: Findings, parts: Mapping[str, float]) -> str | None:
    """The sentence of a job whose phrases weigh most: whole, certain, without the person's name."""
    name = set(read_words(findings.history.resume.full_name or ""))
    best, found = 0.0, None
    for job in findings.history.relevant:
        for sentence, words in _read_sentences(job.description or ""):
            strength = sum(parts.get(phrase, 0.0) for phrase in join_phrases(words))
            # The rest is asked of the few that may be chosen: it takes the longest.
            may_be_best = strength > best and len(words) >= _LEAST_WORDS and not name.intersection(words)
            if may_be_best and not _is_unfit(sentence, findings.grade):
                best, found = strength, sentence
    return found and shorten(found)


@lru_cache(maxsize=64)  # the texts of one resume, which several reasons are looked for in
def _read_sentences(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sentences of a text, each with its stems."""
    return tuple((one, tuple(read_words(one))) for one in split_sentences(text[:_TEXT_CHARACTERS]))


def shorten(text: str) -> str:
    """The text, cut at a word where it is too long to be quoted."""
    if len(text) <= _QUOTE_CHARACTERS:
        return text
    return text[: _QUOTE_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _weigh_phrases(text: str, parts: Mapping[str, float]) -> float:
    return sum(parts.get(phrase, 0.0) for phrase in read_phrases(text))


def _is_unfit(sentence: str, grade: Grade) -> bool:
    return sentence.endswith(":") or is_weak(sentence) or _states_other_grade(sentence, grade)


def _states_other_grade(text: str, grade: Grade) -> bool:
    return stated_grade(text) not in (None, grade)
