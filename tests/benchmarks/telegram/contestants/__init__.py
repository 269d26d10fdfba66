"""What the bot is set against: one bot in each module, started as a process of its own."""
