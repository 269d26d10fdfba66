"""The fake Telegram, for what asks it."""

from tests.telegram.conftest import telegram, telegram_port

__all__ = ["telegram", "telegram_port"]
