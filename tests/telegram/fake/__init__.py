"""
A strict fake of the Telegram Bot API, run as its own process on loopback.

`python -m tests.telegram.fake --port 0` prints the port it listens on as its first line. The bot
talks to `/bot<token>/<method>`; tests talk to `/control/<name>` (`client.FakeTelegram` has a method
for each). Nothing here is shown to anybody and nothing leaves the machine.

Where the public documentation (core.telegram.org/bots/api) leaves a question open, the answer was
read in Telegram's own published server, tdlib/telegram-bot-api (`Client.cpp`, `WebhookActor.cpp`)
and the library beneath it, tdlib/td (`MessagesManager.cpp`):

- deleteMessages skips ids that do not exist and answers True, also when none is left. One message
  that may not be deleted any more (older than 48 hours, to the second) refuses the whole call with
  400 "message can't be deleted for everyone", and then nothing is deleted.
- By webhook, order is kept within a queue, and messages of a chat, taps of a user and changes of
  membership are three different queues: a tap may overtake a message that was typed before it.
- An update waits 24 hours, a tap 150 seconds, an inline query 30; then it is gone.
- allowed_updates counts when an update is made, not when it is fetched; leaving it out keeps the
  last list, an empty one is the default: everything but chat_member and the two about reactions.
- A second getUpdates ends the first one with 409, and so does a webhook.

Stricter than Telegram on purpose: a parameter that a method does not know is refused (Telegram
ignores it), so are parse modes, every keyboard but the inline one, a webhook that is not on
loopback, a second answer to one tap, and an answer later than `callbacks.CALLBACK_SECONDS`.
One counter gives message ids to all chats; Telegram does so for private chats and small groups.

Not known, and so not claimed: how Telegram answers an edit or a deletion in the chat of someone who
blocked the bot (here both work), and whether it limits edits and taps (here only failure plans do).
"""
