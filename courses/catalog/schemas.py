"""The keys that front matter, blocks and the help directory may hold, and how a wrong one is told."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from courses.catalog.emptiness import seen
from courses.catalog.pages import Faults
from courses.catalog.strict_yaml import Place, Settings
from courses.foundation.vocabulary import LANGUAGES

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]
Fact = Annotated[str, Field(pattern=r"^F\d{1,4}$")]
Minutes = Annotated[int, Field(ge=1, le=6000)]
Language = Literal["ko", "en"]
Audience = Literal[
    "elementary", "lower-secondary", "upper-secondary", "university", "school-staff", "staff", "guardians", "soldiers",
    "commanders", "instructors", "everyone",
]  # fmt: skip


def visible(value: object) -> object:
    """A text of which nothing can be seen is none."""
    return "" if isinstance(value, str) and not seen(value) else value


Line = Annotated[str, BeforeValidator(visible), Field(min_length=1, max_length=500)]


def as_list(value: object) -> object:
    """One text stands for a list of one."""
    return [value] if isinstance(value, str) else value


def in_both(value: object) -> object:
    """One text stands for the same text in every language."""
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value


def by_pool(value: object) -> object:
    """One number is drawn from the items without a pool."""
    return {"": value} if isinstance(value, int) else value


class Strict(BaseModel):
    """Nothing is converted, nothing is ignored."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CourseFront(Strict):
    """course.md."""

    title: Line
    summary: Line
    language: Language
    audience: Annotated[list[Audience], BeforeValidator(as_list)]
    minutes: Minutes
    duties: list[Slug] = []
    face_to_face: Literal["required", "advised", "none"] = "none"
    state: Literal["draft", "published", "retired"] = "published"
    law_as_of: date | None = None
    reviewed: date | None = None
    licence: str = ""
    revision: Annotated[int, Field(ge=1)] = 1
    formerly: list[Slug] = []


class ModuleFront(Strict):
    """module.md."""

    title: Line
    summary: Line
    minutes: Minutes
    content_note: str = ""
    pass_mark: Annotated[int, Field(ge=0, le=100)] | None = None
    attempts: Annotated[int, Field(ge=1)] | None = None
    draw: Annotated[dict[str, Annotated[int, Field(ge=1)]], BeforeValidator(by_pool)] = {}
    order: Literal["fixed", "shuffled"] = "fixed"
    feedback: Literal["immediate", "on-submit", "on-pass"] = "on-submit"
    grade: Literal["best", "latest", "first", "average"] = "best"
    time: Annotated[int, Field(ge=1, le=600)] | None = None
    optional: bool = False
    formerly: list[Slug] = []


class LessonFront(Strict):
    """A lesson."""

    title: Line
    minutes: Minutes
    content_note: str = ""
    summary: str = ""
    sources: list[Fact] = []
    law_as_of: date | None = None
    formerly: list[Slug] = []


class SheetFront(Strict):
    """session.md, letter.md and survey.md."""

    title: Line
    minutes: Minutes | None = None
    sources: list[Fact] = []
    law_as_of: date | None = None


class TranslationFront(Strict):
    """Any translation."""

    title: Line
    summary: str = ""
    content_note: str = ""


class HelpOptions(Strict):
    """`/// help`."""

    keys: Annotated[list[Slug], Field(min_length=1)]


class LawOptions(Strict):
    """`/// law`."""

    source: Annotated[list[Line], Field(min_length=1), BeforeValidator(as_list)]
    as_of: date
    facts: list[Fact] = []


class CheckOptions(Strict):
    """`/// check`."""

    id: Slug


class ScenarioOptions(Strict):
    """`//// scenario`."""

    start: Slug


class MediaOptions(Strict):
    """`/// media`."""

    src: Line
    captions: str = ""
    transcript: str = ""


class SensitiveOptions(Strict):
    """`/// sensitive`."""

    note: Line


class SignInOptions(Strict):
    """`/// sign-in`."""

    rows: Annotated[int, Field(ge=1, le=200)]


class NoOptions(Strict):
    """Blocks without options."""


