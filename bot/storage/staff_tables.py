"""
The tables behind the staff pages.

Accounts, settings, changes to records, and what women's taps amount to: reports about services, and
counts of what was not found.
"""

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, String, Table, Text

from bot.storage.tables import metadata

account = Table(
    "account",
    metadata,
    Column("name", String(50), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password_hash", Text, nullable=False),
    # Whether somebody else gave the password: then the first sign-in asks for one of her own.
    Column("given", Boolean, nullable=False),
    # Sealed: bot/admin/second_factor.py has the key, the database has not.
    Column("totp_secret", String(200)),
    # The last half-minute whose code was taken: no code counts twice.
    Column("totp_used", Integer, nullable=False),
    Column("language", String(5), nullable=False),
    Column("open", Boolean, nullable=False),
)
"""Who may sign in. A closed account stays: its name stands in the history and is not given anew."""

change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("service_id", String(100), nullable=False, index=True),
    Column("act", String(10), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("author_name", String(50), nullable=False),
    Column("author_role", String(10), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("old", JSON(none_as_null=True)),
    Column("new", JSON, nullable=False),
    Column("how", String(10)),
    Column("phoned_at", DateTime),
    Column("note", Text),
    Column("decided_name", String(50)),
    Column("decided_role", String(10)),
    Column("decided_at", DateTime),
    Column("undoes", Integer),
)
"""Every change to a record, waiting or done. Times are in UTC. Nothing is ever deleted."""

report = Table(
    "report",
    metadata,
    Column("service_id", String(100), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("number", Integer, nullable=False),
)
"""How often women said in a week that something did not work. Nothing of any of them (S46)."""

setting = Table(
    "setting",
    metadata,
    Column("name", String(30), primary_key=True),
    Column("value", String(30), nullable=False),
    Column("changed_by", String(50), nullable=False),
    Column("changed_on", Date, nullable=False),
)
"""What a keeper set otherwise than it comes, and who did it when."""

counted = Table(
    "counted",
    metadata,
    Column("country", String(2), primary_key=True),
    Column("about", String(10), primary_key=True),
    Column("code", String(100), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("number", Integer, nullable=False),
)
"""
How often in a week something was looked for and not found, in whole tens (S46).

`about` is need, language or region, `code` which one. Nothing of anybody, and never two of the
three in one row.
"""
