"""What is not told because it only follows: of a text that could not be read whole, nobody can say what it lacks."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from courses.catalog.codes import CODES
from courses.catalog.plan import LANGUAGE, CoursePlan, ModulePlan
from courses.catalog.structure import Finding
from courses.foundation.vocabulary import Severity

HARMLESS = """
C003 C004 C008 C016 C022 C023 C024 C025 C026 F020 I203 I217 I220 I230 I232 I234 B116 B117 B118 B119 B120
"""
"""Errors that leave a text as long as it is, with all that it names."""
LOSING = {
    "T401",
    "T404",
    "T405",
    *(code for code, severity in CODES.items() if severity is Severity.ERROR and code[0] in "CFBI"),
}.difference(HARMLESS.split())
"""Errors with which a part of a text, or all of it, is not read."""
UNPLANNED = frozenset({"C002", "C012", "C032", "T405"})
"""Errors for which a file or a folder is passed over, or is not there any more."""
REFUSED = frozenset({"C005", "C006", "C007", "C009", "C010", "C011", "C017", "C018", "C019", "F002"})
"""Errors with which nothing of a text is read."""


class Gaps:
    """Which files of a course could not be read whole; files go by the paths of their findings."""

    def __init__(self, root: str, plan: CoursePlan, found: Iterable[Finding]) -> None:
        self.root = root
        self.plan = plan
        self.codes: dict[str, set[str]] = {}
        for one in found:
            if one.code in LOSING:
                # what is missing then is the original
                path = LANGUAGE.sub(r"\1.md", one.path) if one.code == "T405" else one.path
                self.codes.setdefault(path, set()).add(one.code)

    def in_module(self, module: ModulePlan) -> bool:
        """Whether something of a module in its own language is missing from what was read."""
        files = {f"{self.root}/{file}" for file in module.files}
        folder = "" if module.short else f"{self.root}/{module.folder}/"
        return any(
            not LANGUAGE.fullmatch(path) and (path in files or (folder and path.startswith(folder)))
            for path in self.codes
        )

    def in_modules(self) -> bool:
        """Whether something is missing from any module, or a module from the course."""
        unplanned = any(codes & UNPLANNED and self._beside(path, self.plan.slug) for path, codes in self.codes.items())
        return unplanned or any(map(self.in_module, self.plan.modules))

    def beside(self, folder: str) -> bool:
        """Whether a text that stands in that folder, in any language, could not be read whole."""
        return any(self._beside(path, folder) for path in self.codes)

    def _beside(self, path: str, folder: str) -> bool:
        return str(PurePosixPath(path).parent) == f"{self.root}/{folder}"

    def follows(self, one: Finding) -> bool:
        """Whether a finding may only be there because of what could not be read."""
        codes = self.codes.get(one.path, set())
        if one.code == "T401":
            m = LANGUAGE.fullmatch(one.path)
            original = self.codes.get(f"{m[1]}.md", set()) if m else set()
            return any(code[0] in "BI" for code in original) or bool(original & REFUSED)
        if one.code == "L301":
            return any(code[0] == "B" for code in codes)
        if one.code == "I221":
            return bool(codes & REFUSED)
        if one.code not in {"W501", "W508"}:
            return False
        modules = [module for module in self.plan.modules if f"{self.root}/{module.texts.file}" == one.path]
        return bool(codes) or any(map(self.in_module, modules))
