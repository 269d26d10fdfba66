"""The promises of the bot, each held by a test."""
