"""The card beside the vocabulary: what it holds, where it comes from, how right it is, what it can't do."""

from collections import Counter
from dataclasses import dataclass

from services.salary.training.skills.gold import Agreement
from shared.reference.skill_names.vocabulary import IT_KINDS


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card tells.

    Attributes:
        skills: How many skills each kind has.
        used_skills: How many skills occur in the vacancies.
        known_mentions: Share of the vacancies' mentions that the vocabulary holds.
        known_distinct: The same share of distinct raw skills, those of the mapping too.
        vacancies: How many vacancies list skills.
        mapped: Rows of the mapping; `mapped_to_other` of them name nothing.
        examples: Hand-labelled texts outside the vocabulary; `right_guesses` is the share guessed right by
            models that were trained on the other half of them.
        judge: The language model that had its say; None where none was configured.
    """

    skills: Counter[str]
    used_skills: int
    spellings: int
    merged: int
    added: int
    judge: str | None
    bytes: int
    known_mentions: float
    mentions: int
    known_distinct: float
    distinct: int
    vacancies: int
    mapped: int
    mapped_to_other: int
    examples: int
    right_guesses: float
    agreements: list[Agreement]


def write_card(facts: CardFacts) -> str:
    """The card, Markdown."""
    kinds = "\n".join(
        f"| {kind} | {'yes' if is_it else 'no'} | {facts.skills[kind]:,} |"
        for kind, is_it in IT_KINDS.items()
    )
    gold = "\n".join(f"| {one.half} | {one.pairs:.1%} | {one.kinds:.1%} |" for one in facts.agreements)
    return _CARD.format(
        facts=facts,
        total=facts.skills.total(),
        kinds=kinds,
        gold=gold,
        judge=_NO_JUDGE if facts.judge is None else _JUDGE.format(facts.judge),
        other=facts.mapped_to_other / facts.mapped,
    )


_NO_JUDGE = """A language model can verify merges and kinds (`ATTESTA_SALARY_LLM_URL`); for this file none was
  configured, and with these guards few are left to verify."""
_JUDGE = "The language model {} has verified merges and the kinds of what was added."
_CARD = """# Vocabulary of skill names

{total:,} canonical skills in {facts.spellings:,} spellings, {facts.bytes:,} bytes; {facts.used_skills:,} of
them occur in the vacancies below. Made by this command; the same input gives the same file:

    python -m services.salary.training.skills.build --data ../shared/data

## Where it comes from

- Names and aliases written by hand, Russian and English, one file a kind, in
  `services/salary/training/skills/names/`.
- The skills that {facts.vacancies:,} vacancies of 2017-2026 list: names that six employers or more use were
  added ({facts.added}), rarer spellings that cluster with a name were made its aliases ({facts.merged}).
  HDBSCAN clusters vectors of character n-grams joined with vectors of the company that a skill keeps
  (positive pointwise mutual information); a cluster only proposes. A merge needs the same digits, the same
  short words, long words that differ in a few letters, and evidence: shared company, or a machine-made
  mapping that gives both one name. That mapping ({facts.mapped:,} rows, {other:.0%} of them "Other") decides
  nothing alone.
- {judge}

## Policy

One skill: whatever differs in case, punctuation, spaces, look-alike letters, a typing slip, abbreviation,
transliteration, translation, the maker's name, words such as "knowledge of" or "framework", a version, a
level or an edition. Different skills: a language and its library, a product and its component, two products
of a maker, a field and a narrower one, Angular and AngularJS, Spring and Spring Boot, a web library and its
mobile namesake, Windows and Windows Server. Products of 1C and human languages are never guessed.

| kind | IT | skills |
|---|---|--:|
{kinds}

`technology` and `trade` also stand for what the vocabulary doesn't hold: a linear model over words and their
parts decides which. It is trained on the names above, {facts.examples:,} hand-labelled rare texts and,
weakly, the mapping. Each half of those texts is guessed right in {facts.right_guesses:.1%} by a model that
was trained on the other half.

## Figures

| checked by hand | same or not, right | IT or not, right |
|---|--:|--:|
{gold}

The names were written with the even rows in sight and the odd rows apart (their first fifteen pairs and
kinds were seen); no row trains anything. At the end the two wrong odd pairs were seen and led to one rule on
last letters, so count odd pairs as two rows worse.

{facts.known_mentions:.1%} of {facts.mentions:,} mentions in vacancies are known, and
{facts.known_distinct:.1%} of {facts.distinct:,} distinct raw skills.

## Limits

- A text that names several skills ("Docker, Kubernetes") is one unknown skill; split lists first.
- An unknown skill is matched by spelling alone: its translations and abbreviations stay apart.
- Whether a rare phrase is IT is a guess; see above how often it errs.
- Short names are as ambiguous as they are in life: PM is a project manager, DI is dependency injection.
"""
