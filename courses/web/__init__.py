"""Floor 7: HTTP only: load, allow, delegate, answer."""
