"""Korean words that somebody is still typing: what the last syllable may yet become.

A keyboard of two sets (consonants, vowels) shows 준빕 one key before 준비바: a consonant stands below the syllable
until a vowel takes it away. In folded text a consonant below a syllable is another sign than the one that begins the
next.
"""

from collections.abc import Mapping
from types import MappingProxyType

BEGINNINGS, MIDDLES, ENDS = 0x1100, 0x1161, 0x11A8
"""The first sign of each kind in Unicode; the order within a kind is that of the texts below."""
_BEGINNINGS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MIDDLES = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_ENDS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_TWO_KEYS = (
    "ㄱㅅㄳ ㄴㅈㄵ ㄴㅎㄶ ㄹㄱㄺ ㄹㅁㄻ ㄹㅂㄼ ㄹㅅㄽ ㄹㅌㄾ ㄹㅍㄿ ㄹㅎㅀ ㅂㅅㅄ "
    "ㅗㅏㅘ ㅗㅐㅙ ㅗㅣㅚ ㅜㅓㅝ ㅜㅔㅞ ㅜㅣㅟ ㅡㅣㅢ"
)
"""Two keys and the letter that they make, below a syllable or in its middle."""


def _signs(letters: str, first: int) -> dict[str, str]:
    return {letter: chr(first + place) for place, letter in enumerate(letters)}


def _becoming() -> Mapping[str, tuple[str, ...]]:
    begins, ends = _signs(_BEGINNINGS, BEGINNINGS), _signs(_ENDS, ENDS)
    becoming = {ends[letter]: [begins[letter]] for letter in _ENDS if letter in begins}
    for first, second, both in map(tuple, _TWO_KEYS.split()):
        kind = ends if both in ends else _signs(_MIDDLES, MIDDLES)
        becoming.setdefault(kind[first], []).append(kind[both])
        if both in ends:
            becoming[ends[both]] = [ends[first] + begins[second]]
    return MappingProxyType({sign: tuple(others) for sign, others in becoming.items()})


BECOMING = _becoming()
"""By the last sign of a folded word, what may stand in its place once more keys are pressed."""


def readings(word: str) -> tuple[str, ...]:
    """A folded word as it is, then as the beginnings of what it may become with the next key."""
    return (word, *(word[:-1] + other for other in BECOMING.get(word[-1:], ())))
