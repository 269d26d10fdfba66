"""Who is talking, without knowing who: what one visit holds, and nothing after it."""
