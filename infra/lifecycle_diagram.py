"""Draws the life of a declaration; `python -m infra.lifecycle_diagram` rewrites docs/lifecycle.md."""

from pathlib import Path

from chalicelib.domain.lifecycle import MOVES, SETTLED
from infra.environments import ROOT

PAGE = ROOT / "docs" / "lifecycle.md"
HEAD = """# The life of a declaration

Rendered by `python -m infra.lifecycle_diagram` from the table in
`backend/chalicelib/domain/lifecycle.py`; a test compares.
A move that is not drawn is refused. Only the RSZ's own answer leads to a settled state.

```mermaid
stateDiagram-v2
"""

CONTRACT = """
The API's contract names the same states; of its moves one is missing here, and two are ours:

| Move | Why |
|---|---|
| `submitting` to `refused`: not here | in every source a POST is answered with a number (201) or an HTTP \
problem, never with a result; B comes with the answer to that number, so a refusal passes through \
`submitted`. A 400 objects to the shape of what we sent (`refusedForShape`) and says nothing of \
the declaration, so a person looks. Another 4xx, such as a 422, is `outcomeUnknown` and searched for |
| `needsHelp` to `unconfirmed` | what the RSZ may have is searched for, not sent again \
([decision 17](adr/0017-asked-again-not-sent-again.md)) |
| `submitted` to `submitted` (`earlierFound`) | refused as double, closed or cancelled already, it was an \
earlier success of ours: that one is followed |
"""


def page() -> str:
    """Return the page: a state diagram in Mermaid."""
    lines = [
        f"    {state or '[*]'} --> {row.to}: {happening}"
        for state, moves in MOVES.items()
        for happening, row in moves.items()
    ]
    ends = [f"    {state} --> [*]" for state in sorted(SETTLED)]
    return HEAD + "\n".join([*lines, *ends]) + "\n```\n" + _effects() + CONTRACT


def _effects() -> str:
    """Return what must follow each move, as a table."""
    rows = {f"| `{row.to}` | {row.effect} |" for moves in MOVES.values() for row in moves.values()}
    head = "\nWhat must follow a move into a state; the due index brings back what was not done:\n"
    return head + "\n| State | Effect |\n|---|---|\n" + "\n".join(sorted(rows)) + "\n"


def write(path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
