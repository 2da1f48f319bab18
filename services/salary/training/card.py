"""The model card: what the model is, what it was trained on, how good it is and where it falls short."""

from dataclasses import dataclass
from datetime import date

from services.salary.artefact import Margins
from services.salary.training.evaluation.figures import Figures
from services.salary.training.fit import COVERAGE, SNIPPET_WEIGHT
from services.salary.training.folds import FOLDS


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card tells."""

    version: str
    as_of: date
    seed: int
    rows: int
    snippets: int
    employers: int
    columns: int
    words: int
    margins: Margins
    overall: Figures
    baselines: dict[str, Figures]
    slices: dict[str, dict[str, Figures]]


def _row(name: str, figures: Figures) -> str:
    coverage = "-" if figures.coverage is None else f"{figures.coverage:.1%}"
    width = "-" if figures.median_width_rub is None else f"{figures.median_width_rub:,.0f}"
    return (
        f"| {name} | {figures.rows:,} | {figures.mae_rub:,.0f} | {figures.r2:.3f} | {figures.log_r2:.3f} "
        f"| {coverage} | {width} |"
    )


def _table(first: str, rows: dict[str, Figures]) -> str:
    head = f"| {first} | rows | MAE, roubles | R2 | log R2 | in range | median width, roubles |"
    return "\n".join(
        [head, "|---|--:|--:|--:|--:|--:|--:|", *(_row(name, figures) for name, figures in rows.items())]
    )


def write_card(facts: CardFacts) -> str:
    """The card, Markdown."""
    slices = "\n\n".join(_table(name, rows) for name, rows in facts.slices.items())
    return _CARD.format(
        facts=facts,
        folds=FOLDS,
        coverage=COVERAGE,
        snippet_weight=SNIPPET_WEIGHT,
        figures=_table("employers that no model has seen", {"this model": facts.overall, **facts.baselines}),
        slices=slices,
    )


_CARD = """# Salary model {facts.version}

Pay on hand, in roubles a month, of such a person on the Russian IT market, as a range that holds
{coverage:.0%} of real pay, with the median. It supports a person's decision and never makes it.

Made by this command; the same seed gives the same files:

    python -m services.salary.training.train --data ../shared/data --out services/salary/model \\
        --seed {facts.seed}

## Data

{facts.rows:,} vacancies of {facts.employers:,} employers with stated pay, collected from public sources,
2017 to {facts.as_of:%Y-%m} (the month that estimates speak of unless told otherwise). The target is the
middle of the bounds given (one bound alone: that bound), gross times 0.87, kept within 15,000 to
1,000,000 roubles. Four sources of roles outside IT and repeated vacancies are left out. A few posts are
of people who look for work and name the pay they want.

The trees learn from {facts.snippets:,} further vacancies of October and November 2022 too, known by title,
place and a few sentences, less those of the fold's own employers; each weighs {snippet_weight} of a
vacancy, and nothing is measured on them.

## Method

A resume and a vacancy become the same profile and the same {facts.columns} columns: bucket of experience,
grade and family of the title, words and pairs of words of the title, skills (listed, or named in the
text) and their number, what the text speaks of, region group, remote or hybrid work, year. What a text
denies or only plans to learn is not read. Name, sex and age are no columns. Skills go by their names in the
vocabulary of skill names; traits are left out.

Under the trees lies a linear model (ridge regression) of the words of the title, the listed skills, the words
of the text, experience, grade, family, region, format and year: {facts.words:,} terms, each with its weight.
Of the words of texts it knows those that at least two of 517 real resumes use as well, less words of pay and
perks and what begins with a digit. The estimate is the sum of those weights, taken at 80 %, and of what the
trees make of the rest; a row's sums are told to the trees by a model that has not seen its employer.

A row without a place counts in each of Moscow, Petersburg, the other large cities and the rest of Russia, by
their shares, in training and in the estimate: whole sources name no place and pay unlike the others, and a
person must not be priced by the source.

Three CatBoost models of that rest: the median (the mean of one for squared and one for absolute error), the
10 % and the 90 % quantile. The range is widened by conformalised quantile regression on the folds below, thin
profiles (at most one of title, experience, skills is known) by their own margin: thin
{facts.margins.thin:+.3f}, others {facts.margins.full:+.3f} log roubles and what their grade, region group and
bucket of experience need beyond that, less so where they have few rows.

Employers are split into {folds} folds, and every vacancy is predicted by models of the other folds. All
figures below are of these predictions, each range with the margins of the other folds. The committed models
are then trained on all vacancies, with the margins of all folds (cross-conformal prediction): they have seen
a quarter more rows than the measured ones.

## Figures

{figures}

`attesta salary evaluate` measures it beside an older study's recipe and a CatBoost on all raw text, by
employer and by time: the figures are in `docs/salary-evaluation.md`.

{slices}

## Limits

- Learned from what employers offer, used on people: the coverage is measured on vacancies of unseen
  employers and not on resumes. Offers and real pay differ.
- Single sources fill whole months, so time is told by the year alone; a year after the last one is priced
  as the last.
- Reasons and gains are associations in the data and no promise that learning a skill raises pay.
- The highest pay is drawn to the middle: see the slices by grade. Abroad, chief and trainee have few
  rows.
- Skills and pay move together with much else: of two lists the longer one is sometimes priced a few
  percent lower.
- Experience is known in hh.ru's four buckets, so 7 and 20 years are the same.
"""
