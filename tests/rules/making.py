"""Builders of items, quizzes, modules and courses, and hypothesis strategies over them."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from types import MappingProxyType

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from markupsafe import Markup

from courses.catalog.items import AcceptedAnswer, Choice, Item, Quiz
from courses.catalog.structure import Course, Lesson, Module
from courses.foundation.vocabulary import FaceToFace, FeedbackTime, ItemType, Order, Scoring

NO_HTML: Mapping[str, Markup] = MappingProxyType({})
NO_TEXT: Mapping[str, str] = MappingProxyType({})
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def examples(count: int) -> settings:
    """So many examples, however slow the machine is today: time is not what these tests are about."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def html(text: str) -> Mapping[str, Markup]:
    return MappingProxyType({"ko": Markup(text)})


def choice(letter: str, weight: int | Decimal | None = None) -> Choice:
    return Choice(
        letter=letter,
        text=html(f"{letter} text"),
        feedback=html(f"{letter} feedback"),
        weight=None if weight is None else Decimal(weight),
    )


def choices(count: int) -> tuple[Choice, ...]:
    return tuple(choice(letter) for letter in LETTERS[:count])


def accepted(
    text: str = "", kind: str = "exact", weight: int = 100, low: str | None = None, high: str | None = None
) -> AcceptedAnswer:
    return AcceptedAnswer(
        kind=kind,
        text=text,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        weight=Decimal(weight),
        feedback=html(f"{kind} {text} feedback"),
    )


def item(
    type_: ItemType,
    key: str = "",
    *,
    identifier: str = "one",
    count: int = 0,
    targets: int = 0,
    scoring: Scoring = Scoring.EXACT,
    answers: tuple[AcceptedAnswer, ...] = (),
    weighted: tuple[Choice, ...] = (),
    points: int = 1,
    pool: str = "",
    core: bool = False,
    steps: int = 0,
) -> Item:
    return Item(
        id=identifier,
        type=type_,
        pool=pool,
        core=core,
        points=points,
        scoring=scoring,
        question=html("question"),
        situation=NO_HTML,
        choices=weighted or choices(count),
        targets=choices(targets),
        key=key,
        answers=answers,
        feedback=NO_HTML,
        sources=(),
        key_digest="",
        points_on_scale=steps,
    )


def quiz(
    items: tuple[Item, ...], *, counts: Mapping[str, int] = MappingProxyType({}), order: Order = Order.SHUFFLED
) -> Quiz:
    return Quiz(
        items=items,
        draw=counts,
        pass_mark=70,
        attempts=None,
        order=order,
        feedback=FeedbackTime.ON_SUBMIT,
        intro=NO_HTML,
        after=MappingProxyType({}),
        digest="",
    )


def lesson(slug: str, *formerly: str) -> Lesson:
    return Lesson(
        slug=slug,
        number=1,
        title=NO_TEXT,
        minutes=5,
        html=NO_HTML,
        summary=NO_HTML,
        content_note=NO_TEXT,
        sources=(),
        law_as_of=None,
        sensitive=False,
        has_help=True,
        digest="",
        formerly=formerly,
    )


def module(
    slug: str, *lessons: Lesson, with_quiz: bool = True, optional: bool = False, formerly: tuple[str, ...] = ()
) -> Module:
    return Module(
        slug=slug,
        number=1,
        title=NO_TEXT,
        summary=NO_TEXT,
        html=NO_HTML,
        minutes=15,
        content_note=NO_TEXT,
        optional=optional,
        lessons=lessons,
        quiz=quiz((item(ItemType.SINGLE, "a", count=2),)) if with_quiz else None,
        digest="",
        formerly=formerly,
    )


def course(*modules: Module, face_to_face: FaceToFace = FaceToFace.NONE) -> Course:
    return Course(
        slug="course",
        language="ko",
        languages=("ko",),
        title=NO_TEXT,
        summary=NO_TEXT,
        html=NO_HTML,
        audience=(),
        minutes=60,
        duties=(),
        face_to_face=face_to_face,
        law_as_of=None,
        reviewed=None,
        licence="CC-BY-4.0",
        revision=1,
        modules=modules,
        digest="",
    )


