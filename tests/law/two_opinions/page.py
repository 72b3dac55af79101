"""The table of explained differences as a page.

``PYTHONPATH=backend:. python -m tests.law.two_opinions.page`` writes it.
"""

from pathlib import Path
from typing import Final

from tests.law.two_opinions.differences import Explained
from tests.law.two_opinions.explained import EXPLAINED

PAGE: Final = Path(__file__).parents[3] / "docs" / "law-differences.md"
_HEAD: Final = """# Where our engine and the simulator differ

Two opinions on the law stand in this house: the rule engine (`backend/chalicelib/domain`) and the RSZ
simulator (`infra/rsz_simulator`), which shares no code with it. Ten thousand generated declarations and the
cases of `tests/cases` are judged by both at every test run. What we refuse must be refused there (B), what
we warn of must be said there, and what is said there we must have foreseen. The rows below are the only
exceptions; anything else is a bug in one of the two. This page is written from
`tests/law/two_opinions/explained.py`.

| What | Only who says it | Codes | Why | Source |
|---|---|---|---|---|
"""


def rendered() -> str:
    """Return the page."""
    return _HEAD + "".join(f"{_row(row)}\n" for row in EXPLAINED)


def _row(row: Explained) -> str:
    codes = "any" if row.codes == ("*",) else ", ".join(f"`{code}`" for code in row.codes)
    return f"| {row.what} | {row.side} | {codes} | {row.why} | {row.source} |"


if __name__ == "__main__":
    PAGE.write_text(rendered(), encoding="utf-8")
