"""The application that servers and the command line load."""

from courses.factory import served_app

app = served_app()
