"""Accepted answers that are a number with a unit or with commas: who types the number alone would earn nothing."""

import re
import unicodedata

from courses.catalog.pages import Faults
from courses.catalog.scanner import RawItem

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?"
_THOUSANDS = r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d{1,15})?"
_KOREAN = (
    "명 인 사람 분 개 가지 번 회 차례 시 시간 초 일 주 주일 주간 달 개월 년 년간 살 세 원 천원 만원 억원 달러 유로 엔 "
    "도 배 점 장 권 대 마리 쪽 페이지 층 단계 건 곳 자 글자 줄 칸 쌍 병 잔 컵 척 판 교시 문항 문제 단어 문장 퍼센트 "
    "프로 미터 센티미터 밀리미터 킬로미터 그램 킬로그램 밀리그램 톤 리터 밀리리터 칼로리 와트 볼트 헤르츠 바이트"
)
_ENGLISH = (
    "people persons person men man women woman children child years year months month weeks week days day hours hour h "
    "minutes minute min mins seconds second sec s times points point degrees degree percent dollars dollar won "
    "euros euro yen pages page lines line items item words word letters letter metres metre meters meter m cm mm km "
    "kilometres kilometers miles mile feet ft inches inch in grams gram g mg kg t tons tonnes litres litre "
    "liters liter l ml kcal w kw kwh v a hz khz mhz ghz b kb mb gb tb"
)
_UNITS = sorted({*_KOREAN.split(), *_ENGLISH.split(), "per cent"}, key=len, reverse=True)
_UNIT = rf"(?:{'|'.join(_UNITS)})[23]?"
WITH_UNIT = re.compile(
    rf"(?!\d{{4}} ?년)(?:{_NUMBER} ?- ?)?{_NUMBER} ?(?:[%‰°]|°? ?[cf]|{_UNIT}(?: ?/ ?{_UNIT})?)\.?|[$€₩£¥] ?{_NUMBER}"
    rf"|{_THOUSANDS}",
    re.IGNORECASE,
)
"""A number, or one to another, with a unit or with commas and nothing else; the name of a month or a year is none."""


def check_units(item: RawItem, faults: Faults) -> None:
    """Warn of an item that accepts nothing but such numbers, unless its author says that it asks for text."""
    accepted = [one for one in item.answers if one.mark != "!="]
    if "type" not in item.attributes.values and accepted and all(_with_unit(one.text.text) for one in accepted):
        faults.add("W525", accepted[0].line, accepted[0].column, text=accepted[0].text.text[:40])


def _with_unit(text: str) -> bool:
    return WITH_UNIT.fullmatch(" ".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())) is not None
