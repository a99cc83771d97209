"""Floor 6: commands; one call is one transaction."""
