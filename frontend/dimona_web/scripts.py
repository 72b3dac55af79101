"""Our own few scripts as they go to the browser: without their comments."""

import re
from pathlib import Path

BROWSER = Path(__file__).parent / "browser"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def lines_of(script: Path) -> list[str]:
    """Return the lines of a script that do something, without indentation."""
    lines = _COMMENT.sub("", script.read_text("utf-8")).splitlines()
    return [line.strip() for line in lines if line.strip()]
