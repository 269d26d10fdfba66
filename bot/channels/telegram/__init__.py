"""
Telegram: one card in a private chat, kept by taps, and nothing left when she goes.

The way through: `polling` fetches or `webhook` is called, `queues` keeps the order within a chat,
`updates` says what an update means, `visit` answers it through a `Reply`, and `silence` erases
through `Erase`. These two alone hold the Bot (S24). What must still be erased stands in
`bot.sessions.erasure.Ledger`.

`setup` and what it imports set the bot's name, texts and webhook through `account`; a person runs
that, the running bot never.
"""
