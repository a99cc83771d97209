"""A class list is pasted or uploaded, previewed, mended in place and saved."""

import io

import pytest
from sqlalchemy import func, select

from courses.foundation.database import db
from courses.models.accounts import Account
from courses.web import unit_frames
from tests.browsing import Browser, fields
from tests.builders import School
from tests.web.tables import rows, text
from tests.web.teaching.unit_pages import Open, ticked, url


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
