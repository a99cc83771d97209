"""What the pages of item analysis show: modules that have figures, and the figures of one module's items."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup

from courses.catalog.items import Item
from courses.catalog.structure import Catalog, Course, Module
from courses.queries.item_answers import FirstAttempt
from courses.rules.choice_letters import CHOSEN, letters_now
from courses.rules.item_analysis import Analysis, Flag, ItemFigure, analyse, marked
from courses.rules.item_statistics import ItemKey, Mark, Sat
from courses.rules.telling import ALMOST, is_told
from courses.rules.tens import FirstSubmission, Look
from courses.web.answer_forms import choice_text
from courses.web.languages import say
from courses.web.wording import local

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module with a quiz; without an address there are too few learners behind it."""

    title: str
    course_title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A choice: its share in words, and in whole percent as the width of its bar."""

    text: Markup
    share: str
    width: int
    right: bool
    unused: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item's figures as they are read; `current` while the quiz still asks it with this key.

    `counted` of those `asked` are behind the share of right answers, `waiting` says that these are not all; `reworded`
    that it has choices, and some people were asked with others than those of today.
    """

    number: int
    question: Markup
    asked: int
    counted: int
    facility: str
    discrimination: str
    blank: str
    flags: tuple[tuple[str, str], ...]
    choices: tuple[ChoiceLine, ...]
    current: bool
    few: bool
    waiting: bool
    reworded: bool


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """The figures of a module's items; `alpha` '–' where it is not defined.

    `flagged` are those that the quiz asks today; `unseen` says that not one of these has figures yet.
    """

    module_title: str
    course_title: str
    attempts: int
    alpha: str
    alpha_name: str
    flagged: int
    unseen: bool
    items: tuple[ItemLine, ...]


def subject(catalog: Catalog, of: str) -> tuple[Course, Module] | None:
    """The course and the module with a quiz that `course/module` names, or None."""
    course_key, _, module_key = of.partition("/")
    course = next((one for one in catalog.courses.values() if one.key == course_key), None)
    module = next((one for one in course.modules if one.key == module_key), None) if course else None
    return (course, module) if course and module and module.quiz else None


def modules(catalog: Catalog, told: Collection[tuple[str, str]], unit: int) -> tuple[ModuleLine, ...]:
    """Every module with a quiz: those with figures first, then the others, each in the catalog's order."""
    lines = [
        ModuleLine(
            local(module.title),
            local(course.title),
            url_for("analysis.items", unit=unit, of=f"{course.key}/{module.key}")
            if (course.key, module.key) in told
            else None,
        )
        for course in catalog.courses.values()
        for module in course.modules
        if module.quiz is not None
    ]
    return tuple(sorted(lines, key=lambda one: one.url is None))


def items(
    course: Course, module: Module, handed_in: Mapping[FirstSubmission, FirstAttempt], look: Look
) -> ItemsPage | None:
    """The page of a module, None where too few attempts stand behind it."""
    newest = newest_items(module, handed_in.values())
    found = analyse(list(newest.values()), {one: sat(attempt, newest) for one, attempt in handed_in.items()}, look)
    if found is None:
        return None
    current = {(one.id, one.key_digest) for one in module.quiz.items} if module.quiz else set()
    lines = tuple(
        line(number, newest[figure.key], figure, current=figure.key in current)
        for number, figure in enumerate(found.items, 1)
    )
    name, value = reliability(found)
    return ItemsPage(
        module_title=local(module.title),
        course_title=local(course.title),
        attempts=found.attempts,
        alpha=value,
        alpha_name=name,
        flagged=sum(bool(one.flags) for one in lines if one.current),
        unseen=all(one.few for one in lines if one.current),
        items=lines,
    )


def newest_items(module: Module, handed_in: Iterable[FirstAttempt]) -> dict[ItemKey, Item]:
    """Today's items in their order, then those that were asked and are no longer, each in its newest version."""
    found = {(one.id, one.key_digest): one for one in module.quiz.items} if module.quiz else {}
    for one in reversed(list(handed_in)):
        for item in one.items:
            found.setdefault((item.id, item.key_digest), item)
    return found


def sat(one: FirstAttempt, newest: Mapping[ItemKey, Item]) -> Sat:
    """An attempt for the analysis, its letters those of the newest version."""
    marks = marked(one.learner, one.items, one.answers).marks
    asked = {(item.id, item.key_digest): item for item in one.items}
    return Sat(one.learner, {key: today(mark, asked[key], newest[key]) for key, mark in marks.items()})


def today(mark: Mark, then: Item, now: Item) -> Mark:
    """What was given among the choices of an older version, in the letters of the newest one if they are the same."""
    if then.type not in CHOSEN:
        return mark
    if (letters := letters_now(then, now)) is None:
        return replace(mark, today=False)
    return replace(mark, answer="".join(sorted(letters[letter] for letter in mark.answer)))


def line(number: int, item: Item, figure: ItemFigure, *, current: bool) -> ItemLine:
    """One item's line."""
    texts = {choice.letter: choice_text(choice) for choice in item.choices}
    return ItemLine(
        number=number,
        question=local(item.question),
        asked=figure.asked,
        counted=figure.counted,
        facility=whole_percent(figure.facility),
        discrimination=two_places(figure.discrimination),
        blank=whole_percent(figure.blank),
        flags=tuple((flag.value, flag_text(flag)) for flag in figure.flags),
        choices=tuple(
            ChoiceLine(texts[one.letter], whole_percent(one.share), width(one.share), one.right, one.unused)
            for one in figure.choices
        ),
        current=current,
        few=not figure.asked,
        waiting=figure.counted < figure.asked,
        reworded=item.type in CHOSEN and not figure.choices,
    )


def reliability(found: Analysis) -> tuple[str, str]:
    """The name and the value of the reliability that fits these items; none where only one of them tells people apart.

    That it is not defined would say that all of them did the same.
    """
    telling = sum(one.discrimination is not None or is_told(one.facility) for one in found.items) > 1
    if found.kr20 is not None:
        return say("신뢰도(KR-20)"), two_places(found.kr20 if telling else None)
    return say("신뢰도(크론바흐 알파)"), two_places(found.alpha if telling else None)


def flag_text(flag: Flag) -> str:
    """What a flag says, and what to look at."""
    return {
        Flag.EASY: say("거의 모두 맞혔습니다. 확인할 것이 남아 있는 문항인지 살펴보세요."),
        Flag.HARD: say("맞힌 사람이 적습니다. 차시에서 다룬 내용인지, 문장이 분명한지 살펴보세요."),
        Flag.NEGATIVE: say("다른 문항을 잘 푼 사람이 오히려 놓쳤습니다. 정답과 문장을 먼저 살펴보세요."),
        Flag.UNUSED: say("거의 아무도 고르지 않는 보기가 있습니다. 있을 법한 생각으로 바꿔 보세요."),
    }[flag]


def whole_percent(share: float | None) -> str:
    """A share in whole percent; in words at the ends, where it may be that of nobody or of everybody."""
    if share is None:
        return NOTHING
    if is_told(share):
        return f"{round(share * 100)}%"
    return say("거의 없음") if share < 0.5 else say("거의 모두")


def width(share: float | None) -> int:
    """How long a share's bar is, of 100: at the ends always the same."""
    if share is None:
        return 0
    return round(100 * (share if is_told(share) else ALMOST / 2 if share < 0.5 else 1 - ALMOST / 2))


def two_places(figure: float | None) -> str:
    """A figure with two decimal places."""
    return NOTHING if figure is None else f"{figure:.2f}"
