"""Lists that nest by two or by four spaces, brought to the four that Python-Markdown reads."""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

MARKER = re.compile(r"^( *)(?:[-*+]|\d+[.)]) +\S")


class ListIndent(Preprocessor):
    """Rewrites the leading spaces of list items and of what belongs to them."""

    def run(self, lines: list[str]) -> list[str]:
        """The same lines, with four spaces for each level of nesting."""
        written: list[str] = []
        stack: list[int] = []
        was_blank = True
        for line in lines:
            indent = len(line) - len(line.lstrip(" "))
            if not line.strip():
                was_blank = True
                written.append(line)
                continue
            if MARKER.match(line) and (stack or indent < 4):
                while stack and indent < stack[-1] + 2:
                    stack.pop()
                written.append("    " * len(stack) + line[indent:])
                stack.append(indent)
            elif stack and indent >= 2:
                while len(stack) > 1 and indent < stack[-1] + 2:
                    stack.pop()
                deeper = max(0, indent - stack[-1] - 4)
                written.append("    " * len(stack) + " " * deeper + line[indent:])
            else:
                if was_blank or line[0] in "#/|>:":
                    stack.clear()
                written.append(line)
            was_blank = False
        return written


class ListIndentExtension(Extension):
    """Registers the rewriting after code fences have been put aside."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Add the preprocessor."""
        md.preprocessors.register(ListIndent(md), "list_indent", 24)
