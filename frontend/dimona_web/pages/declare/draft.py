"""What the wizard knows so far: who, as what, which answers, and the key that makes sending twice harmless.

The national number is never part of it: a worker is known here by the register's id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import reflex as rx

from dimona_web.api.shapes import Worker


@dataclass(frozen=True)
class Intent:
    """What a filing says so far. `replaces` is the period that is cancelled by it."""

    kind: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    filing: dict[str, Any] = field(default_factory=dict)
    replaces: str = ""
    from_last_time: bool = False


class Draft(rx.State):
    """One filing in the making, per tab. `turn` tells a form whether it was drawn for this one.

    `version` tells the same to the last page: it is another one after each answer.
    The tab remembers `number`, the id of its draft at the API: a server that forgot the tab asks there.
    """

    worker_name: str = ""
    worker_ssin: str = ""
    kind_name: str = ""
    replacing: bool = False
    turn: int = 0
    version: int = 0
    number: str = rx.SessionStorage("", name="draft")
    _worker_id: str = ""
    _team: tuple[Worker, ...] = ()
    _intent: Intent = Intent()
    _key: str = ""
    _filed: str = ""

    @property
    def worker_id(self) -> str:
        """The register's id of who was chosen; empty before."""
        return self._worker_id

    @property
    def intent(self) -> Intent:
        """What is said so far."""
        return self._intent

    @property
    def key(self) -> str:
        """The idempotency key of this filing, however often it is sent."""
        return self._key

    @property
    def filed(self) -> str:
        """The id of the declaration this draft has become; empty before."""
        return self._filed

    @property
    def body(self) -> dict[str, Any]:
        """The body to file; empty before the answers make one."""
        if not self._intent.filing:
            return {}
        replaced = {"replaces": self._intent.replaces} if self._intent.replaces else {}
        return self._intent.filing | {"worker": {"id": self._worker_id}} | replaced

    @property
    def team(self) -> tuple[Worker, ...]:
        """Those for whom the same is filed at once; empty for one worker."""
        return self._team

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The bodies to file, one for each of the team."""
        body = self.body
        return [body | {"worker": {"id": one.id}} for one in self._team] if body else []

    def start_team(self, team: tuple[Worker, ...]) -> None:
        """Begin the same filing for several workers."""
        self.start(team[0])
        self._team, self.worker_name, self.worker_ssin = team, ", ".join(one.name for one in team), ""

    def start(self, worker: Worker, intent: Intent | None = None) -> None:
        """Begin a new filing for this worker; what was answered for another is not kept."""
        self._team = ()
        self._begin(worker, intent or Intent(), str(uuid4()))

    def resume(self, worker: Worker, intent: Intent, key: str) -> None:
        """Go on with a filing that was kept under this key."""
        self._team = ()
        self._begin(worker, intent, key)

    def _begin(self, worker: Worker, intent: Intent, key: str) -> None:
        self._key, self.number, self._filed = key, key, ""
        self.turn, self.version = self.turn + 1, self.version + 1
        self._intent = intent
        self.kind_name, self.replacing = "", bool(intent.replaces)
        self._worker_id, self.worker_name, self.worker_ssin = worker.id, worker.name, worker.ssin

    def as_kind(self, code: str, name: str) -> None:
        """Take the worker type; the answers to another one's questions are not kept."""
        if code != self._intent.kind:
            self._intent = Intent(kind=code, replaces=self._intent.replaces)
            self.turn, self.version = self.turn + 1, self.version + 1
        self.kind_name = name

    def answer(self, answers: Mapping[str, str], filing: Mapping[str, Any]) -> None:
        """Keep the answers and the filing they make."""
        known = self._intent
        self._intent = Intent(known.kind, dict(answers), dict(filing), known.replaces)
        self.version += 1

    def became(self, declaration: str) -> None:
        """Note which declaration this draft has become: sending it again leads there."""
        self._filed = declaration
