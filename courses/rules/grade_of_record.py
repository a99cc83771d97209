"""The score that is told as a learner's own where they have had several attempts."""

from collections.abc import Sequence

from courses.foundation.vocabulary import GradeOfRecord


def grade_of_record(scores: Sequence[int], which: GradeOfRecord) -> int | None:
    """The grade of record in hundredths of a percent, 0 to 10000, or None before anything was handed in.

    `scores` are those of the submitted attempts in the order of their numbers; voided attempts are not among them. An
    average is rounded half up. `which` is what the module says today: it decides what is told, never what is done.

    Completion is another question. A quiz is passed when any attempt reached the pass mark it was opened with
    (`rules.completion`), whichever attempt makes the grade: passing is a fact with a time, and a fact is never taken
    back. So a later attempt below the pass mark lowers a *latest* or *average* grade and leaves the completion, the
    certificate and every board as they are; the page that offers another try says so beforehand.
    """
    if not scores:
        return None
    match which:
        case GradeOfRecord.LATEST:
            return scores[-1]
        case GradeOfRecord.FIRST:
            return scores[0]
        case GradeOfRecord.AVERAGE:
            return (2 * sum(scores) + len(scores)) // (2 * len(scores))
        case _:
            return max(scores)
