"""Where she is in a conversation: flows as data, and the replay of answers through them. Pure."""
