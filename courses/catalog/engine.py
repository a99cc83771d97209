"""What the rendered form of a text depends on besides the text: this package's own code, and the packages it uses."""

import hashlib
import sys
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

from courses.catalog.parts import Job, Setting
from courses.catalog.plan import ModulePlan, Texts
from courses.catalog.stored import to_json
from courses.catalog.structure import HelpEntry
from courses.foundation import vocabulary

PACKAGES = ("Markdown", "MarkupSafe", "PyYAML", "nh3", "pydantic", "pymdown-extensions")


@cache
def engine() -> str:
    """A digest that changes whenever the same text might be rendered differently."""
    digest = hashlib.sha256(sys.version.encode())
    for file in (*sorted(Path(__file__).parent.glob("*.py")), Path(vocabulary.__file__)):
        digest.update(file.read_bytes())
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()


def help_digest(setting: Setting) -> str:
    """A digest of the help directory, which all courses share."""
    return hashlib.sha256(to_json(dict[str, HelpEntry], dict(setting.help))).hexdigest()


def setting_digest(setting: Setting, of_help: str) -> str:
    """A digest of what all jobs of a course share; `of_help` is that of its help directory."""
    own = to_json(Setting, replace(setting, help=MappingProxyType({})))
    return hashlib.sha256(f"{engine()} {of_help} ".encode() + own).hexdigest()


def job_digest(job: Job, of_setting: str) -> str:
    """A digest of everything that the job's part depends on; `of_setting` is that of its setting."""
    digest = hashlib.sha256(of_setting.encode())
    digest.update(to_json(ModulePlan, job.module) if job.module else b"-")
    digest.update(to_json(Texts, job.texts))
    for name, texts in sorted(job.sheets.items()):
        digest.update(f"{name} ".encode() + to_json(Texts, texts))
    for path, raw in sorted(job.files.items()):
        digest.update(f"{len(path)} {path} {raw.refused} {raw.reason} {len(raw.content)} ".encode())
        digest.update(raw.content)
    digest.update("\n".join(sorted(job.media)).encode())
    if job.numbered:
        digest.update(b" numbered")
    return digest.hexdigest()
