"""What the clients file: short stories of one period each, on persons and days that no other story has."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any

from tests.api.callers import new_ssin
from tests.chaos.book import Accepted, Fate
from tests.chaos.clients import Client

TODAY = date(2026, 12, 1)
"""Where the clock of the house stands: an IN of today is late and takes the urgent lane."""
WINDOW = timedelta(days=30)
LONG = timedelta(days=9)


@dataclass
class Teller:
    """Tells stories for one employer, one after the other, until asked to stop."""

    client: Client
    dice: random.Random
    numbers: "count[int]"
    others: Callable[[], list[str]]
    """Numbers of periods that belong to other employers."""
    pace: float

    def run(self, stopping: threading.Event) -> None:
        """Tell until asked to stop; the story under way is told to its end."""
        while not stopping.is_set():
            self.dice.choice(STORIES)(self)
            stopping.wait(self.dice.uniform(0, 2 * self.pace))

    # filings

    def hire(self, *, is_open: bool, **more: Any) -> Accepted | None:
        """An IN of a person and days of its own: two stories share a person, on days far apart."""
        number = next(self.numbers)
        start = TODAY if number % 6 == 0 else TODAY + timedelta(days=5) + WINDOW * (number % 2)
        return self._in(new_ssin(number // 2), start, is_open=is_open, **more)

    def replace(self, one: Accepted) -> None:
        """An IN in the place of another, a day later."""
        if one.start is not None:
            self._in(one.ssin, one.start + timedelta(days=1), is_open=False, replaces=one.period_id)

    def change(self, one: Accepted, kind: str, **terms: str) -> None:
        """An OUT, UPDATE or CANCEL of a period."""
        filed = self.client.post("/v1/declarations", {"type": kind, "period": one.period_id, **terms})
        if filed:
            self._accept(filed, kind, one.ssin)

    def trespass(self, number: str) -> None:
        """A CANCEL that names a stranger's period."""
        filed = self.client.post("/v1/declarations", {"type": "cancel", "period": number})
        if filed:
            self._accept(filed, "cancel", "", fate=Fate.MUST_NOT_REACH)

    def withdraw(self, one: Accepted) -> None:
        """Take it back, if it was not sent yet."""
        self.client.post(f"/v1/declarations/{one.id}/withdraw", None)

    def breathe(self) -> None:
        """Sometimes go on at once, sometimes after the answer can be there."""
        time.sleep(self.dice.choice((0.0, 0.0, 1.0, 4.0)))

    def _in(self, ssin: str, start: date, *, is_open: bool, replaces: str | None = None) -> Accepted | None:
        body = {
            "type": "in", "worker": {"ssin": ssin}, "workerType": "OTH", "jointCommittee": "XXX",
            "startDate": start.isoformat(),
        }  # fmt: skip
        if not is_open:
            body["endDate"] = (start + LONG).isoformat()
        filed = self.client.post("/v1/declarations", {**body, **({"replaces": replaces} if replaces else {})})
        return self._accept(filed, "in", ssin, start=start, replaces=replaces) if filed else None

    def _accept(self, filed: dict[str, Any], kind: str, ssin: str, **more: Any) -> Accepted:
        one = Accepted(filed["id"], self.client.employer, kind, ssin, filed["period"]["id"], **more)
        self.client.book.accept(one)
        return one


def _hired(teller: Teller) -> None:
    teller.hire(is_open=teller.dice.random() < 0.5)


def _left(teller: Teller) -> None:
    if one := teller.hire(is_open=True):
        teller.breathe()
        teller.change(one, "out", endDate=_day(one, 5))


def _changed(teller: Teller) -> None:
    if one := teller.hire(is_open=False):
        teller.breathe()
        teller.change(one, "update", endDate=_day(one, 12))


def _cancelled(teller: Teller) -> None:
    if one := teller.hire(is_open=False):
        teller.breathe()
        teller.change(one, "cancel")


def _replaced(teller: Teller) -> None:
    if one := teller.hire(is_open=False):
        teller.breathe()
        teller.replace(one)


def _everything(teller: Teller) -> None:
    if one := teller.hire(is_open=True):
        teller.breathe()
        teller.change(one, "out", endDate=_day(one, 5))
        teller.breathe()
        teller.change(one, "update", endDate=_day(one, 8))
        teller.breathe()
        teller.change(one, "cancel")


def _withdrawn(teller: Teller) -> None:
    if one := teller.hire(is_open=False):
        teller.withdraw(one)


def _trespassed(teller: Teller) -> None:
    if numbers := teller.others():
        teller.trespass(teller.dice.choice(numbers))


STORIES = (_hired, _left, _left, _changed, _cancelled, _replaced, _everything, _withdrawn, _trespassed)


def _day(one: Accepted, days: int) -> str:
    return ((one.start or TODAY) + timedelta(days=days)).isoformat()


def tellers(
    clients: list[Client], seed: int, others: Callable[[str], list[str]], pace: float
) -> list[Teller]:
    """One teller an employer; together they never use the same person and days twice."""
    made = []
    for place, client in enumerate(clients):
        dice = random.Random(f"{seed} {client.employer}")
        numbers = count(place * 4000)
        made.append(Teller(client, dice, numbers, partial(others, client.employer), pace))
    return made
