"""What the staff pages need: accounts, changes to records, reports from the field."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, empty: there is no account until somebody makes one."""
    _make_account()
    _make_change()
    op.create_table(
        "report",
        sa.Column("service_id", sa.String(100), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("week", sa.String(8), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Drop them, with every account and the whole history."""
    for name in ("report", "change", "account"):
        op.drop_table(name)


def _make_account() -> None:
    op.create_table(
        "account",
        sa.Column("name", sa.String(50), primary_key=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("totp_secret", sa.String(64)),
        sa.Column("totp_used", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
    )


def _make_change() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("service_id", sa.String(100), nullable=False),
        sa.Column("act", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("author_name", sa.String(50), nullable=False),
        sa.Column("author_role", sa.String(10), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("old", sa.JSON()),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("how", sa.String(10)),
        sa.Column("phoned_at", sa.DateTime()),
        sa.Column("note", sa.Text()),
        sa.Column("decided_name", sa.String(50)),
        sa.Column("decided_role", sa.String(10)),
        sa.Column("decided_at", sa.DateTime()),
        sa.Column("undoes", sa.Integer()),
    )
    op.create_index("ix_change_service_id", "change", ["service_id"])
    op.create_index("ix_change_state", "change", ["state"])
