"""Build the vocabulary of skill names.

`python -m services.salary.training.skills.build --data ../shared/data` reads the curated names and the data,
adds what the data shows and writes the vocabulary with a card beside it. A minute on one core; the same input
gives the same files.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.salary.training.llm.settings import LlmSettings
from services.salary.training.skills.card import CardFacts, write_card
from services.salary.training.skills.clusters import (
    cluster_names,
    embed_company,
    embed_letters,
    embed_meaning,
)
from services.salary.training.skills.gold import measure_agreement
from services.salary.training.skills.it_model import fit_weights, label_mapped, measure_guess
from services.salary.training.skills.judge import Judge, open_judge
from services.salary.training.skills.merges import Candidate, list_doubtful, propose_merges
from services.salary.training.skills.raw_skills import (
    OTHER,
    NameSkill,
    RawSkills,
    Usage,
    count_usage,
    read_raw_skills,
)
from services.salary.training.skills.read_names import Example, Names, label_names, read_examples, read_names
from shared.errors import InvalidInput
from shared.reference.skill_names.find import SkillFinder
from shared.reference.skill_names.spelling import compact_key, tidy_skill
from shared.reference.skill_names.vocabulary import VOCABULARY_FILE, index_vocabulary, read_vocabulary

CARD_FILE = "CARD.md"
SEED = 7
FEWEST_EMPLOYERS_TO_CLUSTER = 2
FEWEST_USES_TO_CLUSTER = 4
FEWEST_EMPLOYERS_TO_ADD = 6
MOST_WORDS_TO_ADD = 4
EXAMPLE_WEIGHT, NAME_WEIGHT, MAPPED_WEIGHT = 3.0, 0.3, 0.1
_SEVERAL_SKILLS = re.compile(r"[,;/+&|]| и | and |\(")


@dataclass(frozen=True, slots=True)
class Helpers:
    """What may help the rules: nothing by default.

    Attributes:
        judge: a language model that has its say on merges and kinds.
        encoder: folder of a sentence encoder, whose vectors are clustered too.
    """

    judge: Judge | None = None
    encoder: Path | None = None


NO_HELPERS = Helpers()


@dataclass(frozen=True, slots=True)
class Grown:
    """The names after the data had its say."""

    names: Names
    merged: int
    added: int


def make_namer(names: Names, it_weights: dict[str, float]) -> NameSkill:
    """Name skills by these names; each raw skill is worked out once."""
    return cache(SkillFinder(index_vocabulary(names, it_weights)).name_skill)


def list_lessons(names: Names, raw: RawSkills) -> list[Example]:
    """What the model of IT-ness learns from beside the examples: names and, weakly, the mapping."""
    known = index_vocabulary(names, {}).by_key
    mapped = label_mapped(raw, make_namer(names, {}), known, MAPPED_WEIGHT)
    return [*label_names(names, NAME_WEIGHT), *mapped]


def fit_it_weights(names: Names, raw: RawSkills) -> dict[str, float]:
    """The weights that tell IT skills among unknown ones."""
    examples = [*list_lessons(names, raw), *read_examples(EXAMPLE_WEIGHT)]
    return fit_weights(examples, index_vocabulary(names, {}).by_key, SEED)


def list_candidates(raw: RawSkills, usage: Usage, name_skill: NameSkill) -> list[Candidate]:
    """The names that two employers or a few rows use, without lists of several skills."""
    return [
        Candidate(
            name=name,
            kind=name_skill(name)[1],
            known=name_skill(name)[2],
            employers=len(usage.employers.get(name, ())),
            mapped_to=frozenset(
                canonical
                for spelling in spellings
                for canonical in raw.mapped.get(spelling, ())
                if canonical != OTHER
            ),
        )
        for name, spellings in sorted(usage.spellings.items())
        if _is_used(len(usage.employers.get(name, ())), spellings.total())
        and name
        and (name_skill(name)[2] or not _SEVERAL_SKILLS.search(name))
    ]


def _is_used(employers: int, uses: int) -> bool:
    return employers >= FEWEST_EMPLOYERS_TO_CLUSTER or uses >= FEWEST_USES_TO_CLUSTER


def grow_names(names: Names, raw: RawSkills, name_skill: NameSkill, helpers: Helpers = NO_HELPERS) -> Grown:
    """Merge spellings that the clusters show, then add the unknown names that enough employers use."""
    usage = count_usage(raw, name_skill)
    candidates = list_candidates(raw, usage, name_skill)
    into = _find_merges(candidates, usage, helpers)
    targets = {name for name in into.values() if not name_skill(name)[2]}
    grown = {
        kind: {name: list(aliases) for name, aliases in of_kind.items()} for kind, of_kind in names.items()
    }
    added = {
        candidate.name: _choose_spelling(candidate.name, usage.spellings[candidate.name])
        for candidate in candidates
        if (_is_worth_adding(candidate) or candidate.name in targets) and candidate.name not in into
    }
    kinds = _judge_kinds(list(added), name_skill, helpers.judge)
    for name, spelling in added.items():
        grown.setdefault(kinds[name], {})[spelling] = (
            [] if compact_key(tidy_skill(spelling)) == compact_key(name) else [name]
        )
    merged = sum(_add_alias(grown, into[name], name, added) for name in sorted(into))
    return Grown(grown, merged, len(added))


def _find_merges(candidates: Sequence[Candidate], usage: Usage, helpers: Helpers) -> dict[str, str]:
    """Name -> the name that it is another spelling of."""
    texts = [candidate.name for candidate in candidates]
    letters = embed_letters([text.casefold() for text in texts], SEED)
    company = embed_company(texts, usage.lists, SEED)
    meaning = [embed_meaning(texts, helpers.encoder)] if helpers.encoder else []
    clusters = cluster_names(letters, company, *meaning)
    into = {one.name: other.name for one, other in propose_merges(clusters, candidates, company)}
    judge = helpers.judge
    if judge is None:
        return into
    doubtful = {one.name: other.name for one, other in list_doubtful(clusters, candidates, letters)}
    asked = list((doubtful | into).items())
    verdicts = zip(asked, judge.are_same(asked), strict=True)
    # Where the model is silent, the guards have decided.
    return {one: other for (one, other), same in verdicts if same or (same is None and one in into)}


def _judge_kinds(names: Sequence[str], name_skill: NameSkill, judge: Judge | None) -> dict[str, str]:
    """The kind of each unknown name: as the judge says, else as the model of IT-ness guesses."""
    verdicts = judge.are_it(names) if judge else [None] * len(names)
    said = {True: "technology", False: "trade"}
    return {
        name: name_skill(name)[1] if is_it is None else said[is_it]
        for name, is_it in zip(names, verdicts, strict=True)
    }


def _is_worth_adding(candidate: Candidate) -> bool:
    return (
        not candidate.known
        and candidate.employers >= FEWEST_EMPLOYERS_TO_ADD
        and len(candidate.name.split()) <= MOST_WORDS_TO_ADD
    )


def _choose_spelling(name: str, spellings: Counter[str]) -> str:
    """The most frequent spelling that says no more than the name; of equals the first in the alphabet."""
    plain = [spelling for spelling in spellings if tidy_skill(spelling) == name]
    return min(plain, key=lambda spelling: (-spellings[spelling], spelling), default=name).strip()


def _add_alias(names: Names, target: str, alias: str, added: dict[str, str]) -> bool:
    """Give an alias to a name of the vocabulary; a target that was not added takes none."""
    target = added.get(target, target)
    for of_kind in names.values():
        if target in of_kind:
            of_kind[target].append(alias)
            return True
    return False


def write_vocabulary(names: Names, it_weights: dict[str, float], file: Path) -> None:
    """Write the vocabulary, a skill a line, so that a change is a readable diff."""
    kinds = ",\n".join(
        f"{json.dumps(kind)}: {{\n"
        + ",\n".join(f"{_dump(name)}: {_dump(aliases)}" for name, aliases in names[kind].items())
        + "\n}"
        for kind in sorted(names)
    )
    text = f'{{"skills": {{\n{kinds}\n}},\n"it_weights": {_dump(it_weights)}}}\n'
    file.write_text(text, encoding="utf-8")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def build_vocabulary(data: Path, out: Path, helpers: Helpers = NO_HELPERS) -> CardFacts:
    """Build and write the vocabulary, and say what came of it."""
    raw = read_raw_skills(data)
    curated = read_names()
    first_weights = fit_it_weights(curated, raw)
    grown = grow_names(curated, raw, make_namer(curated, first_weights), helpers)
    write_vocabulary(grown.names, fit_it_weights(grown.names, raw), out)
    return _gather_facts(data, out, raw, grown, helpers.judge.name if helpers.judge else None)


def _gather_facts(data: Path, out: Path, raw: RawSkills, grown: Grown, judge: str | None) -> CardFacts:
    """What the card tells of the vocabulary as written."""
    vocabulary = read_vocabulary(out)
    name_skill = cache(SkillFinder(vocabulary).name_skill)
    listed = [skill for skills in raw.lists for skill in skills]
    distinct = sorted({*listed, *raw.mapped})
    used = {name_skill(skill)[0] for skill in listed}
    unknown = [example for example in read_examples(EXAMPLE_WEIGHT) if not name_skill(example.text)[2]]
    lessons = list_lessons(grown.names, raw)
    return CardFacts(
        skills=Counter(skill.kind for skill in vocabulary.skills),
        used_skills=sum(skill.name in used for skill in vocabulary.skills),
        spellings=len(vocabulary.spellings),
        merged=grown.merged,
        added=grown.added,
        judge=judge,
        bytes=out.stat().st_size,
        known_mentions=sum(name_skill(skill)[2] for skill in listed) / len(listed),
        mentions=len(listed),
        known_distinct=sum(name_skill(skill)[2] for skill in distinct) / len(distinct),
        distinct=len(distinct),
        vacancies=len(raw.lists),
        mapped=sum(map(len, raw.mapped.values())),
        mapped_to_other=sum(names.count(OTHER) for names in raw.mapped.values()),
        examples=len(unknown),
        right_guesses=measure_guess(unknown, lessons, vocabulary.by_key, SEED),
        agreements=measure_agreement(data, name_skill),
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=VOCABULARY_FILE)
    parser.add_argument(
        "--llm-cache",
        type=Path,
        default=Path(".cache/salary-llm.sqlite"),
        help="Answers of the language model, if ATTESTA_SALARY_LLM_URL names one.",
    )
    parser.add_argument(
        "--encoder",
        type=Path,
        help="Folder of a sentence-transformers model, whose vectors are clustered too.",
    )
    arguments = parser.parse_args()
    try:
        with open_judge(LlmSettings(), arguments.llm_cache) as judge:
            facts = build_vocabulary(arguments.data, arguments.out, Helpers(judge, arguments.encoder))
    except InvalidInput as error:
        sys.exit(error.problem.message)
    card = write_card(facts)
    arguments.out.with_name(CARD_FILE).write_text(card, encoding="utf-8")
    print(card)


if __name__ == "__main__":
    main()
