"""Claims about the rules, each checked without an app."""
