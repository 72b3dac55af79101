"""After the storm: wait until nothing moves, then be the person who looks after what needs help.

Only what the storm explains may need help, and each kind has its way out: what was not permitted is sent
again, for an answer that could not be read the RSZ is asked again, and for what it never processed somebody
rings it up first, so that it does.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.clients import Client
from tests.chaos.history import ENDED
from tests.chaos.witnesses import shown

LOOK_EVERY = 4.0
MOVES_BY_ITSELF = {"recorded", "submitting", "unconfirmed", "waiting"}


@dataclass
class Person:
    """Looks after every *needsHelp*: ``helped`` by reason, ``unexplained`` is what no fault explains."""

    never_processed: Callable[[], set[str]]
    rings_up: Callable[[], None]
    helped: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)

    def help_all(self, clients: list[Client]) -> int:
        """Settle what needs help; how many that were."""
        needing = [(client, item) for client in clients for item in client.all() if _needs_help(item)]
        never = self.never_processed() if needing else set()
        for client, item in needing:
            self._help(client, item, never)
        return len(needing)

    def _help(self, client: Client, item: dict[str, Any], never: set[str]) -> None:
        seen, number = shown(client, item), item["rsz"]["declarationId"]
        why = seen.why or ""
        if why == "gaveUp noAnswer" and number in never:
            self.rings_up()
        elif not why.startswith(("notPermitted", "unreadable")):
            self.unexplained.append(f"{seen.kind} {seen.id} needs help: {why}")
            return
        self.helped[why.partition(" ")[0]] += 1
        body = {"as": "sendAgain"}
        if client.post(f"/v1/declarations/{seen.id}/resolve", body) is None:
            self.unexplained.append(f"{seen.kind} {seen.id} ({why}) could not be settled by {body}")


def _needs_help(item: dict[str, Any]) -> bool:
    return bool(item["state"] == "needsHelp")


def states(clients: list[Client]) -> dict[str, str]:
    """The state of every declaration, by id."""
    return {item["id"]: item["state"] for client in clients for item in client.all()}


@dataclass(frozen=True)
class Patience:
    """When to stop waiting: so many seconds without a change are still, so many in all are too many.

    In a hurry, what moves by itself in minutes is not waited for: then the clock is put on instead.
    """

    still: float
    bound: float
    hurry: bool


def wait_until_still(clients: list[Client], patience: Patience, say: Callable[[str], None]) -> bool:
    """Wait until nothing moves any more; True when that came before the bound.

    Still means: everything has ended or needs help, or nothing has changed for a while and what is left
    waits for an answer that may never come, or for somebody else's turn.
    """
    waited_for: set[str] = set() if patience.hurry else MOVES_BY_ITSELF
    started, since, before = time.monotonic(), time.monotonic(), states(clients)
    while not _is_still(before, waited_for, unchanged=time.monotonic() - since > patience.still):
        if time.monotonic() - started > patience.bound:
            return False
        time.sleep(LOOK_EVERY)
        now = states(clients)
        if now != before:
            since = time.monotonic()
            say(f"  {time.monotonic() - started:.0f} s: {dict(Counter(now.values()))}")
        before = now
    return True


def _is_still(seen: dict[str, str], waited_for: set[str], *, unchanged: bool) -> bool:
    left = set(seen.values())
    return left <= {*ENDED, "needsHelp"} or (unchanged and not waited_for & left)
