"""Questions of other programs as our items, and ours as theirs."""
