"""`attesta companies`: the employer rating."""

from pathlib import Path
from typing import Annotated

import typer

from attesta.database import open_embedded_database
from attesta.home import fail

app = typer.Typer(help="The employer rating.", no_args_is_help=True)


@app.callback()
def companies() -> None:
    """The employer rating."""


@app.command("import")
def import_rating(
    file: Annotated[
        Path, typer.Argument(help="CSV with the columns of the rating.", exists=True, dir_okay=False)
    ],
    year: Annotated[int, typer.Option(min=2000, max=2100, help="The rating's year.")],
) -> None:
    """Load a year's rating from a file, in the place of what was known of that year."""
    from services.scraper.ratings.file import import_rating as import_file

    with open_embedded_database() as engine:
        try:
            count = import_file(engine, file, year)
        except OSError as error:
            fail(f"Can't read {file}: {error.strerror}.")
        except ValueError as error:
            fail(f"{error}.")
    print(f"{count} companies of {year}. The gateway knows them within a minute.")
