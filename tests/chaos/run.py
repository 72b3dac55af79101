"""The chaos run: the house under load, faults and kills; then fair weather, and the history is checked."""

import importlib
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra.local import clock
from infra.local.house import House, Plan
from tests.chaos import witnesses
from tests.chaos.book import Book
from tests.chaos.clients import Client
from tests.chaos.ending import Patience, Person, states, wait_until_still
from tests.chaos.history import ENDED, Verdict, World, judge
from tests.chaos.kills import Killer
from tests.chaos.stories import tellers
from tests.chaos.weather import Weather

NOON = "2026-12-01T12:00:00+01:00"
MORE_EMPLOYERS = {"0999999229": "Bakkerij Zoet", "0999999328": "Garage Wiel", "0999999427": "Hotel Zee"}
SETTINGS = {"RSZ_PROCESSING_DELAY": "1-3", "RSZ_CANCEL_DELAY": "1-12"}
LATER = timedelta(minutes=21)
"""After twenty minutes without an answer a person is asked; nobody waits for that, the clock is put on."""
ROUNDS = 8


@dataclass(frozen=True)
class Order:
    """What to do, as the command line says."""

    state_dir: Path
    seconds: float
    seed: int
    web: bool
    kill_every: float
    each_once: bool
    """Kill each kind once and no more, for a short run; it lasts until each was, however slow the machine."""
    at_least: int
    """So many declarations are accepted before such a short run ends."""
    sweep_seconds: float
    pace: float
    patience: Patience
    say: Callable[[str], None]


