"""The application that servers and the command line load."""

from courses.factory import create_app

app = create_app()
