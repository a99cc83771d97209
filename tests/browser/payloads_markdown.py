"""Attempts in Markdown, its extensions, our blocks and the templates, and in the addresses of links.

`RUN` stands for the call of the probe; `B64{…}` for what is inside, coded after that.
"""

from collections.abc import Iterator
from urllib.parse import quote

from tests.browser.payloads_html import HOST

CHECK = """/// check | <img src=x onerror=RUN>
    id: a

- [x] <script>RUN</script>
  > <svg onload=RUN>
- [ ] [b](javascript:RUN)
  > c
///"""
SCENARIO = """//// scenario | <img src=x onerror=RUN>
    start: s

### <svg onload=RUN> {#s}

- [<b onclick=RUN>b</b>](#e)
  > <script>RUN</script>

### end {#e .end}
////"""


def addresses() -> list[str]:
    """Addresses that are a script, disguised as a parser of entities, white space, case or percent signs reads them."""
    script = "javascript:RUN"
    page = "<script>RUN</script>"
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'/>"
    return [
        script,
        "JavaScript:RUN",
        "jAvAsCrIpT:RUN",
        " javascript:RUN",
        "\tjavascript:RUN",
        "java\tscript:RUN",
        "java\nscript:RUN",
        "javascript\t:RUN",
        "javascript :RUN",
        "java&Tab;script:RUN",
        "java&NewLine;script:RUN",
        "java&#9;script:RUN",
        "java&#x0A;script:RUN",
        "&#1;javascript:RUN",
        "&#32;javascript:RUN",
        "&#14;javascript:RUN",
        "javascript&colon;RUN",
        "javascript&#58;RUN",
        "javascript&#x3a;RUN",
        "javascript&#0000058RUN",
        "&#106;avascript:RUN",
        "&#x6A;avascript:RUN",
        "&#x6a&#x61&#x76&#x61&#x73cript:RUN",
        "&#0000106;&#0000097;vascript:RUN",
        "&amp;#106;avascript:RUN",
        "javascript&amp;colon;RUN",
        "%6aavascript:RUN",
        "javascript%3aRUN",
        "javascript://%0aRUN",
        f"javascript:{HOST}/%0aRUN",
        "javascript:/*--></title></style></textarea>*/RUN",
        "javascript:'<svg onload=RUN>'",
        "javascript:void(RUN)",
        "javascript:(()=>RUN)()",
        "javascript\u00ad:RUN",
        "\u200bjavascript:RUN",
        "java\u200bscript:RUN",
        "\ufeffjavascript:RUN",
        "javascript\uff1aRUN",
        "ｊavascript:RUN",
        "view-source:javascript:RUN",
        "feed:javascript:RUN",
        "jar:javascript:RUN!/",
        "blob:javascript:RUN",
        "vbscript:RUN",
        "VBScript:Execute(RUN)",
        "livescript:RUN",
        "mocha:RUN",
        f"data:text/html,{page}",
        f"data:text/html,{quote(page)}",
        f"data:text/html;charset=utf-8,{page}",
        "data:text/html;base64,B64{<script>top.RUN</script>}",
        f"DATA:text/html,{page}",
        f"&#100;ata:text/html,{page}",
        f"data:image/svg+xml,{drawing}",
        f"data:image/svg+xml;base64,B64{{{drawing}}}",
        f"data:application/xhtml+xml,<html xmlns='http://www.w3.org/1999/xhtml'>{page}</html>",
        "data:text/xml,<x:script xmlns:x='http://www.w3.org/1999/xhtml'>RUN</x:script>",
        f"data:,{page}",
        f"{HOST}/x.js",
    ]


def linked() -> Iterator[tuple[str, str]]:
    """Each disguised address as an element's and as Markdown's link, some in other carriers too."""
    for number, one in enumerate(addresses()):
        yield "address in an element", f'<a href="{one}">a</a>'
        yield "address in Markdown", f"[a]({one})" if number % 2 else f"[a](<{one}>)"
        if number % 4 == 0:
            yield "address in an element", f'<iframe src="{one}"></iframe>'
            yield "address in Markdown", f"[a][r]\n\n[r]: {one}"


