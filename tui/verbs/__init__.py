"""What each command of `tenure` does, one module a verb, imported when it is called."""
