"""Static files under addresses that change with their content."""

import hashlib
from pathlib import Path

from flask import Flask


def init_app(app: Flask) -> None:
    """Digest every file once."""
    root = Path(app.static_folder or "")
    app.extensions["assets"] = {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