def tricks() -> list[str]:
    """What Markdown, its extensions, the blocks and the templates might turn into markup of their own."""
    return [
        "text {: onclick=RUN }",
        'text {: onclick="RUN" tabindex=1 onfocus=RUN autofocus=1 }',
        "*text*{: onmouseover=RUN }",
        '*text*{: style="background:url(javascript:RUN)" }',
        "[text](/learn){: onclick=RUN }",
        "[text](/learn){: href=javascript:RUN }",
        "[text](/learn){: target=_blank ping=//elsewhere.invalid/ }",
        "![text](media/a.png){: onerror=RUN }",
        "![text](media/a.png){: src=x onerror=RUN }",
        "![text](media/a.png){: srcset=//elsewhere.invalid/x.png }",
        "![text](media/a.png){: src=//elsewhere.invalid/x.png }",
        "## text {: onclick=RUN }",
        '## text {: #a"onclick=RUN }',
        'text {: #x"><img/src=x/onerror=RUN> }',
        'text {: .x"><img/src=x/onerror=RUN> }',
        "text {: title='\"><img src=x onerror=RUN>' }",
        'text {: class="c-x" ONCLICK=RUN }',
        "- text\n{: onclick=RUN }",
        "> text\n{: onclick=RUN }",
        '[text](/learn "x\\" onclick=\\"RUN")',
        "[text](/learn 'x\" onclick=\"RUN')",
        '[text](/learn "--><img src=x onerror=RUN>")',
        '![text](media/a.png "x" onerror="RUN")',
        "![text](media/a.png 'x\" onerror=\"RUN')",
        '![x" onerror="RUN](media/a.png)',
        "![x' onerror='RUN](media/a.png)",
        "![<img src=x onerror=RUN>](media/a.png)",
        '!["><script>RUN</script>](media/a.png)',
        '![text](x" onerror="RUN)',
        '![text](<x" onerror="RUN>)',
        "![text](javascript:RUN)",
        "![text](data:image/svg+xml,<svg/onload=RUN>)",
        "![text](//elsewhere.invalid/x.png)",
        "![text](https://elsewhere.invalid/x.png)",
        '![text](help:x"onerror=RUN)',
        "[<img src=x onerror=RUN>](/learn)",
        '[text](/learn"onclick="RUN)',
        '[text](</learn" onclick="RUN>)',
        '[text](tel:112"onclick=RUN)',
        '[](help:"><img src=x onerror=RUN>)',
        '[text](mailto:a@b.c?"onclick=RUN)',
        '[text](#"><img src=x onerror=RUN>)',
        '[text](../x"onclick=RUN.md)',
        "[text][r]\n\n[r]: javascript:RUN",
        '[text][r]\n\n[r]: <javascript:RUN> "x"',
        '[text][r]\n\n[r]: /learn "x" onclick="RUN"',
        "[r]\n\n[r]: data:text/html,<script>RUN</script>",
        "![r]\n\n[r]: javascript:RUN",
        "<javascript:RUN>",
        "<JavaScript:RUN>",
        "<data:text/html,RUN>",
        "<vbscript:RUN>",
        '<https://elsewhere.invalid/"onclick=RUN>',
        '<mailto:a@b.c"onclick=RUN>',
        '<a"onclick=RUN@b.c>',
        '<https://elsewhere.invalid/>"><img src=x onerror=RUN>',
        'text[^a"><img src=x onerror=RUN>]\n\n[^a"><img src=x onerror=RUN>]: note',
        'text[^"onclick=RUN]\n\n[^"onclick=RUN]: note',
        "text[^n]\n\n[^n]: <img src=x onerror=RUN>",
        "text[^n]\n\n[^n]: [back](javascript:RUN)",
        "`<script>RUN</script>`",
        "``` <img src=x onerror=RUN>\ncode\n```",
        '```js"><img src=x onerror=RUN>\ncode\n```',
        "``` {.c-x onclick=RUN}\ncode\n```",
        "```\n</code></pre><script>RUN</script>\n```",
        "    <script>RUN</script>",
        "| a | b |\n|---|---|\n| <img src=x onerror=RUN> | </td><script>RUN</script> |",
        '| a |\n|:--"onclick=RUN|\n| b |',
        "term\n:   <img src=x onerror=RUN>",
        "# <script>RUN</script>",
        "<div markdown=1><script>RUN</script></div>",
        "<p>\n\n**x**\n\n<script>RUN</script>\n\n</p>",
        "**<script>RUN**</script>",
        "*<b>*<img src=x onerror=RUN></b>",
        "\\[x](javascript:RUN) [x\\](javascript:RUN)",
        "[a [b](javascript:RUN) c](javascript:RUN)",
        "[![x](media/a.png)](javascript:RUN)",
        "[x](javascript:RUN\n)",
        "[x]( <javascript:RUN> )",
        "[x](javascript&#58;RUN 'y')",
        "klzzwxh:0001<img src=x onerror=RUN>klzzwxh:0000",
        "wzxhzdk:0 <script>RUN</script> wzxhzdk:0",
        "/// note | <img src=x onerror=RUN>\ntext\n///",
        "/// note | x {: onclick=RUN }\ntext\n///",
        "/// caution | </h3><script>RUN</script>\n<script>RUN</script>\n///",
        "/// chat | <img src=x onerror=RUN>\nA: <img src=x onerror=RUN>\n<b onclick=RUN>: [<script>RUN</script>]\n///",
        "/// sensitive | <img src=x onerror=RUN>\n    note: <script>RUN</script>\n\ntext\n///",
        '/// law | x\n    source: "<img src=x onerror=RUN>"\n    as_of: 2026-10-02\n\n<script>RUN</script>\n///',
        "/// reflect | <img src=x onerror=RUN>\n</textarea><script>RUN</script>\n///",
        "/// media | <img src=x onerror=RUN>\n    src: media/a.mp4\n    transcript: <script>RUN</script>\n///",
        '/// media | x\n    src: "javascript:RUN"\n    captions: //elsewhere.invalid/x.vtt\n///',
        '/// help | <img src=x onerror=RUN>\n    keys: ["<script>RUN</script>"]\n///',
        CHECK,
        '/// check | x\n    id: "a\\"><img src=x onerror=RUN>"\n\n- [x] a\n- [ ] b\n///',
        SCENARIO,
        "/// html | script\nRUN\n///",
        "/// details | <script>RUN</script>\n    attrs: {onclick: RUN}\n\ntext\n///",
        "/// note onclick=RUN\ntext\n///",
        "{{ '<script>RUN</script>' }}",
        "{{ config.__class__ }}<script>RUN</script>",
        "{% autoescape false %}<script>RUN</script>{% endautoescape %}",
        "{% raw %}<img src=x onerror=RUN>{% endraw %}",
        "{# #}<script>RUN</script>",
        "${RUN}<img src=x onerror=RUN>",
        "{{constructor.constructor('RUN')()}}",
        "<b ng-app ng-init=RUN x-data x-init=RUN v-on:click=RUN @click=RUN>b</b>",
        "%(name)s<script>RUN</script>%s",
        "</li></ul></main><script>RUN</script>",
        "</script><script>RUN</script>",
        '"><script>RUN</script>',
        "'><img src=x onerror=RUN>",
        '" autofocus onfocus="RUN',
        "' onmouseover='RUN",
        "x onerror=RUN",
        "` onclick=RUN `",
        "]]><script>RUN</script>",
        "--><script>RUN</script>",
        "*/RUN/*",
        "\\u003cscript>RUN\\u003c/script>",
        "+ADw-script+AD4-RUN+ADw-/script+AD4-",
        "%3Cscript%3ERUN%3C/script%3E",
    ]
