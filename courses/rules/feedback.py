"""When the key of an attempt's items may be shown to its learner."""

from courses.catalog.items import Quiz
from courses.foundation.vocabulary import FeedbackTime


def key_may_be_shown(quiz: Quiz, *, submitted: bool, passed: bool, attempts: int) -> bool:
    """With immediate feedback once an answer is final; else when the attempt passed, or when no attempt is left.

    `quiz` is the attempt's stored version, `attempts` how many the learner has had. A quiz that gives feedback only on
    passing keeps its key until then.
    """
    if quiz.feedback is FeedbackTime.IMMEDIATE:
        return True
    if not submitted:
        return False
    none_left = quiz.attempts is not None and attempts >= quiz.attempts
    return passed or (none_left and quiz.feedback is FeedbackTime.ON_SUBMIT)
