"""Plain Markdown of others, which knows nothing of us, as a course."""
