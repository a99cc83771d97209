"""The long forms of the reliability runs, and what they measured."""
