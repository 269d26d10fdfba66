"""
The tables of the directory, as SQLAlchemy sees them.

Plain types only, so that SQLite and PostgreSQL hold the same. What is asked for by name has a
column of its own; lists of codes are JSON. Tables change through bot/storage/migrations alone, and
a test holds the two together.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

directory = Table(
    "directory",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    # Drawn anew with every change: a backup that is put back can reach the same revision with
    # other records, and a snapshot must not be taken for true then.
    Column("stamp", String(32), nullable=False),
)
"""One row, with id 1. The revision grows with every change; 0 is a directory nobody has filled."""

area = Table(
    "area",
    metadata,
    Column("country", String(2), primary_key=True),
    Column("id", String(100), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("names", JSON, nullable=False),
    Column("parent", String(100)),
    Column("time_zone", String(50)),
    Column("choose", String(10), nullable=False),
)
"""Countries, regions and places, in the order of areas.yaml."""

service = Table(
    "service",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("position", Integer, nullable=False),
    # The digest of the record as a file last gave it; empty for one that was made here.
    Column("loaded_digest", String(64)),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    Column("summaries", JSON, nullable=False, server_default="[]"),
    Column("country", String(2), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("by_and_for", String(3), nullable=False),
    Column("community", JSON, nullable=False),
    Column("sector", JSON, nullable=False),
    Column("stage", JSON, nullable=False),
    Column("run_by", String(20), nullable=False),
    Column("telling", Boolean, nullable=False),
    Column("is_shelter", Boolean, nullable=False),
    Column("based_in", String(100)),
    Column("interpreters_offered", String(3)),
    Column("interpreters_count", Integer),
    Column("hours", Text),
    Column("hours_words", Text),
    Column("answers", String(20)),
    Column("service_free", Boolean),
    Column("takes_woman", String(3), nullable=False),
    Column("takes_man", String(3), nullable=False),
    Column("takes_other", String(3), nullable=False),
    Column("only_for", JSON, nullable=False),
    Column("min_age", Integer),
    Column("max_age", Integer),
    Column("needs", JSON, nullable=False),
    Column("accepts_no_recourse", String(3)),
    Column("accepts_undocumented", String(3)),
    Column("accepts_asylum", String(3)),
    Column("accepts_spouse_visa", String(3)),
    Column("accepts_basis_no_recourse", String(10)),
    Column("accepts_basis_undocumented", String(10)),
    Column("accepts_basis_asylum", String(10)),
    Column("accepts_basis_spouse_visa", String(10)),
    Column("shares_with_immigration", String(15), nullable=False),
    Column("refers_to", JSON, nullable=False),
    Column("reached_through", String(100)),
    Column("source_page", String(20), nullable=False),
    Column("source_url", Text),
    Column("source_note", Text),
    Column("source_year", Integer),
    Column("source_month", Integer),
    Column("confidence", String(10), nullable=False),
    Column("status", String(20), nullable=False),
    Column("assured_date", Date),
    Column("assurer_role", String(100)),
    Column("admin_notes", Text),
    Column("show", String(4), nullable=False),
)
"""One row for each service. `a_b` is the field b of the field a (`source_url`)."""


def _of_a_service(name: str, *columns: "Column[object]") -> Table:
    """Return a table of parts of a service, which keep their order and go when it goes."""
    return Table(
        name,
        metadata,
        Column(
            "service_id",
            String(100),
            ForeignKey("service.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *columns,
    )


contact = _of_a_service(
    "contact",
    Column("type", String(10), nullable=False),
    Column("value", Text, nullable=False),
    Column("status", String(15), nullable=False),
    Column("dial", String(40)),
    Column("label_code", String(100), nullable=False),
    Column("call_cost", String(10), nullable=False),
    Column("bill", String(10), nullable=False),
    Column("hours", Text),
    Column("source_url", Text),
    Column("source_year", Integer),
)

service_language = _of_a_service(
    "service_language",
    Column("code", String(20), nullable=False),
    Column("how", String(15), nullable=False),
    Column("basis", String(10), nullable=False),
)

partner = _of_a_service(
    "partner",
    Column("partner_id", String(100), nullable=False),
    Column("basis", String(10), nullable=False),
    Column("reviewed", Date),
)

service_area = _of_a_service(
    "service_area",
    Column("area_id", String(100), nullable=False, index=True),
)
