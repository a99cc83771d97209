"""Markdown that is left unread where the text around it is read."""

from tests.catalog.examples_of_slips import AT, Example, lesson

OF_RAW: list[Example] = [
    ("W507", lesson("1. 하나\n    1. 안하나\n    2. 안둘\n   - 섞임\n2. 둘"), f"{AT}8:4"),
    ("W507", lesson("- 하나\n- 둘\n\n글\n\n1. 하나\n- 둘"), f"{AT}11:1"),
    ("W510", lesson("글\n\n제목\n==="), f"{AT}7:1"),
    ("W510", lesson("#제목"), f"{AT}5:2"),
    ("W511", lesson("- 하나\n\n  둘째 문단\n- 둘"), f"{AT}8:1"),
    ("W511", lesson("/// note\n- 하나\n\n  둘째 문단\n- 둘\n///"), f"{AT}9:1"),
    ("W511", lesson("> 인용\n> - 목록\n> - 둘"), f"{AT}6:3"),
    ("W511", lesson("- 하나\n- 둘\n\n글[^1]\n\n[^1]: 글\n- 둘"), f"{AT}11:1"),
    ("W511", lesson("글\n- 하나 {#a}\n\n- 하나"), f"{AT}6:1"),
    ("W512", lesson("|가|나|\n|--|\n|1|2|"), f"{AT}5:1"),
    ("W512", lesson("- 하나\n\n    글\n    | 가 | 나 |\n    |---|---|"), f"{AT}8:5"),
    ("W515", lesson("| 가 | 나 |\n|---|---|\n| **a | b** |"), f"{AT}7:3"),
    ("W516", lesson("글 __중요__합니다"), f"{AT}5:3"),
    ("W516", lesson("글 _아주 중요_합니다"), f"{AT}5:3"),
    ("W516", lesson("글__중요__ 합니다"), f"{AT}5:2"),
    ("W521", lesson('```python title="x"\na\n\n# b\n```'), f"{AT}5:1"),
    ("W521", lesson("1. 하나\n\n   ```\n   a\n   - b\n   ```"), f"{AT}7:4"),
    ("W521", lesson("> ~~~\n> a\n> ~~~"), f"{AT}5:3"),
    ("W521", lesson("- ```\n  a\n  ```"), f"{AT}5:3"),
    ("W522", lesson("글\n\n첫째 줄\\\n둘째 줄"), f"{AT}7:1"),
    ("W523", lesson("글\n\n ## 제목"), f"{AT}7:2"),
    ("W523", lesson("글\n  ## 제목"), f"{AT}6:3"),
    ("W524", lesson("글 [없음][nope]"), f"{AT}5:3"),
    ("W524", lesson("글 [없음][]\n\n[있음]: https://example.org"), f"{AT}5:3"),
    ("B117", lesson("- [x]할 일"), f"{AT}5:1"),
]
"""Each code with the changes to the tiny course that provoke it, and the place to be named."""
