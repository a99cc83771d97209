"""Measurements of the running product against a bare page on the same server."""
