"""Shape and type of what is typed in; the messages are in the language of the page."""

from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from courses.web.languages import say


class LogInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """User name and password."""

    username = StringField(validators=[InputRequired(), Length(max=64)])
    password = PasswordField(validators=[InputRequired(), Length(max=128)])
    next = HiddenField(validators=[Length(max=500)])
    kept = HiddenField()


class AssignForm(FlaskForm):  # type: ignore[misc]
    """A course or one of its modules, until a day."""

    what = SelectField(validators=[InputRequired()])
    due = DateField(validators=[Optional()])


def missing_text() -> str:
    """What to say of a field that was left empty."""
    return say("빈칸을 채워 주세요.")
