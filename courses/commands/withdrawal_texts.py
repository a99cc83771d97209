"""What is said, before and when it happens, of what learners see no more, and what follows from it."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from courses.catalog.structure import Catalog, Course, Withdrawal
from courses.catalog.withdrawal import moves

Say = tuple[str, str]
COURSE_GONE: Say = (
    (
        "쓰이던 과정인데 이제 {why}. 배정받은 사람의 첫 화면과 현황판에서 사라집니다. 이수 기록은 남습니다. "
        "계속 보이게 하려면 state: retired로 두고, 이름을 바꾼 것이면 formerly에 적으세요."
    ),
    (
        "was in service and {why}. It disappears from the home of those who have it and from the boards; the evidence "
        "stays. To let them keep it write state: retired; if it was renamed, formerly."
    ),
)
DRAFT: Say = ("초안이 되었습니다(state: draft)", "is a draft now (state: draft)")
NO_FOLDER: Say = ("폴더가 없습니다", "has no folder any more")
RENAMED: Say = (
    (
        "쓰이던 {what}인데 이제 없습니다. 이수 기록은 남지만 더는 세지 않습니다. "
        "이름을 바꾼 것이면 formerly에 옛 이름을 적으세요. 그래야 기록이 이어집니다."
    ),
    (
        "was in service as a {what} and is gone. The evidence stays but no longer counts. "
        "If it was renamed, write the old name in formerly, and the evidence counts on."
    ),
)
MODULE: Say = ("교육", "module")
LESSON: Say = ("차시", "lesson")
MOVED: Say = (
    (
        "쓰이던 차시인데 이제 {now} 교육에 있습니다. 이수 기록은 함께 옮겨지지 않으니, 배우는 사람은 거기서 이 차시를 "
        "다시 보게 됩니다. 그럴 뜻이 아니었다면 제자리로 되돌리세요."
    ),
    (
        "was in service as a lesson and stands in {now} now. The evidence does not move along: the lesson is to be "
        "taken again there. If that was not meant, move it back."
    ),
)
FILES: Mapping[str, Say] = MappingProxyType(
    {
        "quiz.md": (
            "쓰이던 퀴즈인데 이제 없습니다. 이 교육은 이제 퀴즈 없이 이수됩니다. 앞선 결과는 남습니다.",
            "was in service and is gone: the module is completed without a quiz now. Earlier results stay.",
        ),
        "survey.md": (
            "쓰이던 설문인데 이제 없습니다. 사전·사후 문항을 더는 묻지 않습니다. 앞선 결과는 남습니다.",
            "was in service and is gone: nobody is asked before and after any more. Earlier results stay.",
        ),
        "session.md": (
            "쓰이던 수업안인데 이제 없습니다. 서명지도 함께 사라집니다.",
            "was in service and is gone, and the sign-in sheet with it.",
        ),
        "letter.md": ("쓰이던 가정통신문인데 이제 없습니다.", "was in service and is gone."),
        "course.en.md": (
            "영어로도 볼 수 있던 과정인데 이제 영어 글이 없습니다. 영어로 보던 사람에게도 한국어로 보입니다.",
            "could be read in English, which is gone: those who read it in English get Korean.",
        ),
        "course.ko.md": (
            "한국어로도 볼 수 있던 과정인데 이제 한국어 글이 없습니다. 한국어로 보던 사람에게도 영어로 보입니다.",
            "could be read in Korean, which is gone: those who read it in Korean get English.",
        ),
    }
)


def withdrawn_lines(
    gone: Withdrawal, catalog: Catalog, language: str, asked: Callable[[str], bool] = lambda _: True
) -> Iterator[str]:
    """One line for each course that is out of service and each part that is gone, of the courses asked, by slug."""
    spoken = language == "en"
    for name in filter(asked, gone.courses):
        why = DRAFT if name in catalog.courses else NO_FOLDER
        yield f"{name}: {COURSE_GONE[spoken].format(why=why[spoken])}"
    for place in gone.parts:
        course, *below = place.split("/")
        if asked(course):
            now = gone.moved.get(place)
            yield f"{place}: {MOVED[spoken].format(now=now) if now else _of_part(below)[spoken]}"


def lessons_moved(old: Course, new: Course, language: str) -> Iterator[str]:
    """One line for each lesson that the newer version of a course has in another module."""
    for place, now in moves(old, new):
        yield f"{place}: {MOVED[language == 'en'].format(now=now)}"


def languages_gone(old: Course, new: Course, language: str) -> Iterator[str]:
    """One line for each language that only the older version of a course has."""
    for one in old.languages:
        if one not in new.languages:
            yield f"{new.slug}: {FILES[f'course.{one}.md'][language == 'en']}"


def _of_part(below: list[str]) -> Say:
    if said := FILES.get(below[-1]):
        return said
    korean, english = MODULE if len(below) == 1 else LESSON
    return RENAMED[0].format(what=korean), RENAMED[1].format(what=english)
