"""How things look: from codes and values to the text and buttons of one card. Pure."""
