"""How long a page takes to read, by the content format's rule; the unit is minutes."""

from collections.abc import Iterable, Sequence
from statistics import mean

from courses.catalog.exercises import Scenario
from courses.catalog.items import Choice, Html, Item, Quiz
from courses.catalog.markdown import Seen
from courses.catalog.sanitising import visible_text

KOREAN_CHARACTERS = 500
ENGLISH_WORDS = 200
ITEM = 6 / 60
STEP = 5 / 60
CHECK = 15 / 60
REFLECTION = 30 / 60
WALK = 60
"""More steps than any walk takes: a scenario may lead in circles."""


def reading(text: str, language: str) -> float:
    """Minutes for plain text: characters without spaces in Korean, words in English."""
    if language == "ko":
        return len("".join(text.split())) / KOREAN_CHARACTERS
    return len(text.split()) / ENGLISH_WORDS


def of_page(html: str, seen: Seen, language: str) -> float:
    """Minutes for a lesson: what is seen without unfolding, the steps of a walk, checks and reflections."""
    total = reading(visible_text(html), language)
    total += STEP * sum(mean_steps(one) for one in seen.scenarios)
    total += CHECK * len(seen.checks)
    return total + REFLECTION * sum(block.name == "reflect" for block in seen.blocks)


def mean_steps(scenario: Scenario) -> float:
    """How many steps a walk takes on the mean, when every choice of a step is equally likely."""
    steps = {step.id: step for step in scenario.written}
    here = {scenario.start: 1.0}
    total = 0.0
    for _ in range(WALK):
        onward: dict[str, float] = {}
        for identifier, share in here.items():
            total += share
            for path in steps[identifier].paths if identifier in steps else ():
                onward[path.target] = onward.get(path.target, 0.0) + share / len(steps[identifier].paths)
        here = onward
    return total


def of_quiz(quiz: Quiz, language: str) -> float:
    """Minutes for one attempt: as many items as are drawn, each of the mean length of its pool."""
    total = reading(visible_text(quiz.intro.get(language, "")), language)
    pools: dict[str, list[float]] = {}
    for item in quiz.items:
        pools.setdefault(item.pool, []).append(of_item(item, language))
    for pool, lengths in pools.items():
        drawn = min(quiz.draw.get(pool, 0), len(lengths)) if quiz.draw else len(lengths)
        total += mean(lengths) * drawn
    return total


def of_item(item: Item, language: str) -> float:
    """Minutes for one item: what is asked, one feedback, and six seconds."""
    parts: Sequence[Html] = (item.question, item.situation, item.feedback, *_texts(item.choices), *_texts(item.targets))
    total = sum(reading(visible_text(html.get(language, "")), language) for html in parts)
    feedback = [one.feedback for one in item.choices] + [one.feedback for one in item.answers]
    return total + ITEM + _mean(reading(visible_text(html.get(language, "")), language) for html in feedback)


def _texts(choices: Iterable[Choice]) -> list[Html]:
    return [choice.text for choice in choices]


def _mean(lengths: Iterable[float]) -> float:
    listed = list(lengths)
    return mean(listed) if listed else 0.0
