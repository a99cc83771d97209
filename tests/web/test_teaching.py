"""What a teacher and a clerk see and do: the matrix, assignments, class lists, log-in slips."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import delete, event, func, select

from courses.foundation import clock
from courses.foundation.database import db, transaction
from courses.foundation.vocabulary import Role
from courses.ledger.completions import Taking
from courses.models.accounts import Account, RoleGrant
from courses.models.evidence import AuditEvent
from courses.models.teaching import Assignment
from courses.services import units
from courses.services.learning import complete_lesson
from courses.web import teaching_pages, unit_frames
from courses.web.shelf import shelf
from tests.browsing import Browser, fields
from tests.builders import COURSE, School, assign, person

Open = Callable[[str], Browser]
DAY = timedelta(days=1)


def text(answer: object) -> str:
    return unescape(answer.get_data(as_text=True))


def rows(page: str) -> list[list[str]]:
    """The body of the first table of a page, as words."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert body is not None
    found = re.findall(r"<tr.*?</tr>", body[1], re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in found]
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in cells]


def finish_second(school: School, who: str) -> None:
    """Complete the second module of the tiny course, which has lessons only."""
    course = shelf().courses[COURSE]
    module = course.modules[1]
    cycle = str(clock.now().year)
    for lesson in module.lessons:
        complete_lesson(Taking(school.people[who], course, module, cycle), lesson, clock.now())


def url(school: School, page: str = "", unit: str = "first") -> str:
    return f"/teach/{school.units[unit]}{page}"


def actions(name: str) -> int:
    return db.session.scalar(select(func.count()).where(AuditEvent.action == name)) or 0


# home


def test_the_only_unit_of_a_teacher_opens_at_once(school: School, browse: Open) -> None:
    assert browse("teacher").get("/teach").location == url(school)


def test_several_units_are_listed_with_their_learners(school: School, browse: Open) -> None:
    units.grant(school.people["teacher"], Role.TEACHER, school.units["second"], clock.now(), actor=None)
    page = text(browse("teacher").get("/teach"))
    assert [name in page for name in ("Class 1", "Class 2", "School", "학습자 3명")] == [True, True, False, True]


def test_who_has_no_unit_is_refused(school: School, browse: Open) -> None:
    assert browse("first1").get("/teach").status_code == 403


def test_the_counts_above_the_matrix_say_what_they_count(school: School, browse: Open) -> None:
    assign(school, "first")
    page = text(browse("teacher").get(url(school)))
    counts = re.findall(r'<ul class="legend">(.*?)</ul>', page, re.DOTALL)[0]
    cells = 3 * len(shelf().courses[COURSE].modules)
    assert ("교육 수 기준" in counts, sum(map(int, re.findall(r"<b>(\d+)</b>", counts)))) == (True, cells)


# matrix


def test_everything_overdue_stands_first_and_states_have_names(school: School, browse: Open) -> None:
    assign(school, module="first", due=clock.now() + DAY)
    assign(school, module="second", due=clock.now() - DAY)
    for who in ("first1", "first2"):
        finish_second(school, who)
    page = text(browse("teacher").get(url(school)))
    assert rows(page) == [
        ["f003", "first3", "시작 전", "기한 지남", "0/2"],
        ["f001", "first1", "시작 전", "이수 (기한 뒤)", "1/2"],
        ["f002", "first2", "시작 전", "이수 (기한 뒤)", "1/2"],
    ]


def test_the_rate_is_of_people_who_have_done_everything(school: School, browse: Open) -> None:
    assign(school, module="second")
    finish_second(school, "first1")
    assert "3명 중 1명" in text(browse("teacher").get(url(school)))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["first2", "first3", "first1"]),
        ("?show=late", ["first2", "first3"]),
        ("?show=open", ["first2", "first3"]),
        ("?show=done", ["first1"]),
        ("?show=else", ["first2", "first3", "first1"]),
        ("?q=F003", ["first3"]),
        ("?q=first1&show=done", ["first1"]),
    ],
)
def test_learners_can_be_filtered_and_found(school: School, browse: Open, asked: str, names: list[str]) -> None:
    assign(school, module="second", due=clock.now() - DAY)
    finish_second(school, "first1")
    assert [row[1] for row in rows(text(browse("teacher").get(url(school) + asked)))] == names


def test_nobody_found_is_said_and_leads_back(school: School, browse: Open) -> None:
    assert "조건에 맞는 학습자가 없습니다" in text(browse("teacher").get(url(school) + "?q=nobody"))


