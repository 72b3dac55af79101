"""The simulator's opinion without HTTP and without files: one call, or a small RSZ in memory.

A test that compares thousands of declarations with another engine asks here. Reading, mandate and
rules are the functions the HTTP service calls; only the books are a list instead of SQLite.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infra.rsz_simulator.books import Shelf
from infra.rsz_simulator.facts import Facts
from infra.rsz_simulator.incoming import read_declaration
from infra.rsz_simulator.numbers import FIRST_SERIAL, next_dimona_number
from infra.rsz_simulator.period import Period
from infra.rsz_simulator.problems import Problem, body_of
from infra.rsz_simulator.processing import judge as judge_declaration
from infra.rsz_simulator.processing import lacks_mandate
from infra.rsz_simulator.readings import Readings
from infra.rsz_simulator.rules import World
from infra.rsz_simulator.shapes import period_from

KnownPeriod = Period | Mapping[str, Any]
"""A period, or the JSON of GET /periods/{id}."""


@dataclass(frozen=True)
class Verdict:
    """What the RSZ would answer."""

    status: int
    """201; 400 or 403 with a `problem` and without a result."""
    result: str | None = None
    """A, W, B, or S while a person without SSIN has to be identified."""
    anomalies: tuple[str, ...] = ()
    problem: dict[str, Any] | None = None
    period: Period | None = None
    """The period as it is afterwards, if the declaration is accepted."""


class Desk:
    """A small RSZ in memory: it judges, and writes down what it is told to keep."""

    def __init__(
        self,
        periods: Iterable[KnownPeriod] = (),
        *,
        facts: Facts | None = None,
        behaviour: Readings | None = None,
    ) -> None:
        self.books = Shelf.of(each if isinstance(each, Period) else period_from(each) for each in periods)
        self.facts = facts or Facts()
        self.behaviour = behaviour or Readings()
        self._serial = max((number // 100 for number in self.books.by_number), default=FIRST_SERIAL)

    def judge(self, body: Any, at: datetime) -> Verdict:
        """The answer to a POST body (JSON values, or bytes as sent) received at `at`; nothing is kept."""
        world = World(self.books, self.behaviour, self.facts)
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            declaration = read_declaration(sent, missing_is_400=self.behaviour.missing_properties_are_400)
        except Problem as problem:
            return Verdict(400, problem=body_of(problem.kind, problem.issues))
        if lacks_mandate(declaration, world):
            return Verdict(403, problem=body_of("missingPermission"))
        _, number = next_dimona_number(self._serial + 1)
        found = judge_declaration(declaration, number, _instant(at), world)
        return Verdict(201, found.result, found.anomalies, period=found.period)

    def file(self, body: Any, at: datetime) -> Verdict:
        """The same, and an accepted declaration changes the file."""
        verdict = self.judge(body, at)
        if verdict.period is not None:
            self.books.save(verdict.period)
        self._serial, _ = next_dimona_number(self._serial + 1)
        return verdict


def judge(
    body: Any,
    at: datetime,
    periods: Iterable[KnownPeriod] = (),
    *,
    facts: Facts | None = None,
    behaviour: Readings | None = None,
) -> Verdict:
    """The RSZ's answer to one POST body, given the periods in its file and the instant of reception."""
    return Desk(periods, facts=facts, behaviour=behaviour).judge(body, at)


def _instant(at: datetime) -> float:
    if at.tzinfo is None:
        raise ValueError("the instant needs a zone")
    return at.timestamp()
