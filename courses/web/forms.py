"""Shape and type of what is typed in; the messages are in the language of the page."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length


class LogInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """User name and password."""

    username = StringField(validators=[InputRequired(), Length(max=64)])
    password = PasswordField(validators=[InputRequired(), Length(max=128)])
    next = HiddenField(validators=[Length(max=500)])
    kept = HiddenField()
