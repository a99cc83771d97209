"""One sentence for each thing to say of a question that comes from, or goes to, another format, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

from courses.catalog.exchange.questions import Remark
from courses.web.finding_texts import worded

EXCHANGE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "G601": (
            "서술형(essay)입니다. 스스로 채점할 수 없어 문항이 되지 못합니다.",
            "An essay: nothing here can score it, so it is no item.",
        ),
        "G602": (
            "답({{ }})이 없는 안내글(description)입니다. 문항이 아닙니다.",
            "A description: it asks nothing, so it is no item.",
        ),
        "G603": ("중괄호가 짝이 맞지 않습니다.", "A brace is opened or closed without its partner."),
        "G604": ("문항 이름을 닫는 ::가 없습니다.", "The name of the question is not closed with ::."),
        "G605": (
            "$CATEGORY 줄은 앞뒤를 빈 줄로 띄워야 합니다.",
            "A $CATEGORY line stands alone, with blank lines around it.",
        ),
        "G606": ("고를 것이나 짝이 둘보다 적습니다.", "There are fewer than two to choose from, or to pair."),
        "G607": ("점수를 주는 답이 하나도 없습니다.", "No answer gives any credit."),
        "G608": (
            "비율은 -100에서 100까지, 소수 다섯 자리까지 쓸 수 있습니다: {text}",
            "A weight runs from -100 to 100 with at most five decimals: {text}",
        ),
        "G609": (
            "맞는 답(=)에는 비율을 붙일 수 없습니다. ~%50%처럼 적으세요: {text}",
            "A right choice (=) takes no weight. Write ~%50%: {text}",
        ),
        "G610": ("짝에 ->가 없습니다: {text}", "The pair has no ->: {text}"),
        "G611": (
            "아무 글자나 받는 *는 쓸 수 없습니다. 별표 자체는 \\*로 적으세요: {text}",
            "The wildcard * has no counterpart. For a star itself write \\*: {text}",
        ),
        "G612": ("수나 범위로 읽을 수 없습니다: {text}", "This is no number and no range: {text}"),
        "G613": (
            "나머지 모든 답에 붙는 설명은 담을 곳이 없습니다.",
            "Feedback for every other answer has no place in an item.",
        ),
        "G614": (
            "겹치는 범위의 차례에 따라 점수가 달라집니다. Moodle은 먼저 맞는 줄을, 여기서는 가장 좋은 줄을 셉니다.",
            "Credit depends on the order of overlapping ranges: Moodle takes the first match, here the best counts.",
        ),
        "G615": ("우리 글로 옮길 수 없는 HTML입니다: {html}", "This HTML has no counterpart here: {html}"),
        "G616": (
            "글을 바꾸지 않고는 옮길 수 없습니다. 따로 적어 주세요.",
            "The text cannot be carried over unchanged. Write it by hand.",
        ),
        "G617": ("물음이 비어 있습니다.", "The question is empty."),
        "G618": (
            "답이 비었거나 한 문단이 아닙니다.",
            "An answer is empty, or more than one paragraph.",
        ),
        "G619": (
            "참과 거짓은 T, TRUE, F, FALSE로 적습니다: {text}",
            "True and false are written T, TRUE, F or FALSE: {text}",
        ),
        "G620": ("옮긴 문항에 오류가 있습니다. {code} {sentence}", "The item would have an error. {code} {sentence}"),
        "G621": ("한 문항에 답 자리가 둘 이상입니다.", "There is more than one place for answers in the question."),
        "G622": (
            "물음은 문장으로 시작해야 합니다. 목록이나 코드로 시작할 수 없습니다.",
            "A question begins with a sentence, not with a list, a heading or code.",
        ),
        "G631": ("GIFT에는 차례 맞추기가 없습니다.", "GIFT has no ordering questions."),
        "G632": ("GIFT에는 비슷한 답(~)이 없습니다: {text}", "GIFT has no answers that allow a slip (~): {text}"),
        "G633": ("척도 문항은 내보내지 않습니다.", "A scale is not exported."),
        "G634": ("GIFT로 적을 수 없는 채점입니다: {scoring}", "GIFT cannot score like this: {scoring}"),
        "G635": (
            "GIFT에서 짝의 오른쪽에는 꾸밈없는 글만 쓸 수 있습니다.",
            "In GIFT the right side of a pair is plain text.",
        ),
        "G636": (
            "그림이나 안쪽 링크가 있어 밖으로 내보낼 수 없습니다: {text}",
            "A picture or a link within the platform stays at home: {text}",
        ),
        "G637": ("GIFT가 다르게 읽을 답입니다: {text}", "GIFT would read this answer otherwise: {text}"),
        "G639": ("{language}로 된 글이 없습니다.", "There is no text in the language {language}."),
        "G641": ("ANSWER: 줄이 없습니다.", "There is no ANSWER: line."),
        "G642": ("물음은 한 줄로 적습니다.", "The question stands in one line."),
        "G643": ("ANSWER:가 가리키는 답이 없습니다: {text}", "ANSWER: names no choice: {text}"),
        "G644": ("답의 글자가 A, B, C 차례가 아닙니다: {text}", "The choices are not A, B, C and so on: {text}"),
        "G645": (
            "Aiken에는 꾸밈없는 글로 된, 하나만 고르는 문항만 담을 수 있습니다.",
            "Aiken holds nothing but plain single choices.",
        ),
        "G646": (
            "답은 'A. 글'이나 'A) 글'처럼 큰 글자와 점(괄호), 빈칸, 글로 적습니다: {text}",
            "A choice is written A. text or A) text, with a capital and a blank: {text}",
        ),
        "G647": ("맞는 답은 ANSWER: A처럼 적습니다: {text}", "The right choice is written like ANSWER: A, not: {text}"),
        "G651": ("담을 곳이 없어 두고 온 꼬리표: {tags}", "Tags that have no place here: {tags}"),
        "G652": ("Aiken에는 설명을 담을 곳이 없어 두고 왔습니다.", "Aiken has no place for feedback; it stays behind."),
        "G653": ("이미 쓰는 이름이라 바꾸었습니다: {old} → {new}", "The id is taken, so it was changed: {old} → {new}"),
    }
)
"""Code → (Korean, English). Up to G649 the question was left out; from G650 on it came along without something."""


def remark_line(remark: Remark, file: str, language: str) -> str:
    """A remark as one line: file and line, where there is one, the question's name and the sentence."""
    values = dict(remark.values)
    if remark.code == "G620":
        values["sentence"] = worded(values["code"], values, language)
    place = f"{file}:{remark.line}: " if remark.line else ""
    kind = "warning" if remark.code >= "G650" else "error"
    return f"{place}{kind} {remark.code} [{remark.name}] {_chosen(EXCHANGE[remark.code], language).format_map(values)}"


def _chosen(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language == "ko" else pair[1]