class HelpFront(Strict):
    """One entry of help.yaml."""

    name: dict[Language, Line]
    contact: Annotated[dict[Language, str], BeforeValidator(in_both)] = {}
    tel: Annotated[str, Field(pattern=r"^\+?[0-9][0-9-]*$")] = ""
    url: Annotated[str, Field(pattern=r"^https://[^\s\"'<>]+$")] = ""
    hours: dict[Language, str] = {}
    who: dict[Language, str] = {}
    audience: list[str] = []
    languages: list[str] = []
    checked: date


class SourceFront(Strict):
    """One entry of sources.yaml."""

    title: dict[Language, Line]
    where: str = ""


_CODES: Mapping[str, str] = MappingProxyType(
    {
        "extra_forbidden": "F007",
        "missing": "F008",
        "string_type": "F010",
        "int_type": "F011",
        "float_type": "F011",
        "date_type": "F012",
        "list_type": "F013",
        "dict_type": "F013",
        "literal_error": "F014",
        "greater_than_equal": "F015",
        "less_than_equal": "F015",
        "string_too_short": "F016",
        "too_short": "F016",
        "string_too_long": "F016",
        "string_pattern_mismatch": "F017",
        "bool_type": "F018",
    }
)
_READING = frozenset({"F004", "F005", "F006"})
_OF_BLOCK: Mapping[str, str] = MappingProxyType({"F007": "B108", "F008": "B109"})
_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "as_of": "2026-03-01",
        "keys": "[school-team, youth-line]",
        "facts": "[F24, F60]",
        "source": '"Some Act, art. 1"',
        "id": "first-step",
        "start": "first-step",
        "rows": "30",
        "src": "media/talk.mp4",
        "captions": "media/talk.vtt",
    }
)
"""What the value of an option looks like."""
_WRITTEN: Mapping[str, str] = MappingProxyType({"list_type": "[a, b]", "dict_type": "{a: …, b: …}"})
"""How a value of several parts is written."""
Model = TypeVar("Model", bound=BaseModel)


def checked(model: type[Model], settings: Settings, faults: Faults, block: str = "") -> Model | None:
    """The settings as `model`, or None with every fault noted at its place; `block` names a block's options."""
    try:
        return model.model_validate(settings.values)
    except ValidationError as error:
        told = {(one.line, one.column) for one in faults.found if one.path == faults.path and one.code in _READING}
        errors = error.errors(include_url=False)
        missing: dict[Place, list[str]] = {}
        for one in errors:
            if one["type"] == "missing":
                missing.setdefault(one["loc"][:-1], []).append(str(one["loc"][-1]))
                continue
            code = _CODES.get(one["type"], "F017")
            spot = settings.where_key(one["loc"]) if code == "F007" else settings.where(one["loc"])
            limits = {"expected": _WRITTEN.get(one["type"], ""), **one.get("ctx", {})}
            # a union says the same thing once for each branch, and a misread value was noted when it was read
            if spot not in told:
                told.add(spot)
                _tell(faults, code, spot, _key(one["loc"], settings), block=block, limits=limits)
        for place, keys in missing.items():
            _tell(faults, "F008", settings.where(place), ", ".join(keys), block=block, limits={})
    return None


def _tell(
    faults: Faults, code: str, spot: tuple[int, int], key: str, *, block: str, limits: Mapping[str, object]
) -> None:
    if block:
        code = _OF_BLOCK.get(code, "B110")
        form = {"form": _FORMS.get(key, "text")} if code == "B110" else {}
        faults.add(code, *spot, block=block, key=key, **form)
    else:
        expected = str(limits.get("expected", "")).replace(" or ", ", ")
        faults.add(code, *spot, key=key, expected=expected, limit=limits.get("ge", limits.get("le", "")))


def _key(place: Place, settings: Settings) -> str:
    """The innermost key on the way to `place` that an author wrote, or the one that is missing."""
    written = [place[end] for end in range(len(place)) if place[: end + 1] in settings.keys]
    return str(written[-1] if written else place[0])
