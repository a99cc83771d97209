"""Floor 4: named reads that return something frozen."""
