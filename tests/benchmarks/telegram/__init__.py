"""The bot on Telegram beside its peers: how many taps a second, at what cost, in what memory."""
