"""Erasing assessments, on request or when their time is over."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import func

from shared.db.tables import AssessmentRow, Erasure


def erase_assessment(session: Session, assessment_id: UUID, reason: str) -> None:
    """Erase every copy of an assessment and leave a proof that names nobody.

    The document, the steps and their results go with the row. A worker that is at it can't write any more.
    """
    tenant_id = session.scalar(
        delete(AssessmentRow).where(AssessmentRow.id == assessment_id).returning(AssessmentRow.tenant_id)
    )
    if tenant_id is not None:
        session.execute(
            insert(Erasure).values(assessment_id=assessment_id, tenant_id=tenant_id, reason=reason)
        )


def find_outdated_assessments(session: Session, limit: int) -> Sequence[UUID]:
    """Assessments whose time is over, oldest first."""
    return session.scalars(
        select(AssessmentRow.id)
        .where(AssessmentRow.expires_at < func.now())  # fixed within a transaction, so the index is used
        .order_by(AssessmentRow.expires_at)
        .limit(limit)
    ).all()
