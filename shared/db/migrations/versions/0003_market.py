"""What the market is asked for: profession, grade, region, month and net pay of each vacancy.

Vacancies that are stored already are read by the scraper's next run: this knows no reference tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = ("salary_period", "profession", "grade", "region")
_NUMBERS = ("month", "net_low_rub", "net_high_rub", "net_mid_rub")


def upgrade() -> None:
    """Apply."""
    for name in _TEXTS:
        op.add_column("vacancies", sa.Column(name, sa.Text(), nullable=True))
    for name in _NUMBERS:
        op.add_column("vacancies", sa.Column(name, sa.Integer(), nullable=True))
    op.create_index(
        "ix_vacancies_market",
        "vacancies",
        ["profession", "month"],
        unique=False,
        postgresql_where=sa.text("profession is not null and duplicate_of is null"),
    )
    op.create_index(
        "ix_vacancies_unread",
        "vacancies",
        ["id"],
        unique=False,
        postgresql_where=sa.text("month is null"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_vacancies_unread", table_name="vacancies")
    op.drop_index("ix_vacancies_market", table_name="vacancies")
    for name in (*_NUMBERS, *_TEXTS):
        op.drop_column("vacancies", name)
