"""What each block of a lesson becomes."""

from pathlib import Path

import pytest

from tests.catalog.small_files import SMALL
from tests.catalog.writing import LESSON, course, first_lesson, lesson, monolingual, told


def test_a_note_is_a_section_with_a_heading(tmp_path: Path) -> None:
    html = lesson(tmp_path, "/// note | **중요**\n글\n///\n\n/// help\n    keys: [in-school]\n///")
    assert '<section class="note">\n<h3><strong>중요</strong></h3>\n<p>글</p>\n</section>' in html


def test_a_caution_without_a_title_is_called_by_its_name(tmp_path: Path) -> None:
    html = lesson(tmp_path, "/// caution\n글\n///")
    assert '<section class="note caution">\n<h3>주의</h3>' in html


def test_a_contact_is_a_number_to_call_a_page_to_open_or_words(tmp_path: Path) -> None:
    html = lesson(tmp_path, "/// help\n    keys: [friend-line, in-school, web-page]\n///")
    items = [one.split("</li>")[0] for one in html.replace("\n", "").split("<li>")[1:]]
    assert items == [
        '<a href="tel:1388"><b>1388</b><span>친구 상담<br>1388, 문자 1388<br>24시간</span></a>',
        "<b>학교 안 선생님</b><span>교무실에서 만나기</span>",
        '<a href="https://example.org/deletion"><b>삭제 신청</b><span></span></a>',
    ]


def test_a_contact_in_running_text_becomes_its_name(tmp_path: Path) -> None:
    html = lesson(tmp_path, "[](help:friend-line), [](help:in-school), [여기](help:web-page)")
    assert html == (
        '<p><a href="tel:1388" title="1388">친구 상담</a>, <span>학교 안 선생님</span>, '
        '<a href="https://example.org/deletion">여기</a></p>'
    )


def test_a_law_block_ends_with_source_and_date(tmp_path: Path) -> None:
    made = course(tmp_path, {})
    html = {language: made.modules[0].lessons[1].html[language] for language in ("ko", "en")}
    assert (
        '<p class="law-source">출처: 어느 법 제1조</p>\n<p class="law-date">기준일: 2026년 10월 2일</p>' in html["ko"]
    )
    assert (
        '<p class="law-source">Source: Some Act, art. 1</p>\n<p class="law-date">As of 2 October 2026</p>' in html["en"]
    )


def test_a_chat_shows_who_is_speaking_and_hides_pictures(tmp_path: Path) -> None:
    html = lesson(tmp_path, "/// chat | 방 · 2명\nA: *별표* <b> :)\n\n나: 네\nB: [그림]\nB: []\n///").replace("\n", "")
    assert html == (
        '<figure class="chat"><figcaption>방 · 2명</figcaption><ol>'
        '<li class="line"><p class="who">A</p><p class="bub">*별표* &lt;b&gt; :)</p></li>'
        '<li class="line mine"><p class="who">나</p><p class="bub">네</p></li>'
        '<li class="line hid"><p class="who">B</p><p class="bub">그림</p></li>'
        '<li class="line hid"><p class="who">B</p><p class="bub">보여 드리지 않는 그림</p></li></ol></figure>'
    )


def test_a_reflection_can_never_be_sent(tmp_path: Path) -> None:
    html = lesson(tmp_path, "/// reflect | 내 말\n무엇을 말할까요?\n///")
    label = "적어 보기 (저장하거나 보내지 않습니다)"
    assert f'<textarea aria-label="{label}" autocomplete="off" class="reflect" rows="4"></textarea>' in html
    assert "name=" not in html


def test_a_sensitive_passage_is_folded_behind_its_note(tmp_path: Path) -> None:
    html = lesson(tmp_path, "/// sensitive | 아침\n    note: 마음을 적은 글\n\n글\n///")
    assert html == (
        '<details class="sensitive">\n<summary>아침</summary>\n'
        '<p class="hint">마음을 적은 글</p>\n<p>글</p>\n</details>'
    )