def test_what_was_looked_for_is_shown_as_text(school: School, browse: Open) -> None:
    page = browse("teacher").get(url(school) + "?q=<script>x").get_data(as_text=True)
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_unit_without_learners_says_what_to_do(school: School, browse: Open) -> None:
    empty = units.found("Class 3", "class", school.units["grade"], clock.now())
    assert "명단을 올리면" in text(browse("administrator").get(f"/teach/{empty}"))


def test_learners_without_assignments_are_listed(school: School, browse: Open) -> None:
    page = text(browse("teacher").get(url(school)))
    assert "아직 배정된 교육이 없습니다" in page
    assert [row[1] for row in rows(page)] == ["first1", "first2", "first3"]


def test_a_grade_names_the_home_of_each_learner(school: School, browse: Open) -> None:
    page = text(browse("administrator").get(url(school, unit="grade")))
    assert [row[2] for row in rows(page)] == ["Class 1"] * 3 + ["Class 2"] * 3


def test_scores_never_stand_on_the_page(school: School, browse: Open) -> None:
    assign(school)
    page = text(browse("teacher").get(url(school)))
    assert [word in page for word in ("점수와 고른 답은 이 화면에 보이지 않습니다", "점</")] == [True, False]


def test_above_an_institution_nobody_is_named(school: School, browse: Open) -> None:
    ministry = browse("ministry")
    page = text(ministry.get(url(school, unit="root")))
    assert ["first1" in page, "기관 안에서만" in page, "Other school" in page] == [False, True, True]
    slips = text(ministry.get(url(school, "/slips", unit="root")))
    assert ["first1" in slips, "기관 안에서만" in slips] == [False, True]


def test_a_unit_with_too_many_people_asks_to_go_down(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching_pages, "MOST_PEOPLE", 5)
    page = text(browse("administrator").get(url(school, unit="grade")))
    assert ["first1" in page, "아래에서 소속을 고르세요" in page] == [False, True]


def test_a_large_unit_without_units_below_shows_its_first_people(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching_pages, "MOST_PEOPLE", 2)
    page = text(browse("teacher").get(url(school)))
    assert [len(rows(page)), "1명이 더 있습니다" in page] == [2, True]


