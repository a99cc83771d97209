"""A job becomes its part: texts are parsed and rendered here; whoever only reads what was kept need not load this."""

from courses.catalog.front_loader import FrontLoader
from courses.catalog.module_loader import ModuleLoader
from courses.catalog.parts import Job, Part
from courses.catalog.proof_loaders import FrontProof, ModuleProof


def build(job: Job) -> Part:
    """What comes of a job; the same job always gives the same part. Never raises for anything that stands in a file."""
    if job.module:
        return (ModuleProof if job.numbered else ModuleLoader)(job, job.module).load()
    return (FrontProof if job.numbered else FrontLoader)(job).load()
