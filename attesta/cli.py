"""The command `attesta`. Thin: each subcommand imports what it needs only when it is called."""

import typer

from attesta import assess, companies, letters, up

app = typer.Typer(
    help="Tells how likely a resume's claimed grade is confirmed, what such a person earns and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("up")(up.up)
app.command("status")(up.status)
app.command("assess")(assess.assess)
app.add_typer(companies.app, name="companies")
app.add_typer(letters.app, name="dead-letters")


def main() -> None:
    """The entry of the console script."""
    app()
