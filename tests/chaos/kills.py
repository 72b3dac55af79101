"""Kills programs of the house: kill -9 for ours, SIGTERM for the local cloud, which saves everything then.

Now and then all queues are emptied too: no message is ever needed.
"""

import random
import threading
from collections import Counter
from dataclasses import dataclass, field

import httpx
from botocore.exceptions import BotoCoreError, ClientError

from infra.dead_letters import LANES
from infra.local import resources
from infra.local.health import NotHealthyError
from infra.local.house import House
from tests.chaos.weather import Weather
from tests.chaos.witnesses import settings

CLOUD, QUEUES = "aws", "queues"
VICTIMS = ("workers", "workers", "api", "rsz", "web", "schedule", CLOUD, QUEUES)
"""Who dies, drawn by chance; the workers twice as often, for they hold the doubtful moments."""
PATIENCE = 120.0


@dataclass
class Killer:
    """Kills at random until asked to stop. ``deaths`` counts, ``troubles`` says what did not come back."""

    house: House
    weather: Weather
    dice: random.Random
    every: float
    deaths: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    def run(self, stopping: threading.Event) -> None:
        """One after the other; sometimes two at once."""
        while not stopping.wait(self.dice.uniform(0.5, 1.5) * self.every):
            victims = {self.dice.choice(self.victims)}
            if self.dice.random() < 0.2:
                victims.add(self.dice.choice(self.victims))
            self.kill(sorted(victims))

    def each_once(self, stopping: threading.Event) -> None:
        """Every kind once, in an order by chance, for a short run."""
        order = sorted(set(self.victims))
        self.dice.shuffle(order)
        for name in order:
            if stopping.wait(self.every):
                return
            self.kill([name])

    @property
    def victims(self) -> list[str]:
        """Those that this house has."""
        return [name for name in VICTIMS if name != "web" or "web" in self.house.urls]

    def kill(self, names: list[str]) -> None:
        """Kill, and return when all are back; the simulator gets its faults again."""
        for name in names:
            self._one(name)
        for name in set(names) - {QUEUES}:
            try:
                self.house.wait_for_another(name, self._pids[name], PATIENCE)
            except NotHealthyError as trouble:
                self.troubles.append(str(trouble))
        if "rsz" in names and self.weather.storm:
            self.weather.begin()

    _pids: dict[str, int] = field(default_factory=dict)

    def _one(self, name: str) -> None:
        if name == QUEUES:
            self._empty_queues()
            return
        self._pids[name] = self.house.pid(name)
        self.deaths[name] += 1
        if name == "rsz":
            self._count_faults()
        if name == CLOUD:
            self.house.terminate(name)
        else:
            self.house.kill(name)

    def _empty_queues(self) -> None:
        cloud = resources.connect(self.house.urls[CLOUD])
        told = settings(self.house)
        try:
            for name in LANES.values():
                cloud.sqs.purge_queue(QueueUrl=told[name])
        except (BotoCoreError, ClientError):  # the cloud itself was just killed: nothing to empty
            return
        self.deaths[QUEUES] += 1

    def _count_faults(self) -> None:
        try:
            self.weather.count()
        except httpx.HTTPError as trouble:
            self.troubles.append(f"the simulator did not tell its faults: {type(trouble).__name__}")
