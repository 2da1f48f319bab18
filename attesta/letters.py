"""`attesta dead-letters`: steps that died too often."""

from typing import Annotated
from uuid import UUID

import typer

from attesta.database import open_embedded_database
from attesta.home import fail

app = typer.Typer(help="Steps that died too often.", no_args_is_help=True)


@app.command("list")
def list_letters(limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50) -> None:
    """Show the newest dead letters with their reasons."""
    from sqlalchemy import select

    from shared.db.session import transaction
    from shared.db.tables import DeadLetter

    with open_embedded_database() as engine, transaction(engine) as session:
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
    from shared.db.session import transaction
    from shared.pipeline.journal import revive_step

    with open_embedded_database() as engine, transaction(engine) as session:
        revived = revive_step(session, assessment_id, step)
    if not revived:
        fail(f"There is no dead letter of {assessment_id} at '{step}'.")
    print("It is tried again.")
