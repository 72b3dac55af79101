"""The simulated RSZ: its books, its manner, its clock.

Nothing runs in the background. Whoever asks for anything first lets everything be judged whose time
has come, in the order in which it came; so the outcome is the same whether somebody looked or not,
and a restart loses nothing.
"""

import json
import logging
import random
import sqlite3
from typing import Any

from infra.rsz_simulator import persons
from infra.rsz_simulator.behaviour import Behaviour
from infra.rsz_simulator.clock import Clock
from infra.rsz_simulator.facts import Facts
from infra.rsz_simulator.faults.fates import Fate
from infra.rsz_simulator.ledger import Ledger
from infra.rsz_simulator.processing import Judgement, judge
from infra.rsz_simulator.register import find_employer
from infra.rsz_simulator.rules import World
from infra.rsz_simulator.settings import Settings
from infra.rsz_simulator.store import Store
from infra.rsz_simulator.wire import Declaration

log = logging.getLogger(__name__)

_FACTS = "facts"
UNIDENTIFIED = Judgement("B", ("90017-151",))


class Office:
    """Takes declarations in and lets their results come out."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings.state_dir)
        self.behaviour = settings.behaviour
        self.facts = Facts.model_validate_json(self.store.fact(_FACTS) or "{}")
        self.token_clock = Clock(settings.clock_shift)
        self.clock = Clock(settings.clock_shift)
        self._dice = random.Random(settings.seed)  # noqa: S311 - delays and gaps, no secrets

    # -- declarations

    def receive(self, client: str, declaration: Declaration, fate: Fate) -> int:
        """Write a declaration down and give it its number; its result comes after the processing delay."""
        now = self.clock.now()
        due = now + self.behaviour.draw_delay(declaration.kind, self._dice) + fate.later
        parties = self._parties(declaration)
        with self.store.transaction() as database:
            ledger = Ledger(database)
            numbers = [ledger.new_number(self._dice) for _ in range(fate.times)]
            for number in numbers:
                ledger.receive(
                    {
                        "id": number,
                        "client": client,
                        "kind": declaration.kind,
                        "body": declaration.model_dump_json(by_alias=True, exclude_none=True),
                        "received": now,
                        "due": due if fate.process else None,
                        **parties,
                    }
                )
        log.info("received %s kind=%s", ",".join(map(str, numbers)), declaration.kind)
        return numbers[fate.answered]

    def _parties(self, declaration: Declaration) -> dict[str, str | None]:
        """Whom a declaration is about, for the searches: its own parties, or those of its period."""
        content = declaration.dimona_out or declaration.dimona_update or declaration.dimona_cancel
        if content is not None:
            period = self.ledger.period(content.period_id or 0)
            return {"employer": period.employer, "ssin": period.ssin} if period else {}
        employer, worker = find_employer(declaration.employer), declaration.worker
        return {"employer": employer.key if employer else None, "ssin": worker.ssin if worker else None}

    @property
    def world(self) -> World:
        """What the rules see at this moment."""
        return World(self.ledger, self.behaviour, self.facts)

    @property
    def ledger(self) -> Ledger:
        """The books as they are now, for reading."""
        self.settle()
        return Ledger(self.store.reading)

    def settle(self) -> None:
        """Judge everything whose time has come."""
        now = self.clock.now()
        identified_until = now - self.behaviour.identification_delay
        reading = Ledger(self.store.reading)
        if not (reading.due(now) or reading.waiting(identified_until)):
            return
        with self.store.transaction() as database:
            ledger = Ledger(database)
            for row in ledger.due(now):
                self._conclude(ledger, row, self._judge(ledger, row), row["due"])
            for row in ledger.waiting(identified_until):
                self._conclude(ledger, row, self._after_identification(ledger, row), now)

    def _judge(self, ledger: Ledger, row: sqlite3.Row) -> Judgement:
        declaration = Declaration.model_validate_json(row["body"])
        return judge(declaration, row["id"], row["received"], World(ledger, self.behaviour, self.facts))

    def _after_identification(self, ledger: Ledger, row: sqlite3.Row) -> Judgement:
        worker = json.loads(row["body"])["worker"]
        return self._judge(ledger, row) if persons.identify(worker, ledger) else UNIDENTIFIED

    def _conclude(self, ledger: Ledger, row: sqlite3.Row, judgement: Judgement, judged: float) -> None:
        spoken_of = judgement.period or ledger.period(_period_number(row))
        if judgement.period is not None:
            ledger.save(judgement.period.model_copy(update={"updated": judged}))
        outcome = {
            "result": judgement.result,
            "anomalies": list(judgement.anomalies),
            "period": judgement.period.id if judgement.period else None,
            "ssin": spoken_of.ssin if spoken_of else None,
            "employer": spoken_of.employer if spoken_of else None,
        }
        ledger.conclude(row["id"], judged, outcome)
        log.info(
            "judged %s result=%s anomalies=%s", row["id"], judgement.result, ",".join(judgement.anomalies)
        )

    # -- control

    def change(self, patch: dict[str, Any]) -> None:
        """Take over new behaviour and facts; pydantic's ValidationError leaves everything as it was."""
        names = set(Facts().model_dump(by_alias=True))
        facts = self.facts.model_dump(by_alias=True)
        for name in names & patch.keys():
            facts[name] = {**facts[name], **patch[name]} if isinstance(facts[name], dict) else patch[name]
        manner = {name: value for name, value in patch.items() if name not in names}
        new_facts = Facts.model_validate(facts)
        self.behaviour = Behaviour.model_validate({**self.behaviour.model_dump(by_alias=True), **manner})
        self._keep(new_facts)
        self.clock.shift = self.behaviour.clock_shift

    def hurry(self) -> None:
        """Let every processing delay that is running be over."""
        with self.store.transaction() as database:
            Ledger(database).hurry(self.clock.now())
        self.settle()

    def reset(self) -> None:
        """An empty file, no facts, the behaviour of the start. Numbers go on; used assertions stay used."""
        self.store.clear()
        self._keep(Facts())
        self.behaviour = self.settings.behaviour
        self.clock.shift = self.behaviour.clock_shift

    def _keep(self, facts: Facts) -> None:
        self.facts = facts
        self.store.keep_fact(_FACTS, facts.model_dump_json())


def _period_number(row: sqlite3.Row) -> int:
    """The period an OUT, UPDATE or CANCEL speaks of; 0 for an IN."""
    return int(json.loads(row["body"])[row["kind"]].get("periodId", 0))


def period_meant(row: sqlite3.Row) -> int:
    """The period a declaration made, or the one it speaks of; 0 for an IN that made none."""
    return row["period"] or _period_number(row)
