"""The few words that the platform itself puts into lessons, in each language."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

_KOREAN = {
    "help": "혼자 고민하지 않으셔도 됩니다",
    "note": "알아 두기",
    "caution": "주의",
    "reflect": "생각해 보기",
    "reflect_box": "적어 보기 (저장하거나 보내지 않습니다)",
    "not_sent": "여기에 적은 글은 저장하거나 보내지 않습니다. 이 화면을 닫으면 사라집니다.",
    "go_on": "이어서 보기",
    "again": "처음부터 다시 걷기",
    "all": "함께 보는 설명",
    "choices": "고를 수 있는 것",
    "source": "출처",
    "number": "번호",
    "name": "이름",
    "signature": "서명",
    "transcript": "글로 읽기",
    "captions": "자막",
    "true": "맞습니다",
    "false": "아닙니다",
    "not_shown": "보여 드리지 않는 그림",
}
_ENGLISH = {
    "help": "You do not have to carry this alone",
    "note": "Good to know",
    "caution": "Take care",
    "reflect": "Think about it",
    "reflect_box": "Write here (neither stored nor sent)",
    "not_sent": "What you write here is neither stored nor sent. It is gone when you close this page.",
    "go_on": "Go on",
    "again": "Walk again from the start",
    "all": "Explanation",
    "choices": "Choices",
    "source": "Source",
    "number": "No.",
    "name": "Name",
    "signature": "Signature",
    "transcript": "Read as text",
    "captions": "Captions",
    "true": "It is right",
    "false": "It is not right",
    "not_shown": "A picture that is not shown",
}
LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType({"ko": _KOREAN, "en": _ENGLISH})
# fmt: off
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
OWN_NAMES = frozenset({"나", "You"})


def law_date(day: date, language: str) -> str:
    """The line under a statement of law that says how old it is."""
    if language == "ko":
        return f"기준일: {day.year}년 {day.month}월 {day.day}일"
    return f"As of {day.day} {MONTHS[day.month - 1]} {day.year}"
