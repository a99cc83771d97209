"""Cheats on the order of lessons, on the number of attempts, and on whose attempt it is."""

from sqlalchemy import select

from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.models.assessment import Attempt, AttemptReopening
from courses.models.learning import LessonCompletion
from tests.security import material
from tests.security.cheats import LESSONS, Cheater, cheat, fresh, key_in, sent
from tests.security.sitting import Sitter


@cheat
def begin_the_quiz_before_any_lesson(cheater: Cheater) -> bool:
    return sent(fresh(cheater), f"{LESSONS}/quiz") == 303


@cheat
def begin_the_quiz_with_one_lesson_missing(cheater: Cheater) -> bool:
    sitter = fresh(cheater)
    sent(sitter, f"{LESSONS}/first")
    return sent(sitter, f"{LESSONS}/quiz") == 303


@cheat
def complete_the_second_lesson_first(cheater: Cheater) -> bool:
    sent(fresh(cheater), f"{LESSONS}/second")
    return cheater.count(LessonCompletion, LessonCompletion.module == material.NOW) > 0


@cheat
def read_a_locked_lesson(cheater: Cheater) -> bool:
    return "second 차시의 글입니다" in fresh(cheater).browser.get(f"{LESSONS}/second").text


@cheat
def complete_a_lesson_of_another_module_here(cheater: Cheater) -> bool:
    sitter = fresh(cheater)
    sent(sitter, f"{LESSONS}/first", {"lesson": "second", "module": material.NOW, "slug": "second"})
    return (
        cheater.count(LessonCompletion, LessonCompletion.module == material.NOW, LessonCompletion.lesson == "second")
        > 0
    )


@cheat
def complete_lessons_for_a_year_that_is_not_owed(cheater: Cheater) -> bool:
    sent(fresh(cheater), f"{LESSONS}/first?cycle=1999", {"cycle": "1999", "revision": "0"})
    return cheater.count(LessonCompletion, LessonCompletion.cycle == "1999") > 0


@cheat
def hand_in_what_was_never_begun(cheater: Cheater) -> bool:
    sitter = fresh(cheater)
    return sent(sitter, f"{LESSONS}/quiz/1/submit", {"submit_key": "0" * 32}) == 303


