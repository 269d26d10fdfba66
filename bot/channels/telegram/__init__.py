"""
Telegram: one card in a private chat, kept by taps, and nothing left when she goes.

The way through: `polling` fetches, `queues` keeps the order within a chat, `updates` says what an
update means, `visit` answers it through a `Reply`, and `silence` erases through `Erase`. These two
alone hold the Bot (S24). What must still be erased stands in `bot.sessions.erasure.Ledger`.
"""