def test_a_check_tells_right_from_other(tmp_path: Path) -> None:
    html = lesson(tmp_path, "/// check | 물음\n    id: c\n\n상황\n\n- [x] 가\n  > 좋습니다.\n- [ ] 나\n\n> 모두\n///")
    assert html == (
        '<section class="check" id="check-c"><h3>물음</h3><p>상황</p><ul class="check-choices">'
        '<li><details><summary>가</summary><div class="fb right"><p>좋습니다.</p></div></details></li>'
        '<li><details><summary>나</summary><div class="fb other"></div></details></li></ul>'
        '<details class="check-all"><summary>함께 보는 설명</summary><p>모두</p></details></section>'
    )


def test_a_scenario_begins_with_its_start_and_its_ends_lead_back(tmp_path: Path) -> None:
    body = "### 끝 {#z .end}\n\n끝났습니다.\n\n### 처음 {#a}\n\n- [간다](#z)\n  > 갔습니다.\n\n  > 또 갔습니다.\n"
    html = lesson(tmp_path, f"//// scenario | 길\n    start: a\n\n앞글\n\n{body}\n////").replace("\n", "")
    assert html == (
        '<section class="scenario" id="scenario-1"><h3>길</h3><p>앞글</p>'
        '<section class="step" id="step-a"><h4>처음</h4><ul class="paths"><li><details><summary>간다</summary>'
        '<div class="fb"><p>갔습니다.또 갔습니다.</p><p><a class="go" href="#step-z">이어서 보기: 끝</a></p></div>'
        "</details></li></ul></section>"
        '<section class="step end" id="step-z"><h4>끝</h4><p>끝났습니다.</p>'
        '<p><a class="go" href="#step-a">처음부터 다시 걷기</a></p></section></section>'
    )


def test_blocks_stand_inside_blocks_with_more_slashes(tmp_path: Path) -> None:
    check = "/// check | 물음\n    id: c\n\n- [x] 가\n- [ ] 나\n///"
    html = lesson(tmp_path, f"앞\n///// note\n//// note | 안\n{check}\n////\n/////\n뒤")
    assert html.index("<p>앞</p>") < html.index("알아 두기") < html.index("안</h3>") < html.index("check-c")
    assert html.endswith("</section>\n</section>\n<p>뒤</p>")


@pytest.mark.parametrize(("name", "tag"), [("a.mp4", "video"), ("a.mp3", "audio")], ids=["video", "sound"])
def test_media_come_with_captions_and_text(name: str, tag: str, tmp_path: Path) -> None:
    options = f"    src: media/{name}\n    captions: media/a.vtt\n    transcript: media/a.txt\n"
    files = {f"tiny/02-second/media/{one}": SMALL[one[1:]] for one in (name, "a.vtt")}
    files["tiny/02-second/media/a.txt"] = "말\n\n또 말".encode()
    body = LESSON + f"/// media | 제목\n{options}///\n\n/// help\n    keys: [in-school]\n///"
    changes = monolingual({"tiny/02-second/01-three.md": body, **files})
    html = first_lesson(course(tmp_path, changes), "second").html["ko"].replace("\n", "")
    assert f'<figure class="media"><{tag} controls="" preload="none" src="/learn/tiny/second/media/{name}">' in html
    assert '<track kind="captions" label="자막" src="/learn/tiny/second/media/a.vtt" srclang="ko">' in html
    assert "<summary>글로 읽기</summary><p>말</p><p>또 말</p>" in html


def test_sound_may_have_its_words_in_the_option_itself(tmp_path: Path) -> None:
    body = LESSON + "/// media | 제목\n    src: media/a.mp3\n    transcript: 들리는 말\n///"
    changes = monolingual({"tiny/02-second/01-three.md": body, "tiny/02-second/media/a.mp3": SMALL[".mp3"]})
    assert "<p>들리는 말</p>" in first_lesson(course(tmp_path, changes), "second").html["ko"]


def test_a_session_plan_may_hold_a_table_to_sign(tmp_path: Path) -> None:
    sheet = "---\ntitle: 수업\nminutes: 50\nsources: [F1]\n---\n/// sign-in\n    rows: 2\n///\n"
    session = course(tmp_path, monolingual({"tiny/session.md": sheet})).session
    assert session is not None
    assert session.html["ko"].replace("\n", "") == (
        '<table class="sign-in"><thead><tr><th scope="col">번호</th><th scope="col">이름</th>'
        '<th scope="col">서명</th></tr></thead>'
        "<tbody><tr><td>1</td><td></td><td></td></tr><tr><td>2</td><td></td><td></td></tr></tbody></table>"
    )


