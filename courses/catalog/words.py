"""Words and patterns that the checker looks for: words not to use, penalties and prices."""

import re
from collections.abc import Mapping
from types import MappingProxyType

INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "음란물": "성착취물, 불법합성물",
        "야동": "불법합성물",
        "몰카": "불법 촬영",
        "몰래카메라": "불법 촬영",
        "도촬": "불법 촬영",
        "리벤지 포르노": "동의 없는 유포",
        "리벤지포르노": "동의 없는 유포",
        "보복성 음란물": "동의 없는 유포",
        "아동 포르노": "아동ㆍ청소년성착취물",
        "포르노": "성착취물",
        "성적 수치심": "성적 불쾌감, 피해감",
        "극단적 선택": "자살",
        "원조교제": "성착취",
        "꽃뱀": "피해를 겪은 사람",
        "피해자다움": "피해를 겪은 사람의 반응",
        "revenge porn": "sharing without consent",
        "child porn": "child sexual exploitation material",
        "deepfake porn": "deepfake sexual crime",
        "kiddie porn": "child sexual exploitation material",
        "pornography": "sexual exploitation material",
        "committed suicide": "died by suicide",
    }
)
"""Each word on the "never" list, with what to write in its place; the longer ones come first in the pattern."""
NEVER = re.compile("|".join(re.escape(word) for word in sorted(INSTEAD, key=len, reverse=True)), re.IGNORECASE)
_NUMBER = r"(?<![\d.,])\d[\d,.]{0,14}"
_UNITS = r"(?:\s?[십백천만억]){1,4}"
_WORDS = r"(?<![가-힣])(?:[일이삼사오육칠팔구십백천만억]\s?){1,8}"
_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)"
_TERM = _COUNT + r"\s{1,5}(?:years?|months?)"
PENALTY = re.compile(
    rf"{_NUMBER}\s{{0,5}}(?:년|개월|월|일)\s{{0,5}}(?:이상|이하|이내|까지)?의?\s{{0,5}}(?:유기)?(?:징역|금고|구류)"
    rf"|(?:징역|금고|구류|벌금|과태료)\s{{0,5}}{_NUMBER}"
    rf"(?:{_UNITS}(?:\s?\d{{1,4}}{_UNITS}){{0,2}}\s{{0,5}}원|[십백천만억]{{1,4}}|\s?(?:년|개월|일|원))?"
    rf"|{_NUMBER}\s{{0,5}}(?:[천백십]\s{{0,5}})?[만억]?\s{{0,5}}달러|{_NUMBER}\s{{1,5}}dollars\b"
    rf"|{_NUMBER}\s{{0,5}}(?:[천백십]\s{{0,5}})?[만억]?\s{{0,5}}원(?!\s?(?:소|론|색|체제|연립|방정식)|[가-힣]*(?:형|칙|본))"
    rf"|(?:\b(?:KRW|USD|EUR)|[₩$€£])\s{{0,5}}{_NUMBER}"
    rf"|{_NUMBER}\s{{1,5}}(?:thousand\s{{1,5}}|million\s{{1,5}}|billion\s{{1,5}})?won\b"
    rf"|{_WORDS}(?:년|개월)\s{{0,5}}(?:이상|이하|이내)?의?\s{{0,5}}(?:유기)?(?:징역|금고)|무기\s?(?:징역|금고)"
    r"|(?<![가-힣])(?!만원\s?(?:버스|전철|지하철|열차|기차|관중|객석|승강기|엘리베이터))[일이삼사오육칠팔구십백천]{0,6}\s?[만억]\s{0,5}원(?![가-힣]*(?:형|칙|본|하[는고지]|래|인))"
    r"|\b(?:life\s{1,5}(?:imprisonment|sentence)|imprisonment\s{1,5}for\s{1,5}life)"
    rf"|\b(?:{_TERM})['’]?\s{{1,5}}(?:(?:in|of)\s{{1,5}})?(?:prison|imprisonment|jail)\b"
    rf"|\bimprisonment\s{{1,5}}for\s{{1,5}}(?:up\s{{1,5}}to\s{{1,5}})?(?:{_TERM})\b"
    rf"|\b(?:prison|jail)\s{{1,5}}(?:term|sentence)s?\s{{1,5}}of\s{{1,5}}(?:up\s{{1,5}}to\s{{1,5}})?(?:{_TERM})\b"
    rf"|\bfine\s{{1,5}}of\s{{1,5}}(?:up\s{{1,5}}to\s{{1,5}})?{_NUMBER}"
    r"(?:\s{1,5}(?:thousand|million|billion))?(?:\s{1,5}won\b)?",
    re.IGNORECASE,
)
"""A penalty or a price; percentages, counts, ages and clock times are none."""
