"""Why something cannot be read, in both languages: what stands in the sentence of a finding as its reason."""

from collections.abc import Mapping
from types import MappingProxyType

REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "": ("'키: 값' 꼴로 적으세요.", "Write 'key: value'."),
        "tab": ("탭 대신 빈칸을 쓰세요.", "Use blanks, not a tab."),
        "wide-colon": (
            "전각 쌍점(：)입니다. 자판의 :과 빈칸을 쓰세요.",
            "This is a full-width colon (：). Write : and a blank.",
        ),
        "no-space": ("쌍점 뒤에 빈칸을 넣으세요.", "Put a blank after the colon."),
        "sign": (
            "값이 이 기호로 시작할 수 없습니다. 값을 따옴표로 감싸세요.",
            "A value cannot begin with this sign. Put it in quotes.",
        ),
        "quote": (
            "따옴표가 닫히지 않았거나 뒤에 글이 더 있습니다. 값 전체를 따옴표로 감싸세요.",
            "The quote is not closed, or more follows it. Put the whole value in quotes.",
        ),
        "bracket": (
            "괄호가 같은 줄에서 닫히지 않았습니다. 목록이면 [가, 나]로 적고, 글이면 따옴표로 감싸세요.",
            "The bracket is not closed on its line. Write a list as [a, b]; put text in quotes.",
        ),
        "list": (
            "목록은 다음 줄부터 '- 값'으로 한 줄에 하나씩 적거나 [가, 나]로 적습니다.",
            "Write a list as [a, b], or on the next lines as '- value', one a line, with a blank after the dash.",
        ),
        "colon": ("값에 쌍점이 있습니다. 값을 따옴표로 감싸세요.", "There is a colon in the value. Put it in quotes."),
        "indent": ("앞에 빈칸이 있습니다. 키를 줄 맨 앞에서 시작하세요.", "Begin the key at the start of its line."),
        "no-colon": ("쌍점이 없습니다. '키: 값' 꼴로 적으세요.", "There is no colon. Write 'key: value'."),
        "No such file or directory": ("파일이 없습니다.", "There is no such file."),
        "Permission denied": ("읽을 권한이 없습니다.", "Nobody is allowed to read it."),
        "no ordinary file": ("보통 파일이 아닙니다.", "It is no ordinary file."),
    }
)
"""Name of a reason → (Korean, English)."""


def with_reason(values: Mapping[str, str], korean: bool) -> Mapping[str, str]:
    """The values of a finding with the reason in words; one without a name stays as it is."""
    words = REASONS.get(values["reason"]) if "reason" in values else None
    return {**values, "reason": words[0] if korean else words[1]} if words else values