def test_a_letter_is_kept_beside_the_course(tmp_path: Path) -> None:
    letter = course(tmp_path, monolingual({"tiny/letter.md": "---\ntitle: 편지\n---\n보호자님께."})).letter
    assert letter is not None
    assert (letter.minutes, letter.html["ko"]) == (0, "<p>보호자님께.</p>")


SCENARIO = "//// scenario | {}\n{}\n### {} {{#{}}}\n\n- [{}](#{})\n\n### {} {{#z .end}}\n\n{}\n////\n"
THREE = "tiny/02-second/01-three"


def translated_scenario(start: str, step: str, target: str) -> dict[str, str]:
    korean = SCENARIO.format("길", "    start: a\n", "처음", "a", "간다", "z", "끝", "글")
    english = SCENARIO.format("Way", start, "Start", step, "Go", target, "End", "text")
    return {f"{THREE}.md": LESSON + korean, f"{THREE}.en.md": f"---\ntitle: a\n---\n{english}"}


def test_a_translated_scenario_may_leave_out_names_and_targets(tmp_path: Path) -> None:
    changes = translated_scenario("", "a", "z")
    bare = changes[f"{THREE}.en.md"].replace(" {#a}", "").replace("(#z)", "").replace(" {#z .end}", "")
    english = first_lesson(course(tmp_path, {**changes, f"{THREE}.en.md": bare}), "second").html["en"]
    assert '<section class="step" id="step-a"><h4>Start</h4>' in english
    assert '<a class="go" href="#step-z">Go on: End</a>' in english
    assert '<section class="step end" id="step-z"><h4>End</h4>' in english


@pytest.mark.parametrize(
    ("start", "step", "target", "place"),
    [("    start: z\n", "a", "z", "5:12"), ("", "b", "z", "6:12"), ("", "a", "a", "8:3")],
    ids=["start", "step", "target"],
)
def test_a_translated_scenario_that_leads_elsewhere_is_told(
    start: str, step: str, target: str, place: str, tmp_path: Path
) -> None:
    lines = told(tmp_path, {**translated_scenario(start, step, target)})
    assert [line for line in lines if line.endswith("T402")] == [f"{THREE}.en.md:{place} T402"]


def test_fact_numbers_in_a_check_become_sources_of_the_lesson(tmp_path: Path) -> None:
    check = "/// check | 물음\n    id: c\n\n- [x] 가\n  > 좋습니다. (F2)\n- [ ] 나\n\n> 모두 (F1, F2)\n///"
    changes = monolingual({"tiny/02-second/01-three.md": LESSON + check})
    made = first_lesson(course(tmp_path, changes), "second")
    assert made.sources == ("F1", "F2")
    assert "<p>좋습니다.</p>" in made.html["ko"]
    assert "<p>모두</p></details>" in made.html["ko"]


def test_an_unknown_fact_in_a_check_is_told(tmp_path: Path) -> None:
    check = "/// check | 물음\n    id: c\n\n- [x] 가\n  > 좋습니다. (F77)\n- [ ] 나\n///"
    assert "tiny/02-second/01-three.md:9:12 F020" in told(
        tmp_path, monolingual({"tiny/02-second/01-three.md": LESSON + check})
    )


def test_two_scenarios_of_a_lesson_do_not_share_their_places(tmp_path: Path) -> None:
    walk = "//// scenario | 길\n    start: a\n\n### 하나 {#a}\n\n- [글](#b)\n\n### 둘 {#b .end}\n\n글\n////\n\n"
    html = lesson(tmp_path, walk + walk)
    places = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert places == ["scenario-1", "step-a", "step-b", "scenario-2", "step-2-a", "step-2-b"]
    assert ('href="#step-b"' in html, 'href="#step-2-b"' in html, 'href="#step-2-a"' in html) == (True, True, True)
