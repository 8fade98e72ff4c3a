"""What a run was worth and why: scorecards, replays, reasons. Nothing that a run file claims is believed here."""
