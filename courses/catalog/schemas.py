"""The keys that front matter, blocks and the help directory may hold, and how a wrong one is told."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from courses.catalog.pages import Faults
from courses.catalog.strict_yaml import Place, Settings
from courses.foundation.vocabulary import LANGUAGES

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Line = Annotated[str, Field(min_length=1, max_length=500)]
Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]
Fact = Annotated[str, Field(pattern=r"^F\d{1,4}$")]
Minutes = Annotated[int, Field(ge=1, le=6000)]
Language = Literal["ko", "en"]
Audience = Literal[
    "elementary", "lower-secondary", "upper-secondary", "university", "school-staff", "staff", "guardians", "soldiers",
    "commanders", "instructors", "everyone",
]  # fmt: skip


def as_list(value: object) -> object:
    """One text stands for a list of one."""
    return [value] if isinstance(value, str) else value


def in_both(value: object) -> object:
    """One text stands for the same text in every language."""
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value


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
    draw: Annotated[int, Field(ge=1)] | dict[str, Annotated[int, Field(ge=1)]] | None = None
    order: Literal["fixed", "shuffled"] = "fixed"
    feedback: Literal["immediate", "on-submit", "on-pass"] = "on-submit"
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
_OF_BLOCK: Mapping[str, str] = MappingProxyType({"F007": "B108", "F008": "B109"})
Model = TypeVar("Model", bound=BaseModel)


def checked(model: type[Model], settings: Settings, faults: Faults, block: str = "") -> Model | None:
    """The settings as `model`, or None with every fault noted at its place; `block` names a block's options."""
    try:
        return model.model_validate(settings.values)
    except ValidationError as error:
        told: set[tuple[int, int, str]] = set()
        for one in error.errors(include_url=False):
            code = _CODES.get(one["type"], "F009")
            place = one["loc"]
            spot = settings.where_key(place) if code == "F007" else settings.where(place)
            key = _key(place, settings)
            # a union says the same thing once for each of its branches
            if (*spot, key) in told:
                continue
            told.add((*spot, key))
            if block:
                faults.add(_OF_BLOCK.get(code, "B110"), *spot, block=block, key=key)
            else:
                limits = one.get("ctx", {})
                limit = limits.get("ge", limits.get("le", ""))
                faults.add(code, *spot, key=key, expected=str(limits.get("expected", "")).replace(" or ", ", "), limit=limit)
    return None


def _key(place: Place, settings: Settings) -> str:
    """The innermost key on the way to `place` that an author wrote, or the one that is missing."""
    written = [place[end] for end in range(len(place)) if place[: end + 1] in settings.keys]
    return str(written[-1] if written else place[0])
