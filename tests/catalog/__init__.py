"""The catalog: what authors write, and what they are told about it."""
