"""Reading the largest list stays small: measured as the whole process, in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.adapters.spreadsheets.csv_file import write_csv
from chalicelib.application.batches.uploads import MOST_ROWS
from infra.environments import ROOT
from tests.batches.lists import AS_TYPED, HEADINGS, as_xlsx

MOST = 100
"""Megabytes at the most, all of it: interpreter, libraries, file and rows. (The kernel's own peak: that
which ``getrusage`` gives begins with the process that started this one.)"""
READING = """
import re, sys
from pathlib import Path
from chalicelib.adapters.spreadsheets.csv_file import csv_lines
from chalicelib.adapters.spreadsheets.xlsx_file import xlsx_sheets
from chalicelib.application.batches.uploads import read_upload, table_upload

content = Path(sys.argv[1]).read_bytes()
kind = sys.argv[1][-4:].lstrip(".")
upload = table_upload(kind, xlsx_sheets(content) if kind == "xlsx" else [csv_lines(content)])
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(len(read_upload(upload.write()).rows), int(peak[1]) // 1024)
"""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_five_thousand_rows_are_read_within_a_hundred_megabytes(tmp_path: Path, kind: str) -> None:
    lines = [HEADINGS, *([AS_TYPED[0]] * MOST_ROWS)]
    path = tmp_path / f"list.{kind}"
    path.write_bytes(as_xlsx(lines) if kind == "xlsx" else write_csv([list(line) for line in lines]))

    asked = subprocess.run(
        [sys.executable, "-c", READING, path],
        env={"PYTHONPATH": str(ROOT / "backend"), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    rows, megabytes = map(int, asked.stdout.split())
    assert rows == MOST_ROWS
    assert megabytes < MOST
