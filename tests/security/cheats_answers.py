"""Cheats on time, on pass mark and score, on the version, and on answers that are final."""

from dataclasses import replace

from courses.foundation.vocabulary import AttemptState
from tests.security import material
from tests.security.cheats import Cheater, cheat, sent

ONE = f"{material.LATER}-one"


@cheat
def save_after_the_grace(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    cheater.close_in(-61)
    return sitter.save(ONE, 1, "b").status_code == 200 or cheater.answers() != {}


@cheat
def save_after_the_grace_with_a_button(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    cheater.close_in(-61)
    sitter.save(ONE, 1, "b", go="next")
    return cheater.answers() != {}


@cheat
def bring_answers_along_with_the_late_form_that_hands_in(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    form = sitter.submit_form()
    cheater.close_in(-61)
    sent(sitter, f"{sitter.url}/submit", {**form, "item": ONE, "answer": "b", f"answer-{ONE}": "b"})
    return cheater.answers() != {} or cheater.scores() != [0]


@cheat
def move_the_closing_time_in_a_form(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    cheater.close_in(-61)
    later = {"closes_at": "2099-01-01T00:00:00+00:00", "now": "2000-01-01", "at": "0", "time": "600"}
    for url in (sitter.url, sitter.quiz):
        sent(sitter, url, {"item": ONE, "seq": "1", "answer": "b", **later})
    return cheater.answers() != {} or AttemptState.OPEN in cheater.states()


@cheat
def turn_back_the_clock_of_the_browser(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    cheater.close_in(-61)
    headers = {"Date": "Mon, 01 Jan 2001 00:00:00 GMT", "X-Requested-With": "autosave", "If-Unmodified-Since": "0"}
    return sent(sitter, sitter.url, {"item": ONE, "seq": "1", "answer": "b"}, headers=headers) == 200


@cheat
def get_new_time_for_the_same_attempt_by_beginning_again(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    cheater.close_in(-61)
    sent(sitter, sitter.quiz)
    return AttemptState.OPEN in cheater.states()


@cheat
def keep_a_late_attempt_open_by_not_handing_in(cheater: Cheater) -> bool:
    """An attempt whose time is over takes one of the two, whether or not it was handed in."""
    sitter = cheater.sit()
    for _ in range(2):
        cheater.close_in(-61)
        sent(sitter, sitter.quiz)
        sent(sitter, sitter.quiz)
    return len(cheater.states()) > 2


@cheat
def hand_in_with_a_score(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sent(
        sitter, f"{sitter.url}/submit", {**sitter.submit_form(), "score": "10000", "passed": "1", "hundredths": "10000"}
    )
    return cheater.completed() or cheater.scores() != [0]


@cheat
def hand_in_with_a_lower_pass_mark(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sent(sitter, f"{sitter.url}/submit?pass_mark=0", {**sitter.submit_form(), "pass_mark": "0"})
    return cheater.completed()


@cheat
def begin_with_a_lower_pass_mark(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.submit()
    sent(sitter, f"{sitter.quiz}?pass_mark=0", {"pass_mark": "0", "draw": "1", "quiz_version": "0"})
    sitter.number = 2
    sitter.submit()
    return cheater.completed()


@cheat
def tick_every_choice_of_a_single_one(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    return sitter.save(ONE, 1, "a", "b", "c", "d").status_code == 200 or sitter.save(ONE, 2, "abcd").status_code == 200


@cheat
def tick_everything_there_is(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.save(f"{material.LATER}-many", 1, "a", "b", "c", "d")
    sitter.submit()
    return cheater.scores() != [0]


@cheat
def claim_a_weight_with_the_choice(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    for value in ("a{weight=100}", "a weight=100", "b;100", '{"letter":"b"}', "a|b"):
        if sitter.save(ONE, 1, value).status_code == 200:
            return True
    return False


@cheat
def answer_an_item_that_was_not_drawn(cheater: Cheater) -> bool:
    sitter = cheater.sit(material.DRAWN)
    others = {f"pool-{number}" for number in range(1, material.POOL + 1)} - set(sitter.drawn())
    return any(sitter.save(one, 1, "b").status_code == 200 for one in others)


@cheat
def answer_an_item_of_another_quiz(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    names = (f"{material.NOW}-one", ONE.upper(), f"{ONE} ", "__proto__", "../one")
    return any(sitter.save(name, 1, "b").status_code == 200 for name in names)


@cheat
def type_a_pattern_that_matches_everything(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    for seq, value in enumerate(("%", "*", ".*", "_", "' or '1'='1", "\u200b", "{{ key }}", "${key}"), 1):
        sitter.save(f"{material.LATER}-text", seq, value)
    sitter.submit()
    return cheater.scores() != [0]


@cheat
def type_a_number_that_is_every_number(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    for seq, value in enumerate(("nan", "inf", "-inf", "1e309", "0..999999999999", "0x0", "\u221e"), 1):
        sitter.save(f"{material.LATER}-number", seq, value)
    sitter.submit()
    return cheater.scores() != [0]


@cheat
def hand_in_nothing(cheater: Cheater) -> bool:
    cheater.sit().submit()
    return cheater.completed()


@cheat
def wait_until_the_author_lowers_the_pass_mark(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    cheater.easier(pass_mark=0)
    sitter.submit()
    return cheater.completed()


@cheat
def wait_until_the_author_changes_the_key(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    for name, letters in (("one", "a"), ("many", "bd"), ("fact", "b")):
        sitter.save(f"{material.LATER}-{name}", 1, *letters)
    quiz = sitter.taking.module.quiz
    assert quiz is not None
    keys = {"one": "a", "many": "bd", "fact": "b"}
    items = tuple(replace(one, key=keys.get(one.id.rpartition("-")[2], one.key)) for one in quiz.items)
    cheater.easier(items=items)
    sitter.submit()
    return cheater.scores() != [0]


@cheat
def have_a_failed_attempt_judged_anew_by_an_edit(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.submit()
    cheater.easier(pass_mark=0)
    sent(sitter, f"{sitter.url}/submit", {"submit_key": "0" * 32})
    sitter.browser.get(sitter.url)
    return cheater.completed() or cheater.scores() != [0]


@cheat
def name_another_version(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    quiz = sitter.taking.module.quiz
    cheater.easier(pass_mark=0)
    sent(
        sitter,
        f"{sitter.url}/submit",
        {**sitter.submit_form(), "quiz_version": "x", "digest": quiz.digest if quiz else ""},
    )
    return cheater.completed()


@cheat
def change_an_answer_after_it_was_checked(cheater: Cheater) -> bool:
    sitter = cheater.sit(material.NOW)
    item = f"{material.NOW}-one"
    sitter.save(item, 1, "c", go="check")
    for go in ("", "check", "next", "previous", "review"):
        sitter.save(item, 9, "b", go=go, final="0", final_at="")
    return cheater.answers() != {item: "c"}


@cheat
def change_an_answer_after_handing_in(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.save(ONE, 1, "a")
    sitter.submit()
    sitter.save(ONE, 2, "b")
    sitter.save(ONE, 3, "b", go="next")
    return cheater.answers() != {ONE: "a"}


@cheat
def hand_in_again_with_better_answers(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    form = sitter.submit_form()
    sitter.submit()
    cheater.answer_rightly(sitter, seq=5)
    sent(sitter, f"{sitter.url}/submit", form)
    return cheater.completed() or cheater.scores() != [0]


@cheat
def take_an_answer_back_by_an_older_page(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.save(ONE, 5, "a")
    sitter.save(ONE, 5, "b")
    sitter.save(ONE, 4, "c")
    sitter.save(ONE, 0, "d", go="next")
    return cheater.answers() != {ONE: "a"}


@cheat
def count_backwards_past_the_largest_number(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.save(ONE, 5, "a")
    for seq in ("-1", "1e9", "NaN", "", "5 "):
        values = {"item": ONE, "seq": seq, "answer": "b"}
        sent(sitter, sitter.url, values, headers={"X-Requested-With": "autosave"})
    return cheater.answers() != {ONE: "a"}


@cheat
def send_a_form_without_its_token(cheater: Cheater) -> bool:
    sitter = cheater.sit()
    sitter.browser.post(f"{sitter.url}", {"csrf_token": "", "item": ONE, "seq": "1", "answer": "b"})
    return cheater.answers() != {}
