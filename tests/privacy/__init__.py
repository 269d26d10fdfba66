"""Nothing about a person is written where somebody could read it."""
