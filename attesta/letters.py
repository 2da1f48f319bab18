"""`attesta dead-letters`: steps that died too often."""

from typing import Annotated
from uuid import UUID

import typer

from attesta.home import export_embedded_servers, fail

app = typer.Typer(help="Steps that died too often.", no_args_is_help=True)


@app.command("list")
def list_letters(limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50) -> None:
    """Show the newest dead letters with their reasons."""
    export_embedded_servers()
    from sqlalchemy import select

    from shared.db.session import open_database, transaction
    from shared.db.tables import DeadLetter
    from shared.settings import Settings

    with transaction(open_database(Settings())) as session:
        letters = session.scalars(
            select(DeadLetter).order_by(DeadLetter.created_at.desc()).limit(limit)
        ).all()
    for letter in letters:
        print(
            f"{letter.assessment_id}  {letter.step:<8} {letter.created_at:%Y-%m-%d %H:%M:%S}  {letter.reason}"
        )
    print(f"{len(letters)} dead letters.")


@app.command("retry")
def retry_letter(assessment_id: UUID, step: str) -> None:
    """Give a dead step its chances again, for instance after a fix."""
    export_embedded_servers()
    from shared.db.session import open_database, transaction
    from shared.pipeline.journal import revive_step
    from shared.settings import Settings

    with transaction(open_database(Settings())) as session:
        revived = revive_step(session, assessment_id, step)
    if not revived:
        fail(f"There is no dead letter of {assessment_id} at '{step}'.")
    print("It is tried again.")