@st.composite
def choice_items(draw: st.DrawFn, identifier: str = "one") -> Item:
    """Single, true/false or multiple choice, under any scoring; weights reach 100 percent, as checked content does."""
    type_ = draw(st.sampled_from([ItemType.SINGLE, ItemType.TRUE_FALSE, ItemType.MULTIPLE]))
    count = 2 if type_ is ItemType.TRUE_FALSE else draw(st.integers(2, 7))
    rights = draw(st.integers(2, count)) if type_ is ItemType.MULTIPLE else 1
    key = "".join(sorted(draw(st.permutations(LETTERS[:count]))[:rights]))
    scoring = draw(
        st.sampled_from([Scoring.EXACT, Scoring.PROPORTIONAL, Scoring.PER_CHOICE, Scoring.WEIGHTED])
        if type_ is ItemType.MULTIPLE
        else st.sampled_from([Scoring.EXACT, Scoring.WEIGHTED])
    )
    weighted: tuple[Choice, ...] = ()
    if scoring is Scoring.WEIGHTED:
        # The least that an author may write: 33.33333 three times.
        share = (Decimal(100) / rights).quantize(Decimal("0.00001"), ROUND_DOWN)
        weighted = tuple(
            choice(letter, share if letter in key else draw(st.integers(-100, 0))) for letter in LETTERS[:count]
        )
    return item(
        type_,
        key,
        identifier=identifier,
        count=count,
        scoring=scoring,
        weighted=weighted,
        points=draw(st.integers(1, 5)),
        pool=draw(st.sampled_from(["", "act", "notice"])),
        core=draw(st.booleans()),
    )


@st.composite
def arranged_items(draw: st.DrawFn, identifier: str = "one") -> Item:
    """Matching (targets lettered by first appearance) or ordering."""
    count = draw(st.integers(2, 7))
    pool, core = draw(st.sampled_from(["", "act", "notice"])), draw(st.booleans())
    if draw(st.booleans()):
        scoring = draw(st.sampled_from([Scoring.EXACT, Scoring.PER_ADJACENT_PAIR]))
        return item(
            ItemType.ORDERING,
            LETTERS[:count],
            identifier=identifier,
            count=count,
            scoring=scoring,
            pool=pool,
            core=core,
        )
    key = "a"
    for _ in range(count - 1):
        key += draw(st.sampled_from(LETTERS[: len(set(key)) + 1]))
    scoring = draw(st.sampled_from([Scoring.EXACT, Scoring.PER_PAIR]))
    return item(
        ItemType.MATCHING,
        key,
        identifier=identifier,
        count=count,
        targets=len(set(key)),
        scoring=scoring,
        pool=pool,
        core=core,
    )


lettered_items = st.one_of(choice_items(), arranged_items())


@st.composite
def quizzes(draw: st.DrawFn, order: Order | None = None) -> Quiz:
    """A quiz of up to eight lettered items with a draw that names some of its pools."""
    items = tuple(
        draw(st.one_of(choice_items(f"item-{number}"), arranged_items(f"item-{number}")))
        for number in range(draw(st.integers(1, 8)))
    )
    counts = draw(st.dictionaries(st.sampled_from(["", "act", "notice"]), st.integers(0, 6), max_size=3))
    return quiz(items, counts=counts, order=order or draw(st.sampled_from(list(Order))))


def tidy_letters(one: Item) -> st.SearchStrategy[str]:
    """Any stored answer that a lettered item can have, blank among them."""
    letters = [one_choice.letter for one_choice in one.choices]
    match one.type:
        case ItemType.MULTIPLE:
            return st.sets(st.sampled_from(letters)).map(lambda chosen: "".join(sorted(chosen)))
        case ItemType.MATCHING:
            targets = "".join(target.letter for target in one.targets)
            rows = st.text(alphabet="-" + targets, min_size=len(letters), max_size=len(letters))
            return rows.map(lambda row: row if row.strip("-") else "")
        case ItemType.ORDERING:
            return st.permutations(letters).flatmap(
                lambda arranged: st.integers(0, len(arranged)).map(lambda cut: "".join(arranged[:cut]))
            )
        case _:
            return st.sampled_from(["", *letters])
