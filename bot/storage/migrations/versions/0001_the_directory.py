"""The first tables: the directory's revision, areas, services and their parts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the one row that holds the revision."""
    _make_directory()
    _make_area()
    _make_service()
    _make_parts()


def downgrade() -> None:
    """Drop everything: there is nothing before this step."""
    for name in ("service_area", "partner", "service_language", "contact"):
        op.drop_table(name)
    for name in ("service", "area", "directory"):
        op.drop_table(name)


def _make_directory() -> None:
    made = op.create_table(
        "directory",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(32), nullable=False),
    )
    op.bulk_insert(made, [{"id": 1, "revision": 0, "stamp": ""}])


def _make_area() -> None:
    op.create_table(
        "area",
        sa.Column("country", sa.String(2), primary_key=True),
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("parent", sa.String(100)),
        sa.Column("time_zone", sa.String(50)),
        sa.Column("choose", sa.String(10), nullable=False),
    )


def _make_service() -> None:
    op.create_table(
        "service",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("loaded_digest", sa.String(64)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text()),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("by_and_for", sa.String(3), nullable=False),
        sa.Column("community", sa.JSON(), nullable=False),
        sa.Column("sector", sa.JSON(), nullable=False),
        sa.Column("stage", sa.JSON(), nullable=False),
        sa.Column("run_by", sa.String(20), nullable=False),
        sa.Column("telling", sa.Boolean(), nullable=False),
        sa.Column("is_shelter", sa.Boolean(), nullable=False),
        sa.Column("based_in", sa.String(100)),
        sa.Column("interpreters_offered", sa.String(3)),
        sa.Column("interpreters_count", sa.Integer()),
        sa.Column("hours", sa.Text()),
        sa.Column("hours_words", sa.Text()),
        sa.Column("answers", sa.String(20)),
        sa.Column("service_free", sa.Boolean()),
        sa.Column("takes_woman", sa.String(3), nullable=False),
        sa.Column("takes_man", sa.String(3), nullable=False),
        sa.Column("takes_other", sa.String(3), nullable=False),
        sa.Column("only_for", sa.JSON(), nullable=False),
        sa.Column("min_age", sa.Integer()),
        sa.Column("max_age", sa.Integer()),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("accepts_no_recourse", sa.String(3)),
        sa.Column("accepts_undocumented", sa.String(3)),
        sa.Column("accepts_asylum", sa.String(3)),
        sa.Column("accepts_spouse_visa", sa.String(3)),
        sa.Column("accepts_basis_no_recourse", sa.String(10)),
        sa.Column("accepts_basis_undocumented", sa.String(10)),
        sa.Column("accepts_basis_asylum", sa.String(10)),
        sa.Column("accepts_basis_spouse_visa", sa.String(10)),
        sa.Column("shares_with_immigration", sa.String(15), nullable=False),
        sa.Column("refers_to", sa.JSON(), nullable=False),
        sa.Column("reached_through", sa.String(100)),
        sa.Column("source_page", sa.String(20), nullable=False),
        sa.Column("source_url", sa.Text()),
        sa.Column("source_note", sa.Text()),
        sa.Column("source_year", sa.Integer()),
        sa.Column("source_month", sa.Integer()),
        sa.Column("confidence", sa.String(10), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("assured_date", sa.Date()),
        sa.Column("assurer_role", sa.String(100)),
        sa.Column("admin_notes", sa.Text()),
        sa.Column("show", sa.String(4), nullable=False),
    )
    op.create_index("ix_service_country", "service", ["country"])


def _make_parts() -> None:
    op.create_table(
        "contact",
        *_part_of_a_service(),
        sa.Column("type", sa.String(10), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("status", sa.String(15), nullable=False),
        sa.Column("dial", sa.String(40)),
        sa.Column("label_code", sa.String(100), nullable=False),
        sa.Column("call_cost", sa.String(10), nullable=False),
        sa.Column("bill", sa.String(10), nullable=False),
        sa.Column("hours", sa.Text()),
        sa.Column("source_url", sa.Text()),
        sa.Column("source_year", sa.Integer()),
    )
    op.create_table(
        "service_language",
        *_part_of_a_service(),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("how", sa.String(15), nullable=False),
        sa.Column("basis", sa.String(10), nullable=False),
    )
    op.create_table(
        "partner",
        *_part_of_a_service(),
        sa.Column("partner_id", sa.String(100), nullable=False),
        sa.Column("basis", sa.String(10), nullable=False),
    )
    op.create_table(
        "service_area",
        *_part_of_a_service(),
        sa.Column("area_id", sa.String(100), nullable=False),
    )
    op.create_index("ix_service_area_area_id", "service_area", ["area_id"])


def _part_of_a_service() -> "tuple[sa.Column[str], sa.Column[int]]":
    owner = sa.ForeignKey("service.id", ondelete="CASCADE")
    return (
        sa.Column("service_id", sa.String(100), owner, primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
    )
