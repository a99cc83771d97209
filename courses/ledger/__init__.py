"""Floor 5: facts that several services write, inside the caller's transaction."""