@cheat
def take_a_third_attempt_of_two(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.submit()
    sitter.begin()
    sitter.submit()
    return sent(sitter, sitter.quiz) == 303


@cheat
def raise_the_number_of_attempts_in_the_form(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.submit()
    sitter.begin()
    sitter.submit()
    return sent(sitter, f"{sitter.quiz}?attempts=99", {"attempts": "99", "number": "1", "kind": "recall"}) == 303


@cheat
def void_the_own_attempt(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    for url in (sitter.url, f"{sitter.url}/submit", sitter.quiz):
        sent(sitter, url, {"state": "void", "go": "void"})
    return AttemptState.VOID in cheater.states()


@cheat
def answer_an_attempt_that_was_not_opened(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.number = 2
    return sitter.save(f"{material.LATER}-one", 1, "b").status_code == 200


@cheat
def open_two_attempts_at_once(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    for _ in range(3):
        sent(sitter, sitter.quiz)
    return cheater.count(Attempt) > 1


@cheat
def have_the_own_attempt_opened_again_by_oneself(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.submit()
    unit, learner = cheater.school.units["first"], cheater.school.people["first1"]
    form = {
        "learner": learner,
        "of": f"{material.COURSE}/{material.LATER}",
        "number": 1,
        "kind": "anew",
        "reason": "time",
    }
    status = sent(sitter, f"/teach/{unit}/reopen", form)
    return status < 400 or cheater.count(AttemptReopening) > 0


@cheat
def pass_by_the_pages_of_an_attempt_that_was_set_aside(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    key = sitter.submit_form()
    sitter.submit()
    cheater.set_aside()
    for number in range(2):
        cheater.answer_rightly(sitter, seq=number + 5)
        for go in ("", "next", "check"):
            sitter.save(f"{material.LATER}-one", 9, "b", go=go, **key)
        sent(sitter, f"{sitter.url}/submit", key)
    return cheater.completed() or cheater.answers() != {} or cheater.states() != [AttemptState.VOID]


@cheat
def read_the_key_from_an_attempt_that_was_set_aside(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    key = sitter.submit_form()
    cheater.set_aside()
    pages = [sitter.browser.get(f"{sitter.url}{place}").text for place in ("", "?item=1", "?review=1")]
    item = f"{material.LATER}-one"
    pages += [sitter.save(item, 9, "a", go=go, **key).text for go in ("", "next", "check")]
    return any(key_in(cheater, page) for page in pages)


@cheat
def skip_the_quiz_as_if_it_did_not_count(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sent(sitter, f"{sitter.quiz}/recall", {"go": "skip"})
    sent(sitter, sitter.quiz, {"go": "skip"})
    return cheater.completed() or cheater.count(Attempt, Attempt.kind != AttemptKind.QUIZ) > 0


@cheat
def recall_a_module_that_is_not_completed(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    return sent(sitter, f"{sitter.quiz}/recall", {"go": "begin"}) == 303


@cheat
def hand_in_with_the_key_of_another_attempt(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    old = sitter.submit_form()
    sitter.submit()
    sitter.begin()
    sent(sitter, f"{sitter.url}/submit", old)
    return cheater.states() != [AttemptState.SUBMITTED, AttemptState.OPEN]


@cheat
def answer_in_another_learners_attempt(cheater: Cheater) -> bool:
    mine, other = cheater.sit(), cheater.sit(username="first2")
    form = {"submit_key": mine.submit_form()["submit_key"]}
    return other.save(f"{material.LATER}-one", 1, "b", **form).status_code == 200 or cheater.answers() != {}


@cheat
def hand_in_another_learners_attempt(cheater: Cheater) -> bool:
    mine, other = cheater.sit(), cheater.sit(username="first2")
    sent(other, f"{mine.url}/submit", mine.submit_form())
    return AttemptState.SUBMITTED in cheater.states()


@cheat
def have_another_learner_answer_under_the_own_name(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    other = cheater.school.people["first2"]
    sent(sitter, sitter.quiz, {"learner": str(other), "account": str(other)})
    return cheater.count(Attempt, Attempt.learner == other) > 0


@cheat
def see_the_key_on_the_page_of_an_item(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    asked = ("", "?item=1", "?item=1&show_key=1", "?item=1&submitted=1", "?review=1&key=1", "?item=99", "?result=1")
    return any(key_in(cheater, sitter.browser.get(f"{sitter.url}{one}").text) for one in asked)


@cheat
def see_the_key_of_an_item_that_was_not_checked(cheater: Cheater) -> bool:
    sitter = cheater.sit(material.NOW)
    item = f"{material.NOW}-one"
    sitter.save(item, 1, "c")
    page = sitter.browser.get(f"{sitter.url}?item={1 + sitter.drawn().index(item)}").text
    return key_in(cheater, page, item)


@cheat
def see_the_key_after_failing_with_an_attempt_left(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.submit()
    return any(
        cheater.sealed.canaries.whole[f"{material.LATER}-{one}"] in sitter.browser.get(sitter.url).text
        for one in ("one", "many", "text")
    )


def _tells(cheater: Cheater, sitter: Sitter, module: str, *urls: str) -> bool:
    heard = "".join(sitter.browser.get(url).text for url in urls)
    return any(text in heard for item, text in cheater.sealed.canaries.whole.items() if item.startswith(module))


@cheat
def read_the_key_of_a_failed_attempt_beside_the_last_one(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.submit()
    first = sitter.url
    sitter.begin()
    ids = db.session.scalars(select(Attempt.id)).all()
    return _tells(cheater, sitter, material.LATER, first, *(f"/results/{one}" for one in ids))


@cheat
def read_the_feedback_that_only_a_pass_earns_among_the_results(cheater: Cheater) -> bool:
    sitter = cheater.sit(material.PASSED)
    sitter.save(f"{material.PASSED}-one", 1, "c")
    sitter.submit()
    ids = db.session.scalars(select(Attempt.id)).all()
    heard = "".join(sitter.browser.get(f"/results/{one}").text for one in ids)
    return cheater.sealed.canaries.chosen[f"{material.PASSED}-one", "c"] in heard


@cheat
def read_the_key_by_handing_in_nothing_where_feedback_is_immediate(cheater: Cheater) -> bool:
    sitter = cheater.sit(material.NOW)
    sitter.submit()
    return _tells(cheater, sitter, material.NOW, sitter.url)
