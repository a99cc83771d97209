"""Floor 1: settings, database, errors, vocabulary and clock; imports nothing of ours."""
