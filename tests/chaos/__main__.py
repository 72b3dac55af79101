"""`make chaos MINUTES=10 SEED=1`: run it and, if wanted, keep the dated output as evidence."""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from tests.chaos.ending import Patience
from tests.chaos.run import Chaos, Order
from tests.performance.report import commit


def main() -> int:
    """Read the command line, run, return the exit code."""
    asked = _parser().parse_args()
    with tempfile.TemporaryDirectory() as made, _evidence(asked.evidence) as kept:
        folder: Path = (asked.state_dir or Path(made)).resolve()
        say = _Teller(kept, folder)
        say(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit()}")
        say(f"Chaos for {asked.minutes:g} minutes, seed {asked.seed}")
        return Chaos(
            Order(
                state_dir=folder,
                seconds=60 * asked.minutes,
                seed=asked.seed,
                web=not asked.without_web,
                kill_every=asked.kill_every,
                each_once=asked.each_once,
                at_least=asked.at_least,
                sweep_seconds=asked.sweep_seconds,
                pace=asked.pace,
                patience=Patience(asked.still, asked.bound, asked.hurry),
                say=say,
            )
        ).run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make chaos", description="Chaos on the real local stack.")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state-dir", type=Path, help="keep the house's data and logs here")
    parser.add_argument("--evidence", type=Path, help="folder for a dated copy of the output")
    parser.add_argument("--without-web", action="store_true")
    parser.add_argument("--each-once", action="store_true", help="one kill of each kind, then none")
    parser.add_argument("--at-least", type=int, default=0, help="with --each-once: declarations to accept")
    parser.add_argument("--kill-every", type=float, default=8, help="seconds between kills")
    parser.add_argument("--sweep-seconds", type=float, default=15)
    parser.add_argument("--pace", type=float, default=2, help="seconds between two stories of a client")
    parser.add_argument(
        "--still", type=float, default=60, help="seconds without a change that count as still"
    )
    parser.add_argument("--bound", type=float, default=900, help="seconds to wait for that at most")
    parser.add_argument("--hurry", action="store_true", help="put the clock on instead of waiting minutes")
    return parser


class _Teller:
    """Says a line here and, if wanted, in a file; no path of this machine in it."""

    def __init__(self, kept: IO[str], folder: Path) -> None:
        self._kept = kept
        self._folder = str(folder)

    def __call__(self, words: str) -> None:
        line = words.replace(self._folder, "(state)") + "\n"
        for output in (sys.stdout, self._kept):
            output.write(line)
            output.flush()


def _evidence(folder: Path | None) -> IO[str]:
    """The file for the dated output; nowhere when none is wanted."""
    if folder is None:
        return Path("/dev/null").open("w")
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / f"chaos-{datetime.now(UTC):%Y-%m-%d}.txt").open("w")


if __name__ == "__main__":
    sys.exit(main())
