"""`make run`: the whole house with one command, until Ctrl-C. `python -m infra.local.run --help` for more."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from infra.environments import ROOT, say
from infra.local.clock import ClockError
from infra.local.clouds import TROUBLE as CLOUD_TROUBLE
from infra.local.health import NotHealthyError
from infra.local.house import House, HouseError, Plan
from infra.local.javascript import NoBunError
from infra.local.ports import PortTakenError
from infra.local.state import StateInUseError

TROUBLE = (
    ClockError,
    *CLOUD_TROUBLE,
    HouseError,
    NoBunError,
    NotHealthyError,
    PortTakenError,
    StateInUseError,
)


def plan(arguments: Sequence[str]) -> Plan:
    """The house that the command line asks for."""
    parser = argparse.ArgumentParser(prog="make run", description="Runs Dimona24 on this machine.")
    parser.add_argument(
        "--state-dir", type=Path, default=ROOT / ".local", help="where data, keys and logs live"
    )
    parser.add_argument("--ports", choices=["usual", "free"], default="usual", help="free: any free ports")
    parser.add_argument(
        "--without-web", action="store_true", help="no web app, only the API and what it needs"
    )
    asked = parser.parse_args(arguments)
    return Plan(state_dir=asked.state_dir.resolve(), ports=asked.ports, web=not asked.without_web)


def main(arguments: Sequence[str]) -> int:
    """Start, wait, stop. The exit code: 0 when stopped by a person, 1 when it could not start."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    house = House(plan(arguments))
    try:
        house.start()
        _announce(house)
        while True:
            signal.pause()
    except KeyboardInterrupt:
        say("\nStopping …")
    except TROUBLE as error:
        say(f"\nThe house could not be started. {error}")
        return 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        house.stop()
    say("Everything is stopped; the data are kept.")
    return 0


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _announce(house: House) -> None:
    where = house.plan.state_dir / "ready.json"
    emails = " or ".join(each["email"] for each in house.ready["signIns"])
    say(f"\nSign in as {emails}; passwords and API keys are in {where}. Ctrl-C stops everything.")
    say(f"Mails to anybody are at {house.mailbox}.")
    say(
        "READY "
        + " ".join(
            f"{name}={house.urls[name]}" for name in ("web", "api", "rsz", "aws") if name in house.urls
        )
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
