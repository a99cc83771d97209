"""What teachers and clerks type in: an assignment, a class list, a choice of learners."""

import json
from collections.abc import Collection
from datetime import date, datetime, time, timedelta, tzinfo

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from courses.documents.class_list_file import (
    ENCODINGS,
    ClassListFile,
    is_doubtful,
    read_again,
    read_file,
    read_text,
)
from courses.foundation.errors import RosterUnreadable
from courses.web.languages import say

FARTHEST = timedelta(days=730)
LARGEST_CARRIED = 400_000
"""Bytes of a list carried from the preview to its confirmation; forms may hold half a million."""


class AssignmentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A course or one of its modules, until the end of a day."""

    what = RadioField(validators=[InputRequired()], validate_choice=False)
    due = DateField(validators=[Optional()])

    def problems(self, known: Collection[str], today: date) -> dict[str, str]:
        """Sentences by field, none when it can be taken; `known` are the choices there are."""
        self.validate()
        found = {}
        if self.what.data not in known:
            found["what"] = say("배정할 과정이나 교육을 고르세요.")
        if self.due.errors:
            found["due"] = say("날짜를 연, 월, 일로 입력하세요.")
        elif self.due.data is None:
            found["due"] = say("기한을 입력하세요.")
        elif self.due.data < today:
            found["due"] = say("지난 날짜입니다. 오늘이나 그 뒤의 날짜를 입력하세요.")
        elif self.due.data > today + FARTHEST:
            found["due"] = say("너무 먼 날짜입니다. 2년 안의 날짜를 입력하세요.")
        return found


class ClassListForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A class list: a file, pasted rows, or the rows of a preview that come back."""

    file = FileField()
    pasted = TextAreaField(validators=[Optional(), Length(max=LARGEST_CARRIED)])
    cells = HiddenField()
    encoding = HiddenField()
    read_as = SelectField(choices=["", *ENCODINGS], validate_choice=False)

    def read(self) -> ClassListFile:
        """What was sent, as cells; the first of carried rows, file and pasted text counts. Raises RosterUnreadable."""
        if self.cells.data:
            found = carried(self.cells.data, self.encoding.data or "")
            wanted = self.read_as.data
            return read_again(found.cells, found.encoding, wanted) if wanted in ENCODINGS else found
        if self.file.data:
            return read_file(self.file.data.read())
        return read_text(self.pasted.data or "") if (self.pasted.data or "").strip() else read_file(b"")


def carry(read: ClassListFile) -> str:
    """Rows as the text of a hidden field. Raises RosterUnreadable when they are too many for one form."""
    text = json.dumps(read.cells, ensure_ascii=False, separators=(",", ":"))
    if len(text.encode()) > LARGEST_CARRIED:
        raise RosterUnreadable(reason="too_large")
    return text


def carried(text: str, encoding: str) -> ClassListFile:
    """Rows that `carry` made text of. Raises RosterUnreadable for anything else."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RosterUnreadable(reason="not_a_list") from error
    if not isinstance(rows, list) or not all(
        isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in rows
    ):
        raise RosterUnreadable(reason="not_a_list")
    cells = tuple(tuple(row) for row in rows)
    return ClassListFile(cells, encoding, doubtful=is_doubtful(cells))


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last second of a day: what is due that day is late from midnight on."""
    return datetime.combine(day, time(23, 59, 59), zone)
