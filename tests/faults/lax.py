"""The product with SQLite's `synchronous=NORMAL`, which it refuses: to show that a cut would be noticed."""

from courses.factory import create_app
from courses.foundation import database

database.PRAGMAS["synchronous"] = 1
app = create_app()
