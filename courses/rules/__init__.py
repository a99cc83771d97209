"""Floor 3: pure decisions; no database and no clock."""
