"""What the bot promises on Telegram, tested over HTTP against a strict fake of the Bot API."""
