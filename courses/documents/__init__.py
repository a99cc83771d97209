"""Floor 4: frozen rows become bytes; no database and no Flask."""
