"""What a keeper sets, counts of what was not found, and room for a sealed second factor."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Make the two tables, empty, and widen the column.

    The secrets in it are sealed by the program when the staff pages next open: a step here has no
    key.
    """
    op.create_table(
        "setting",
        sa.Column("name", sa.String(30), primary_key=True),
        sa.Column("value", sa.String(30), nullable=False),
        sa.Column("changed_by", sa.String(50), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
    )
    op.create_table(
        "counted",
        sa.Column("country", sa.String(2), primary_key=True),
        sa.Column("about", sa.String(10), primary_key=True),
        sa.Column("code", sa.String(100), primary_key=True),
        sa.Column("week", sa.String(8), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
    )
    _wide(64, 200)


def downgrade() -> None:
    """Drop the tables with what is in them, and every second factor, which would not fit."""
    op.execute("UPDATE account SET totp_secret = NULL")
    _wide(200, 64)
    op.drop_table("counted")
    op.drop_table("setting")


def _wide(before: int, after: int) -> None:
    with op.batch_alter_table("account") as account:
        account.alter_column("totp_secret", existing_type=sa.String(before), type_=sa.String(after))
