"""`python -m bench.start`: one start as a worker makes it, in this process; what it took as JSON.

`ready` is the moment of the system's clock that never goes back, which is the same in all processes.
"""

import json
import resource
import sys
import time

from courses.foundation import collecting


def main() -> None:
    """Import the application as it is served, make it, read the content."""
    sys.modules["rich"] = None  # type: ignore[assignment]  # a tool of development that serving does not install
    collecting.wait()
    from app import app  # noqa: PLC0415 - importing it is what is measured
    from courses.web.shelf import standing  # noqa: PLC0415 - as above

    before = time.monotonic()
    catalog = standing(app)
    collecting.go_on()
    ready = time.monotonic()
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told = {"seconds": ready - before, "ready": ready, "own": own, "children": children}
    sys.stdout.write(json.dumps({**told, "courses": len(catalog.courses)}))


if __name__ == "__main__":
    main()
