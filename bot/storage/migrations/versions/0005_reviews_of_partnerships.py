"""When two services last went through how they work together."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: of no partnership is it known that anybody reviewed it."""
    with op.batch_alter_table("partner") as partner:
        partner.add_column(sa.Column("reviewed", sa.Date()))


def downgrade() -> None:
    """Drop it, with the days that were written there."""
    with op.batch_alter_table("partner") as partner:
        partner.drop_column("reviewed")
