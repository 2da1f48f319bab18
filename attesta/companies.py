"""`attesta companies`: the employer rating."""

from pathlib import Path
from typing import Annotated

import typer

from attesta.home import export_embedded_servers, fail

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
    export_embedded_servers()
    from services.scraper.ratings import read_rating, store_rating
    from shared.db.session import open_database, transaction
    from shared.settings import Settings

    try:
        rows = read_rating(file, year)
    except (ValueError, OSError) as error:
        fail(str(error))
    with transaction(open_database(Settings())) as session:
        store_rating(session, rows, year)
    print(f"{len(rows)} companies of {year}. The gateway knows them within a minute.")
