"""Loads a rating: `python -m services.scraper.import_rating FILE --year YEAR`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from services.scraper.ratings.file import import_rating
from shared.db.session import DATABASE_AWAY, open_database
from shared.settings import Settings


def main(arguments: Sequence[str] | None = None) -> None:
    """Put a year's rating out of a CSV file in the place of what was known of that year."""
    options = _parse_arguments(arguments)
    engine = open_database(Settings())
    try:
        count = import_rating(engine, options.file, options.year)
    except OSError as error:
        sys.exit(f"Can't read {options.file}: {error.strerror}.")
    except ValueError as error:
        sys.exit(f"{error}.")
    except DATABASE_AWAY:
        sys.exit("The database can't be reached.")
    finally:
        engine.dispose()
    sys.stdout.write(f"{count} companies of {options.year}. The gateway knows them within a minute.\n")


def _parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m services.scraper.import_rating", description=main.__doc__
    )
    parser.add_argument("file", type=Path, help="CSV with the columns of the rating")
    parser.add_argument("--year", type=_year, required=True, help="the rating's year")
    return parser.parse_args(arguments)


def _year(text: str) -> int:
    if not text.isdecimal() or not 2000 <= int(text) <= 2100:
        raise argparse.ArgumentTypeError("is no year from 2000 to 2100")
    return int(text)


if __name__ == "__main__":
    main()
