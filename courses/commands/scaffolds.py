"""The first words of a new course, module and lesson, in both languages: short, and without a finding."""

from collections.abc import Mapping
from types import MappingProxyType

_COURSE = {
    "ko": "---\ntitle: {title}\nsummary: 이 과정을 한 문장으로 소개하세요.\nlanguage: {language}\naudience: everyone\n"
    "minutes: 1\nrevision: 1\nstate: draft  # 다 쓰면 published로 바꿉니다. 그때부터 배정할 수 있습니다.\n---\n"
    "이 과정으로 무엇을 할 수 있게 되는지 적으세요.\n",
    "en": "---\ntitle: {title}\nsummary: Introduce the course in one sentence.\nlanguage: {language}\n"
    "audience: everyone\nminutes: 1\nrevision: 1\n"
    "state: draft  # Make it published when it is written: from then on it can be assigned.\n---\n"
    "Say what one can do after this course.\n",
}
_MODULE = {
    "ko": "---\ntitle: {title}\nsummary: 이 교육을 한 문장으로 소개하세요.\nminutes: 1\npass_mark: 60\n---\n"
    "이 교육에서 연습할 것을 적으세요.\n",
    "en": "---\ntitle: {title}\nsummary: Introduce the module in one sentence.\nminutes: 1\npass_mark: 60\n---\n"
    "Say what is practised here.\n",
}
_LESSON = {
    "ko": "---\ntitle: {title}\nminutes: 1\n---\n실제로 있을 법한 장면으로 시작하세요.\n",
    "en": "---\ntitle: {title}\nminutes: 1\n---\nBegin with a scene that could really happen.\n",
}
_QUIZ = {
    "ko": "## 물음을 적으세요. {{#{item}}}\n\n- [x] 맞는 답\n  > 왜 맞는지 적으세요.\n- [ ] 그럴듯한 다른 답\n"
    "  > 왜 끌리는지, 무엇이 따르는지 적으세요.\n\n> 함께 볼 설명을 적으세요.\n",
    "en": "## Ask a question. {{#{item}}}\n\n- [x] The right answer\n  > Say why it is right.\n"
    "- [ ] Another one that tempts\n  > Say why it tempts, and what follows.\n\n> Add what everybody should read.\n",
}
_HELP = "\n/// help\n    keys: [{key}]\n///\n"
TITLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "course": {"ko": "새 과정", "en": "A New Course"},
        "module": {"ko": "새 교육", "en": "A New Module"},
        "lesson": {"ko": "새 차시", "en": "A New Lesson"},
    }
)


def course(language: str, title: str) -> str:
    """course.md."""
    return _COURSE[language].format(title=_quoted(title or TITLES["course"][language]), language=language)


def module(language: str, title: str) -> str:
    """module.md."""
    return _MODULE[language].format(title=_quoted(title or TITLES["module"][language]))


def lesson(language: str, title: str, help_key: str) -> str:
    """A lesson; with a help block where there is a contact to name."""
    text = _LESSON[language].format(title=_quoted(title or TITLES["lesson"][language]))
    return text + (_HELP.format(key=help_key) if help_key else "")


def quiz(language: str, item: str) -> str:
    """quiz.md with one item of this id."""
    return _QUIZ[language].format(item=item)


def translated(text: str) -> str:
    """A page as the translation of one: only its title and summary stay in front."""
    head, _, body = text.removeprefix("---\n").partition("---\n")
    kept = [line for line in head.splitlines() if line.startswith(("title:", "summary:"))]
    return "\n".join(["---", *kept, "---", body])


def _quoted(title: str) -> str:
    return '"{}"'.format(title.replace("\\", "\\\\").replace('"', '\\"'))
