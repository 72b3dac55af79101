"""The table of figures, as Markdown and JSON, with date and commit."""

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from infra.environments import ROOT

TRUST = """Shared machine: trust the ratios and counts, not the milliseconds.
Ratios are medians with quartiles (of lists over HTTP and of Lighthouse: smallest and largest), measured in
turn with their baseline in the same run. The local cloud saves nothing meanwhile: its saves stop all else for
as long as they take, seconds with thousands of declarations in it."""
FOLDER = ROOT / "docs" / "bench"


@dataclass(frozen=True)
class Figure:
    """One row: what was measured, against what, and what came out."""

    group: str
    what: str
    value: str
    against: str = ""
    note: str = ""


def write(figures: list[Figure], seconds: float, name: str, command: str, folder: Path = FOLDER) -> Path:
    """Write a page and the same as JSON, both under that name, and return the page; the command made them."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {
        "command": command,
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "seconds": round(seconds),
    }
    content = {**about, "figures": [asdict(figure) for figure in figures]}
    (folder / f"{name}.json").write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    page = folder / f"{name}.md"
    page.write_text(_page(about, figures))
    return page


def _page(about: dict[str, object], figures: list[Figure]) -> str:
    made = f"Made by `{about['command']}` on {about['date']} at commit {about['commit']}"
    how = f"{made} ({about['machine']}, {about['seconds']} s in all). {TRUST}"
    lines = ["# Figures", "", how, ""]
    for group in dict.fromkeys(figure.group for figure in figures):
        lines += [f"## {group}", "", "| What | Figure | Against | Note |", "|---|---|---|---|"]
        lines += [
            f"| {each.what} | {each.value} | {each.against} | {each.note} |"
            for each in figures
            if each.group == group
        ]
        lines.append("")
    return "\n".join(lines)


def commit() -> str:
    """Return the short hash of what is measured."""
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() or "unknown"
