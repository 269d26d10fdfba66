"""How the database grew: one step for each change of its tables, run by bot/storage/migrate.py."""
