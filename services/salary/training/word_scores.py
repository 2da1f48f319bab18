"""Word scores: the linear model under the trees."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import Ridge

from services.salary.reading import ReadProfile
from services.salary.scores import BLOCKS, Block, Scores, list_terms
from services.salary.words import list_words
from shared.reference.places import RegionGroup

Floats = npt.NDArray[np.float64]
Names = npt.NDArray[np.str_]

FEWEST_USERS: Mapping[Block, int] = MappingProxyType({"title": 3, "skills": 4, "text": 8})
"""Employers that use a term; of the other blocks every value counts."""

_PAY_WORDS = frozenset(
    list_words(
        "зп зарплата заработная оклад доход выплаты премия премии бонус бонусы компенсация вознаграждение "
        "аванс вилка руб рублей р руки гросс gross net usd eur доллар доллары евро тыс тысяч дмс страховка "
        "спортзал фитнес печеньки соцпакет отпуск больничный больничные оформление тк рф трудоустройство "
        "аккредитованный аккредитация отсрочка ипотека дружный кофе офис корпоратив корпоративы"
    )
)
"""What employers say of pay and perks: a resume with such a word is not worth more for it."""

_PERSONAL_WORDS = frozenset(
    list_words(
        "возраст родился родилась семья семейный семейное женат замужем холост разведен дети детей декрет "
        "муж жена мужчина мужской женщина женский девушка парень смог смогла помог помогла "
        "male female married"
    )
)
"""What tells age, sex or family: no pay hangs on it."""

PENALTY = 4.0
SHRUNK_TO = 0.8
"""What is taken of the linear model's weights: the trees see the rest better."""

FACT_SCALE = 0.5
"""Of the facts' columns against those of words: facts are penalised harder, or they would take it all."""

FOLDS = 8

ONE_C = "1c"  # the one name among them that begins with a digit


def fit_scores(
    reads: Sequence[ReadProfile], employers: Names, log_pay: Floats, resume_words: Collection[str]
) -> Scores:
    """Ridge regression of log pay on the terms.

    A row without a place has a weight of its own here, which is not kept: `spread_places` gives it others'.

    Args:
        reads: the training rows.
        employers: of each, shape (rows,).
        log_pay: shape (rows,).
        resume_words: the words that resumes use; of a text no other is looked at.
    """
    terms = [list_terms(read) for read in reads]
    known = {block: _choose_terms(block, terms, employers, resume_words) for block in BLOCKS}
    blocks = [_count_terms(block, terms, known[block]) for block in BLOCKS]
    model = Ridge(alpha=PENALTY, solver="sparse_cg", tol=1e-3, max_iter=80)
    model.fit(hstack(blocks).tocsr(), log_pay)
    weights: dict[Block, dict[str, float]] = {}
    first = 0
    for block in BLOCKS:
        scale = SHRUNK_TO * (1.0 if block in FEWEST_USERS else FACT_SCALE)
        of_block = model.coef_[first : first + len(known[block])] * scale
        weights[block] = {
            term: round(float(weight), 4) for term, weight in zip(known[block], of_block, strict=True)
        }
        first += len(known[block])
    weights["region"].pop(RegionGroup.UNKNOWN.value, None)
    return Scores(weights=weights)


def score_out_of_fold(
    reads: Sequence[ReadProfile], employers: Names, log_pay: Floats, resume_words: Collection[str], seed: int
) -> Floats:
    """The scores of each row by a model that has not seen its employer, shape (rows, blocks).

    Trees that were shown scores fitted on their own rows would trust them too far.
    """
    names = np.unique(employers)
    np.random.default_rng(seed).shuffle(names)
    fold_of = {name: number % FOLDS for number, name in enumerate(names)}
    folds = np.array([fold_of[name] for name in employers])
    scores = np.zeros((len(reads), len(BLOCKS)))
    for fold in range(FOLDS):
        others, held_out = np.flatnonzero(folds != fold).tolist(), np.flatnonzero(folds == fold).tolist()
        fitted = fit_scores([reads[row] for row in others], employers[others], log_pay[others], resume_words)
        for row in held_out:
            terms = list_terms(reads[row])
            scores[row] = [fitted.add_up(block, terms[block]) for block in BLOCKS]
    return scores


def _choose_terms(
    block: Block, terms: Sequence[Mapping[Block, set[str]]], employers: Names, resume_words: Collection[str]
) -> list[str]:
    """The terms of one block that enough employers use, sorted."""
    users: defaultdict[str, set[str]] = defaultdict(set)
    for of_row, employer in zip(terms, employers, strict=True):
        for term in of_row[block]:
            users[term].add(employer)
    fewest = FEWEST_USERS.get(block, 1)
    return sorted(
        term
        for term, names in users.items()
        if len(names) >= fewest and (block != "text" or (term in resume_words and _tells_of_work(term)))
    )


def _tells_of_work(word: str) -> bool:
    """Whether a word of a text is none of pay, perks, a person's own or a number with its unit."""
    return word not in _PAY_WORDS | _PERSONAL_WORDS and (not word[0].isdigit() or word == ONE_C)


def _count_terms(block: Block, terms: Sequence[Mapping[Block, set[str]]], known: Sequence[str]) -> csr_matrix:
    """The terms of one block in the rows, as `Scores.add_up` weights them, shape (rows, known terms)."""
    index = {term: column for column, term in enumerate(known)}
    scale = 1.0 if block in FEWEST_USERS else FACT_SCALE
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for of_row in terms:
        found = sorted(index[term] for term in of_row[block] if term in index)
        columns.extend(found)
        values.extend(scale / len(found) ** 0.5 for _ in found)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(terms), len(known)))