def test_each_view_of_people_is_recorded(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    for _ in range(2):
        teacher.get(url(school))
    teacher.get(url(school, "/slips"))
    assert actions("people.viewed") == 3


def selects(app: Flask, browser: Browser, address: str) -> int:
    """How many SELECTs a page takes."""
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    browser.get(address)
    event.remove(db.engine, "before_cursor_execute", listen)
    return sum(one.lstrip().startswith(("SELECT", "WITH")) for one in said)


def test_the_matrix_takes_as_many_selects_for_thirty_learners_as_for_one(
    app: Flask, school: School, browse: Open
) -> None:
    assign(school, "school")
    lone = units.found("Class 3", "class", school.units["grade"], clock.now())
    units.enrol(person("lone"), lone, clock.now(), actor=None, code="1")
    full = units.found("Class 4", "class", school.units["grade"], clock.now())
    for number in range(30):
        units.enrol(person(f"full{number}"), full, clock.now(), actor=None, code=f"c{number}")
    browser = browse("administrator")
    one, thirty = (selects(app, browser, f"/teach/{unit}") for unit in (lone, full))
    assert one == thirty
    assert one <= 9


# assigning


def test_a_module_is_assigned_until_the_end_of_a_day(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    day = (clock.now() + 3 * DAY).date().isoformat()
    answer = teacher.post(url(school, "/assign"), {"what": f"{COURSE}/second", "due": day})
    assert (answer.status_code, answer.location) == (303, url(school, "/assign?done=assigned"))
    made = db.session.scalars(select(Assignment)).one()
    zone = school_zone(teacher)
    assert (made.course, made.module, made.due_at.astimezone(zone).isoformat()[:19]) == (
        COURSE,
        "second",
        f"{day}T23:59:59",
    )
    page = text(teacher.get(answer.location))
    assert ["배정했습니다" in page, "여기에 배정된 교육" in page] == [True, True]


def school_zone(browser: Browser) -> object:
    return browser.app.config["SETTINGS"].zone


def test_assigning_the_same_twice_makes_one_assignment(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    day = (clock.now() + 3 * DAY).date().isoformat()
    for _ in range(2):
        assert teacher.post(url(school, "/assign"), {"what": f"{COURSE}/", "due": day}).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 1


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("", "기한을 입력하세요"),
        ("2026-13-45", "날짜를 연, 월, 일로"),
        ("2020-01-01", "지난 날짜입니다"),
        ("2999-01-01", "너무 먼 날짜입니다"),
    ],
)
def test_a_date_that_cannot_be_is_refused_and_stays_in_its_field(
    school: School, browse: Open, due: str, said: str
) -> None:
    answer = browse("teacher").post(url(school, "/assign"), {"what": f"{COURSE}/first", "due": due})
    page = text(answer)
    assert (answer.status_code, said in page, f'value="{due}"' in page) == (422, True, True)
    assert re.search(rf'value="{COURSE}/first" required checked', page)
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 0


@pytest.mark.parametrize("what", ["", "tiny/none", "none/", "tiny", "../x"])
def test_what_is_not_in_the_catalog_is_not_assigned(school: School, browse: Open, what: str) -> None:
    day = (clock.now() + DAY).date().isoformat()
    answer = browse("teacher").post(url(school, "/assign"), {"what": what, "due": day})
    assert (answer.status_code, "배정할 과정이나 교육을 고르세요" in text(answer)) == (422, True)


def test_assignments_of_units_above_are_listed_with_their_unit(school: School, browse: Open) -> None:
    assign(school, "school", module="second")
    assert "School에서 배정" in text(browse("teacher").get(url(school, "/assign")))


# class lists


def carried(browser: Browser) -> dict[str, str]:
    """What a preview hands on to the next step."""
    assert browser.last is not None
    found = fields(browser.last.get_data(as_text=True))
    return {name: found[name] for name in ("cells", "encoding")}


def test_a_pasted_list_is_previewed_and_then_saved(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    page = text(teacher.post(url(school, "/import"), {"pasted": "이름\t번호\n김하나\t777\nfirst1\tf001"}))
    assert rows(page) == [
        ["2", "777", "김하나", "Class 1", "새로 등록"],
        ["3", "f001", "first1", "Class 1", "그대로"],
    ]
    assert db.session.scalar(select(func.count()).where(Account.display_name == "김하나")) == 0
    answer = teacher.post(url(school, "/import/apply"), carried(teacher))
    assert (answer.status_code, answer.location) == (303, url(school, "/slips?done=imported&pick=new"))
    assert db.session.scalar(select(func.count()).where(Account.display_name == "김하나")) == 1
    page = text(teacher.get(answer.location))
    newcomer = db.session.scalars(select(Account.id).where(Account.display_name == "김하나")).one()
    assert ["골라 두었습니다" in page, ticked(page)] == [True, [str(newcomer)]]


def ticked(page: str) -> list[str]:
    """Who is ticked on the page of slips."""
    return re.findall(r'name="learner" value="(\d+)" checked', page)


def test_an_import_without_new_learners_ticks_nobody(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    sent = {"cells": '[["First1", "f001"]]', "encoding": "utf-8"}
    page = text(teacher.get(teacher.post(url(school, "/import/apply"), sent).location))
    assert ["명단을 저장했습니다." in page, "골라 두었습니다" in page, ticked(page)] == [True, False, []]


def test_a_resident_number_in_any_column_is_refused_and_never_sent_back(school: School, browse: Open) -> None:
    list_text = "이름,번호,주민등록번호\n새봄 마,90022,100304-3123456\n"
    teacher = browse("teacher")
    answer = teacher.post(url(school, "/import"), {"file": (io.BytesIO(list_text.encode()), "명단.csv")})
    page = text(answer)
    assert (answer.status_code, "3123456" in page) == (422, False)
    assert "‘3번째’ 칸이 주민등록번호처럼 보입니다" in page
    assert "이름\t번호\n새봄 마\t90022</textarea>" in page
    cells = '[["이름","번호","비고"],["새봄 마","90022","100304-3123456"]]'
    answer = teacher.post(url(school, "/import/apply"), {"cells": cells, "encoding": "utf-8"})
    assert (answer.status_code, "3123456" in text(answer)) == (422, False)


def test_a_resident_number_does_not_come_back_with_a_list_that_cannot_be_read(school: School, browse: Open) -> None:
    pasted = "새봄 마,90022,100304-3123456\n하늘 바,90023," + "x" * 401
    answer = browse("teacher").post(url(school, "/import"), {"pasted": pasted})
    assert (answer.status_code, "3123456" in text(answer), "90023" in text(answer)) == (422, False, True)


def test_columns_that_are_not_read_are_named_and_not_carried_on(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    page = text(teacher.post(url(school, "/import"), {"pasted": "이름,생년월일,번호\n새봄 마,2010-03-04,90022"}))
    assert page.count("‘생년월일’ 칸은 읽지 않았습니다") == 1
    assert "2010-03-04" not in page
    assert carried(teacher)["cells"] == '[["이름","번호"],["새봄 마","90022"]]'


def test_the_page_for_lists_says_which_columns_and_how_many_rows(school: School, browse: Open) -> None:
    page = text(browse("teacher").get(url(school, "/import")))
    assert ["이름과 번호 칸만 남겨" in page, "5,000명" in page, "나이스" in page] == [True, True, False]


def test_a_file_in_cp949_is_read(school: School, browse: Open) -> None:
    file = (io.BytesIO("이름,번호\n김하나,777\n".encode("cp949")), "명단.csv")
    page = text(browse("teacher").post(url(school, "/import"), {"file": file}))
    assert rows(page) == [["2", "777", "김하나", "Class 1", "새로 등록"]]


def test_refused_rows_say_what_to_do_and_the_list_can_be_mended_in_place(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    answer = teacher.post(url(school, "/import"), {"pasted": "김하나,777\n이두리,\n누구,f001"})
    page = text(answer)
    assert answer.status_code == 422
    assert [row[0] for row in rows(page)] == ["2", "3"]
    assert "번호가 비어 있습니다" in page
    assert "김하나\t777\n이두리\t\n누구\tf001</textarea>" in page
    assert "이대로 저장하기" not in page


def test_a_refused_row_does_not_say_whose_the_code_is(school: School, browse: Open) -> None:
    page = text(browse("teacher").post(url(school, "/import"), {"pasted": "누구,s001"}))
    assert ["다른 사람이 쓰고" in page, "second1" in page] == [True, False]


def test_a_list_that_changes_nothing_offers_nothing_to_save(school: School, browse: Open) -> None:
    page = text(browse("teacher").post(url(school, "/import"), {"pasted": "first1,f001"}))
    assert ["바뀌는 것이 없습니다" in page, "이대로 저장하기" in page] == [True, False]


def test_a_list_without_people_says_so(school: School, browse: Open) -> None:
    assert "명단에 사람이 없습니다" in text(browse("teacher").post(url(school, "/import"), {"pasted": "이름,번호"}))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "명단이 비어 있습니다"),
        ({"cells": "no json"}, "명단으로 읽을 수 없는"),
        ({"cells": '{"a": 1}'}, "명단으로 읽을 수 없는"),
        ({"cells": '[["a", 1]]'}, "명단으로 읽을 수 없는"),
        ({"cells": "[" * 50_000}, "명단으로 읽을 수 없는"),
        ({"cells": '[["é가"]]', "encoding": "utf-8", "read_as": "shift_jis"}, "글자를 읽지 못했습니다"),
    ],
)
@pytest.mark.parametrize("page", ["/import", "/import/apply"])
def test_what_is_no_list_is_refused(school: School, browse: Open, page: str, sent: dict[str, str], said: str) -> None:
    answer = browse("teacher").post(url(school, page), sent)
    assert (answer.status_code, said in text(answer)) == (422, True)


def test_a_list_in_doubtful_signs_can_be_read_again(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    page = text(teacher.post(url(school, "/import"), {"file": (io.BytesIO("王张,1\n".encode("gb18030")), "a.csv")}))
    assert "글자가 바르게 보이나요" in page
    sent = carried(teacher) | {"read_as": "gb18030"}
    assert rows(text(teacher.post(url(school, "/import"), sent))) == [["1", "1", "王张", "Class 1", "새로 등록"]]


def test_a_list_too_long_to_be_carried_on_is_refused(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("courses.web.forms_teaching.LARGEST_CARRIED", 20)
    answer = browse("teacher").post(url(school, "/import"), {"pasted": "김하나,777\n이두리,778"})
    assert (answer.status_code, "명단이 너무 큽니다" in text(answer)) == (422, True)


def test_a_list_that_can_no_longer_be_taken_is_shown_again(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    sent = {"cells": '[["누구", "f001"]]', "encoding": "utf-8"}
    answer = teacher.post(url(school, "/import/apply"), sent)
    assert (answer.status_code, "고칠 곳이 1군데" in text(answer)) == (422, True)


def test_who_may_not_make_slips_comes_back_to_the_lists(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_frames, "allowed", lambda _grants, action, _path: action != "unit.slips", raising=True)
    answer = browse("teacher").post(url(school, "/import/apply"), {"cells": '[["김하나", "7"]]', "encoding": "utf-8"})
    assert answer.location == url(school, "/import?done=imported")


# slips


def test_nobody_is_ticked_unasked(school: School, browse: Open) -> None:
    page = text(browse("teacher").get(url(school, "/slips")))
    assert (ticked(page), "?pick=unused" in page) == ([], True)


def test_a_second_sending_of_the_same_form_makes_no_new_codes(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    teacher.get(url(school, "/slips"))
    assert teacher.last is not None
    form = {"learner": str(school.people["first1"]), "slip_key": fields(text(teacher.last))["slip_key"]}
    name, code = re.findall(r'class="key">([^<]*)<', text(teacher.post(url(school, "/slips"), form)))
    again = teacher.post(url(school, "/slips"), form)
    page = text(again)
    assert (again.status_code, "이미 만든 쪽지입니다" in page, f'href="{url(school, "/slips")}"' in page) == (
        409,
        True,
        True,
    )
    assert actions("account.code_issued") == 1
    assert browse("").log_in(name, code).status_code == 303
    fresh = fields(text(teacher.get(url(school, "/slips"))))["slip_key"]
    assert teacher.post(url(school, "/slips"), form | {"slip_key": fresh}).status_code == 200


def test_those_who_never_signed_in_can_be_ticked(school: School, browse: Open) -> None:
    with transaction():
        db.session.get_one(Account, school.people["first2"]).has_signed_in = True
    page = text(browse("teacher").get(url(school, "/slips?pick=unused")))
    assert ticked(page) == [str(school.people["first1"]), str(school.people["first3"])]


def test_everyone_can_be_ticked(school: School, browse: Open) -> None:
    page = text(browse("teacher").get(url(school, "/slips?pick=all")))
    assert ticked(page) == [str(school.people[name]) for name in ("first1", "first2", "first3")]


def test_a_slip_opens_the_account_it_names(school: School, browse: Open) -> None:
    answer = browse("teacher").post(url(school, "/slips"), {"learner": str(school.people["first1"])})
    page = text(answer)
    name, code = re.findall(r'class="key">([^<]*)<', page)
    assert (answer.status_code, answer.headers["Cache-Control"], name) == (200, "no-store", "first1")
    assert browse("").log_in(name, code).status_code == 303
    assert actions("account.code_issued") == 1


@pytest.mark.parametrize("who", ["second1", "other1", "administrator"])
def test_no_slip_is_made_for_somebody_of_elsewhere(school: School, browse: Open, who: str) -> None:
    chosen = [str(school.people["first1"]), str(school.people[who])]
    teacher = browse("teacher")
    assert teacher.post(url(school, "/slips"), {"learner": chosen}).status_code == 404
    assert teacher.post(url(school, "/slips"), {"learner": str(2**62)}).status_code == 404
    assert actions("account.code_issued") == 0


def test_no_slip_is_made_for_who_holds_a_role(school: School, browse: Open) -> None:
    units.enrol(school.people["administrator"], school.units["first"], clock.now(), actor=None)
    teacher = browse("teacher")
    chosen = {"learner": str(school.people["administrator"])}
    assert teacher.post(url(school, "/slips"), chosen).status_code == 403
    assert "administrator" not in text(teacher.get(url(school, "/slips")))
    with transaction():
        db.session.execute(delete(RoleGrant).where(RoleGrant.account == school.people["administrator"]))
    assert teacher.post(url(school, "/slips"), chosen).status_code == 200


def test_slips_for_nobody_or_too_many_are_refused(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = browse("teacher")
    answer = teacher.post(url(school, "/slips"))
    assert (answer.status_code, "한 명 이상 고르세요" in text(answer)) == (422, True)
    monkeypatch.setattr(teaching_pages, "MOST_PEOPLE", 2)
    chosen = [str(school.people[f"first{number}"]) for number in (1, 2, 3)]
    answer = teacher.post(url(school, "/slips"), {"learner": chosen})
    assert (answer.status_code, text(answer).count(" checked")) == (422, 3)


def test_above_an_institution_no_slips_are_made(school: School, browse: Open) -> None:
    answer = browse("ministry").post(url(school, "/slips", unit="root"), {"learner": str(school.people["first1"])})
    assert ("기관 안에서만" in text(answer), actions("account.code_issued")) == (True, 0)
