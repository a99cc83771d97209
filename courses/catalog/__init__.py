"""Floor 2: what authors wrote, immutable; no database and no Flask."""
