"""What is said about a class list: why a row or a file is refused and what to do, in whichever language says it."""

from collections.abc import Callable

from courses.rules.roster import ActionKind, RowRefusal

Say = Callable[..., str]


def refusal_text(refusal: RowRefusal, say: Say) -> str:
    """Why a row cannot be taken, and what to do."""
    values = dict(refusal.values)
    if column := values.get("column"):
        values["column"] = column_name(str(column), say)
    table: dict[str, Callable[[], str]] = {
        "missing_name": lambda: say("이름이 비어 있습니다. 이름을 적어 주세요."),
        "missing_code": lambda: say("번호가 비어 있습니다. 학번이나 교번처럼 기관에서 쓰는 번호를 적어 주세요."),
        "bad_code": lambda: say("번호로 쓸 수 없는 글입니다. 글자나 숫자로 %(most)s자까지 적어 주세요.", **values),
        "name_too_long": lambda: say("이름이 너무 깁니다. %(most)s자까지 적어 주세요.", **values),
        "control_character": lambda: say(
            "‘%(column)s’ 칸에 보이지 않는 부호(%(sign)s)가 있습니다. 칸을 지우고 다시 적어 주세요.", **values
        ),
        "looks_like_resident_number": lambda: say(
            "‘%(column)s’ 칸이 주민등록번호처럼 보입니다. 법에 따라 받지 않으니 지워 주세요.", **values
        ),
        "missing_column": lambda: say("‘%(column)s’ 칸이 없습니다. 첫 줄에 칸 이름을 적어 주세요.", **values),
        "duplicate_column": lambda: say("‘%(column)s’ 칸이 두 개입니다. 하나만 남겨 주세요.", **values),
        "too_many_rows": lambda: say("한 번에 %(most)s명까지 올릴 수 있습니다. 명단을 나누어 주세요.", **values),
        "duplicate_code": lambda: say(
            "%(code)s번이 %(row)s번째 줄에도 있습니다. 한 줄만 남기거나 번호를 고쳐 주세요.", **values
        ),
        "code_conflict": lambda: say(
            "%(code)s번을 지금 다른 사람이 쓰고 있습니다. 번호와 이름을 확인해 주세요.", **values
        ),
        "unknown_unit": lambda: say(
            "‘%(unit)s’ 소속을 찾지 못했습니다. 소속의 이름을 확인하거나 칸을 비워 주세요.", **values
        ),
        "missing_unit": lambda: say("소속이 비어 있습니다. 어느 소속인지 적어 주세요."),
        "not_yours": lambda: say(
            "%(code)s번 학습자는 다른 소속에 있습니다. 그 소속도 맡은 담당자만 옮길 수 있습니다.", **values
        ),
    }
    return table[refusal.code]()


def column_name(column: str, say: Say) -> str:
    """A column as lists name it; one that is not read goes by its number from 1."""
    named = {"name": say("이름"), "code": say("번호"), "unit": say("소속")}
    return named.get(column) or say("%(number)s번째", number=column)


def file_problem(reason: str, say: Say) -> str:
    """Why a file cannot be read, and what to do."""
    table: dict[str, Callable[[], str]] = {
        "empty": lambda: say("명단이 비어 있습니다. 파일을 고르거나 명단을 붙여 넣어 주세요."),
        "too_large": lambda: say("명단이 너무 큽니다. 나누어 올려 주세요."),
        "old_workbook": lambda: say(
            "예전 형식이거나 암호가 걸린 파일입니다. 암호를 풀고 .xlsx나 .csv로 저장해 올려 주세요."
        ),
        "broken_workbook": lambda: say("파일이 손상되어 읽지 못했습니다. .xlsx나 .csv로 다시 저장해 올려 주세요."),
        "encoding": lambda: say("글자를 읽지 못했습니다. CSV UTF-8 형식으로 저장해 올려 주세요."),
        "not_a_list": lambda: say("명단으로 읽을 수 없는 파일입니다. .xlsx나 .csv로 저장해 올려 주세요."),
        "too_many_rows": lambda: say("줄이 너무 많습니다. 나누어 올려 주세요."),
        "too_many_columns": lambda: say("칸이 너무 많습니다. 이름, 번호, 소속만 남겨 주세요."),
        "long_cell": lambda: say("너무 긴 칸이 있습니다. 이름, 번호, 소속만 남겨 주세요."),
    }
    return table[reason]()


def action_name(kind: ActionKind, say: Say) -> str:
    """What is done for a row, in a word or two."""
    return {
        ActionKind.REGISTER: say("새로 등록"),
        ActionKind.RENAME: say("이름 고침"),
        ActionKind.MOVE: say("옮김"),
        ActionKind.SAME: say("그대로"),
    }[kind]
