"""The command `attesta`. Thin: each subcommand imports what it needs only when it is called."""

import sys
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer

from attesta import assess, companies, fairness, letters, market, parse, salary, score, scrape, skills, up

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("up")(up.up)
app.command("status")(up.status)
app.command("assess")(assess.assess)
app.command("parse")(parse.parse)
app.command("score")(score.score)
app.command("fairness")(fairness.fairness)
app.command("market")(market.market)
app.add_typer(companies.app, name="companies")
app.add_typer(salary.app, name="salary")
app.add_typer(scrape.app, name="scrape")
app.add_typer(skills.app, name="skills")
app.add_typer(letters.app, name="dead-letters")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"attesta {version('attesta')}")
        raise typer.Exit


@app.callback()
def attesta(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end."),
    ] = False,
) -> None:
    """Tells how likely a resume's claimed grade is confirmed, what such a person earns and why."""


def main() -> None:
    """The entry of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may know no Cyrillic
    app()
