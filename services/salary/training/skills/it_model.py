"""The linear model that says of an unknown skill whether it is IT: logistic regression over its words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from services.salary.training.skills.raw_skills import OTHER, NameSkill, RawSkills
from services.salary.training.skills.read_names import Example
from shared.reference.skill_names.guess import MOST_WORDS, ItGuesser, list_word_traits, name_shape
from shared.reference.skill_names.spelling import split_words, tidy_skill
from shared.reference.skill_names.vocabulary import IT_KINDS, Skill

FEWEST_TEXTS = 3
LEAST_WEIGHT = 0.05
STRENGTH = 1.0  # inverse of the regularisation
_DECIMALS = 2


def list_traits(text: str, known: Mapping[str, Skill]) -> Counter[str]:
    """The traits of a text with how often each occurs."""
    words = split_words(tidy_skill(text))[:MOST_WORDS]
    traits = Counter(trait for word in words for trait in list_word_traits(word, known))
    traits[name_shape(words)] += 1
    return traits


def label_mapped(
    raw: RawSkills, name_skill: NameSkill, known: Mapping[str, Skill], weight: float
) -> list[Example]:
    """Weak labels of unknown raw skills: IT where the mapping calls one by the name of a known IT skill.

    It leaves half of the IT skills unnamed, so one that it doesn't name counts as another trade only where no
    Latin word and no known IT word speaks against it.
    """
    examples: list[Example] = []
    for text, canonical in raw.mapped.items():
        if name_skill(text)[2]:
            continue
        kinds = [kind for _, kind, is_known in map(name_skill, set(canonical) - {OTHER}) if is_known]
        is_it = any(IT_KINDS[kind] for kind in kinds)
        if is_it or not _speaks_for_it(list_traits(text, known)):
            examples.append(Example(text, is_it, weight))
    return examples


def _speaks_for_it(traits: Counter[str]) -> bool:
    return "names:it" in traits or not any(trait.startswith("latin:none") for trait in traits)


def fit_weights(examples: Sequence[Example], known: Mapping[str, Skill], seed: int) -> dict[str, float]:
    """Weights in favour of IT; rare traits and tiny weights are left out."""
    traits = [list_traits(example.text, known) for example in examples]
    frequent = _count_texts(traits)
    rows = [
        {trait: n for trait, n in of_text.items() if frequent[trait] >= FEWEST_TEXTS} for of_text in traits
    ]
    vectorizer = DictVectorizer(dtype=np.float64)
    model = LogisticRegression(C=STRENGTH, max_iter=400, fit_intercept=False, random_state=seed)
    model.fit(
        vectorizer.fit_transform(rows),
        [example.is_it for example in examples],
        sample_weight=[example.weight for example in examples],
    )
    weights = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    return {
        str(trait): round(float(weight), _DECIMALS)
        for trait, weight in weights
        if abs(weight) >= LEAST_WEIGHT
    }


def measure_guess(
    examples: Sequence[Example], others: Sequence[Example], known: Mapping[str, Skill], seed: int
) -> float:
    """Share of right guesses on the examples, each half by a model that was trained on the other half."""
    right: list[bool] = []
    for half in (0, 1):
        apart = examples[half::2]
        texts = {example.text for example in apart}
        seen = [*examples[1 - half :: 2], *(other for other in others if other.text not in texts)]
        guesser = ItGuesser(fit_weights(seen, known, seed), known)
        right += [guesser.guess(split_words(tidy_skill(one.text))) == one.is_it for one in apart]
    return sum(right) / len(right)


def _count_texts(traits: Iterable[Counter[str]]) -> Counter[str]:
    return Counter(trait for of_text in traits for trait in of_text)
