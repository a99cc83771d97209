"""The migration this version of the code needs; a test compares it with the head of migrations/."""

HEAD = "0004"
