"""The terminal: the game, and the `tenure` command. No rule of the market and no rule of grading lives here."""
