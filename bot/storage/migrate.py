"""
Bring the tables of a database to the newest step of bot/storage/migrations.

The configuration of Alembic is made here and not in a file, so that an installed copy needs none.
"""

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.storage.staff_tables import account

FOLDER = Path(__file__).parent / "migrations"
"""Where the steps stand."""


def migrate(connection: Connection) -> None:
    """
    Run the steps that the database has not seen, inside the transaction of the connection.

    Raises alembic's CommandError for a database that a newer version of the program has made.
    """
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    steps = ScriptDirectory.from_config(config)

    def to_head(revision: Any, _context: Any) -> Any:  # alembic does not type it
        """Return the steps that lead from a revision to the newest."""
        return steps._upgrade_revs("head", revision)  # what its command "upgrade" calls

    with EnvironmentContext(config, steps, fn=to_head) as environment:
        environment.configure(connection=connection, target_metadata=account.metadata)
        environment.run_migrations()
