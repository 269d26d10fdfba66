"""What a service does, in one line and several languages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty."""
    with op.batch_alter_table("service") as service:
        service.add_column(sa.Column("summaries", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop it, with what was written there."""
    with op.batch_alter_table("service") as service:
        service.drop_column("summaries")
