"""The model card: what the model is, what it was trained on, how good it is and where it falls short."""

from dataclasses import dataclass
from datetime import date

from services.salary.artefact import Margins
from services.salary.training.evaluate import Figures
from services.salary.training.fit import COVERAGE, SHARES


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card tells."""

    version: str
    as_of: date
    seed: int
    rows: int
    employers: int
    columns: int
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
    shares = ", ".join(f"{part} {share:.0%}" for part, share in SHARES.items())
    return _CARD.format(
        facts=facts,
        shares=shares,
        coverage=COVERAGE,
        figures=_table("on the test employers", {"this model": facts.overall, **facts.baselines}),
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

## Method

A resume and a vacancy become the same profile and the same {facts.columns} columns: bucket of experience,
grade and family of the title, words and pairs of words of the title, skills (listed, or named in the
text) and their number, what the text speaks of, region group, remote or hybrid work, year. What a text
denies or only plans to learn is not read. Name, sex and age are no columns. Free words of the text are none
either: those that tell vacancies apart are perks and recruiters' names, which no resume holds, and sometimes
the pay.

A row without a place counts in each of Moscow, Petersburg, the other large cities and the rest of Russia, by
their shares, in training and in the estimate: whole sources name no place and pay unlike the others, and a
person must not be priced by the source.

Three CatBoost models of log pay: the median (squared error), the 10 % and the 90 % quantile. The range is
widened by conformalised quantile regression on employers apart from training, thin profiles (at most one
of title, experience, skills is known) by their own margin: thin {facts.margins.thin:+.3f}, others
{facts.margins.full:+.3f} log roubles.

Employers are split: {shares}.
The figures below are of models trained on the first part and calibrated on the second, on the third. The
committed models are then trained on the first and the third part and calibrated on the second, which they
have not seen either, so their range is calibrated as honestly; the figures are not measured again.

## Figures

{figures}

The first baseline is the median of the family of titles and the grade; the second is CatBoost on all raw
text and columns, among them some that no resume has (perks, role, employment, pay named in the text).

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