@dataclass
class Chaos:
    """One run."""

    order: Order
    book: Book = field(default_factory=Book)
    clients: list[Client] = field(default_factory=list)
    put_on: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        self._began = datetime.now(UTC)
        self.house = self._house()
        folder = self.order.state_dir
        self.person = Person(
            lambda: witnesses.never_processed(folder), lambda: witnesses.process_what_was_left(folder)
        )

    def run(self) -> int:
        """Do it all; the exit code."""
        self.house.start()
        try:
            killer = self._storm()
            still = self._calm()
            world = witnesses.look(self.clients, self.book.accepted, self.house)
        finally:
            self.house.stop()
        return self._tell(killer, judge(world), world, still=still)

    # the storm

    def _storm(self) -> Killer:
        order = self.order
        self._open_accounts()
        weather = Weather(self.house.urls["rsz"], order.seed)
        killer = Killer(self.house, weather, random.Random(f"{order.seed} kills"), order.kill_every)
        weather.begin()
        order.say(f"Storm for {order.seconds:.0f} s, seed {order.seed}: faults, load and kills …")
        self._work(killer)
        weather.end()
        order.say(f"  faults that happened: {dict(sorted(weather.happened.items()))}")
        return killer

    def _work(self, killer: Killer) -> None:
        order, stopping = self.order, threading.Event()
        told = tellers(self.clients, order.seed, self._numbers_of_others, order.pace)
        threads = [threading.Thread(target=each.run, args=(stopping,)) for each in told]
        kill = killer.each_once if order.each_once else killer.run
        killing = threading.Thread(target=kill, args=(stopping,))
        threads.append(killing)
        for thread in threads:
            thread.start()
        self._watch(killing, killer)
        stopping.set()
        for thread in threads:
            thread.join()

    def _watch(self, killing: threading.Thread, killer: Killer) -> None:
        """Wait until the storm has lasted; a short run also until each kind has died and enough was filed."""
        ends, told = time.monotonic() + self.order.seconds, time.monotonic()
        while time.monotonic() < ends or self._is_unfinished(killing):
            time.sleep(1.0)
            if time.monotonic() - told > 60:
                told = time.monotonic()
                accepted, kills = len(self.book.accepted), killer.deaths.total()
                self.order.say(f"  {ends - told:.0f} s left: {accepted} accepted, {kills} kills")

    def _is_unfinished(self, killing: threading.Thread) -> bool:
        return self.order.each_once and (killing.is_alive() or len(self.book.accepted) < self.order.at_least)

    def _numbers_of_others(self, employer: str) -> list[str]:
        return witnesses.numbers_of_others(self.order.state_dir, employer)

    def _open_accounts(self) -> None:
        """Clients for the demo's employers and some more, each with a key of its own."""
        bootstrap = witnesses.become_the_backend(self.house)
        provisioning = bootstrap.provisioning()
        keys = {each["employer"]: each["key"] for each in self.house.ready["keys"] if each["mode"] == "live"}
        live = importlib.import_module("chalicelib.domain.filing").Mode.LIVE
        for number, name in MORE_EMPLOYERS.items():
            provisioning.create_employer(number, name)
            keys[number] = provisioning.create_api_key(number, live)
        self.clients = [
            Client(self.house.urls["api"], number, key, self.book) for number, key in keys.items()
        ]

    # the calm after it

    def _calm(self) -> bool:
        """Wait, help, and put the clock on for what is never answered; True when nothing moves at the end."""
        order = self.order
        order.say("Fair weather; waiting until nothing moves …")
        still = self._wait()
        for _ in range(ROUNDS):
            if self.person.help_all(self.clients):
                order.say(f"  a person helped: {dict(self.person.helped)}")
            elif not self._waits_for_long():
                break
            else:
                self._put_the_clock_on()
            still = self._wait()
        return still

    def _wait(self) -> bool:
        return wait_until_still(self.clients, self.order.patience, self.order.say)

    def _waits_for_long(self) -> bool:
        return not set(states(self.clients).values()) <= ENDED

    def _put_the_clock_on(self) -> None:
        """The same house, 21 minutes later; nobody looks at its web app any more."""
        self.order.say("  what is left waits for minutes; the house is started again with its clock put on")
        self.house.stop()
        self.put_on += LATER
        self.house = self._house()
        self.house.start()
        for client in self.clients:
            client.move_to(self.house.urls["api"])

    def _house(self) -> House:
        order = self.order
        shift = float(clock.to_shift(NOON, self._began)) + self.put_on.total_seconds()
        environ = {**_without_ours(), "CLOCK": f"{shift:+.3f}"}
        web = order.web and not self.put_on
        extra = {**SETTINGS, "SWEEP_SECONDS": str(order.sweep_seconds), "LOG_LEVEL": "INFO"}
        return House(Plan(order.state_dir, "free", web, "test", environ=environ, extra=extra, say=order.say))

    # the end

    def _tell(self, killer: Killer, verdict: Verdict, world: World, *, still: bool) -> int:
        wrong = [*verdict.wrong, *self.person.unexplained, *self.book.abandoned, *killer.troubles]
        if not still:
            wrong.append("something was still moving when patience ended")
        for sentence in wrong:
            self.order.say(f"WRONG: {sentence}")
        refused = Counter((one.kind, *one.anomalies) for one in world.shown if one.state == "refused")
        for of, times in sorted(refused.items()):
            self.order.say(f"  refused by the RSZ: {' '.join(of)} ({times} times)")
        self.order.say(f"  answers of the API that said no: {dict(self.book.refused)}")
        self.order.say(f"  repeated with the same key: {self.book.repeated}; kills: {dict(killer.deaths)}")
        self.order.say(self._last_line(killer, verdict, world, len(wrong)))
        return 1 if wrong else 0

    def _last_line(self, killer: Killer, verdict: Verdict, world: World, wrong: int) -> str:
        count = {state: sum(one.state == state for one in world.shown) for state in
                 ("accepted", "acceptedWithWarning", "refused", "withdrawn")}  # fmt: skip
        return (
            f"CHAOS seed {self.order.seed}, {self.order.seconds:.0f} s: {len(world.accepted)} accepted, "
            f"{len(world.shown)} declarations ({', '.join(f'{n} {state}' for state, n in count.items())}), "
            f"{self.person.helped.total()} helped by a person, {len(world.at_rsz)} received by the RSZ, "
            f"{sum(one.stands for one in world.periods)} of {len(world.periods)} periods stand, "
            f"{killer.deaths.total()} kills; lost {len(verdict.lost)}, twice {len(verdict.twice)}, "
            f"not ended {len(verdict.unended)}, differing {len(verdict.differing)}, wrong in all {wrong}"
        )


def _without_ours() -> dict[str, str]:
    """The environment without what this process set to read the store of its house."""
    ours = ("AWS_ENDPOINT_URL", "STAGE", "TABLE_NAME", "KEY_FILE", "CLOCK")
    return {name: value for name, value in os.environ.items() if name not in ours}
