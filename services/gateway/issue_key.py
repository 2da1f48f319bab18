"""Issues an API key: `python -m services.gateway.issue_key --tenant NAME --name NAME`."""

import argparse
import sys
from collections.abc import Sequence

from services.gateway.keys import issue_key
from shared.db.session import open_database, transaction
from shared.settings import Settings


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a new key. It can't be read again later, so it is shown only when it is stored."""
    options = _parse_arguments(arguments)
    engine = open_database(Settings())
    with transaction(engine) as session:
        key = issue_key(session, options.tenant, options.name)
    engine.dispose()
    sys.stdout.write(key + "\n")


def _parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m services.gateway.issue_key", description=main.__doc__)
    parser.add_argument("--tenant", type=_name, required=True, help="who the key belongs to; made if new")
    parser.add_argument("--name", type=_name, required=True, help="what to know the key by, e.g. 'hr portal'")
    return parser.parse_args(arguments)


def _name(text: str) -> str:
    name = text.strip()
    if not name:
        raise argparse.ArgumentTypeError("is empty")
    return name


if __name__ == "__main__":
    main()
