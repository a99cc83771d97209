"""Attribute lists, which end at the first brace that closes; other braces stay as they were written."""

import re

from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor

LIST = r"\{:?[ ]*((?:[#.]|[\w-]+=)[^}\n]*)\}"


class AttributeLists(AttrListTreeprocessor):
    """Takes only what begins like a list.

    What it extends reads on to the last brace of the line, then puts back one brace fewer than it took, and makes a
    nameless attribute of any word in braces, so that the word is lost.
    """

    HEADER_RE = re.compile(rf"[ ]+{LIST}[ ]*$")  # type: ignore[misc]  # the library means them to be replaced here
    BLOCK_RE = re.compile(rf"\n[ ]*{LIST}[ ]*$")  # type: ignore[misc]  # as above
    INLINE_RE = re.compile(rf"^{LIST}")  # type: ignore[misc]  # as above


class AttributeListExtension(AttrListExtension):
    """Registers them in place of those that come with Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        """Add the processor."""
        super().extendMarkdown(md)
        md.treeprocessors.register(AttributeLists(md), "attr_list", 8)
