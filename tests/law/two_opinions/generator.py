"""Scenes to judge: a moment, what stands, and a filing; near what is valid, at the edges of the calendar.

Seeded chance, no Hypothesis: ten thousand scenes must cost seconds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import Any

from chalicelib.domain.brussels import BRUSSELS
from tests.law.two_opinions.ingredients import (
    DAY,
    EDGES,
    GROUPS,
    HOLIDAYS,
    HOUR,
    HOURS,
    SSINS,
    occupation,
    worker,
)
from tests.law.two_opinions.spoiling import change, mutated


@dataclass(frozen=True)
class Scene:
    """What is judged. ``filing`` and ``periods`` are written as in the API and the register.

    ``elsewhere`` is what the RSZ knows and we only know when told: hours a student used at others, days on
    which others are extras here.
    """

    now: datetime
    filing: Mapping[str, Any]
    periods: tuple[Mapping[str, Any], ...] = ()
    elsewhere: Mapping[str, int] = field(default_factory=dict)

    @property
    def ssin(self) -> str | None:
        """The number of the worker in question, without which nothing stands."""
        worker: Mapping[str, Any] = self.filing.get("worker", {"ssin": SSINS[0]})
        return worker.get("ssin")


def scenes(seed: int, count: int) -> Iterator[Scene]:
    """Return scenes, the same ones for the same seed."""
    chance = Random(seed)
    return (_scene(chance) for _ in range(count))


def _scene(chance: Random) -> Scene:
    lot = chance.random()
    if lot < 0.08:
        return _holiday_scene(chance)
    if lot < 0.14:
        return _shift_scene(chance)
    today = chance.choice(EDGES) + DAY * chance.randint(-3, 3)
    now = datetime.combine(today, time(chance.randrange(24), chance.choice((0, 0, 1, 30, 59))), BRUSSELS)
    group = chance.choice(GROUPS)
    if chance.random() < 0.55:
        return _hiring_scene(chance, group, now)
    return _change_scene(chance, group, now)


def _hiring_scene(chance: Random, group: str, now: datetime) -> Scene:
    body = {"type": "in", **occupation(chance, group, now.date()), "worker": worker(chance)}
    periods = beside(chance, body) if "ssin" in body["worker"] and chance.random() < 0.5 else ()
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        body = mutated(chance, body)
    return Scene(now, body, periods, elsewhere(chance, body, now))


def _change_scene(chance: Random, group: str, now: datetime) -> Scene:
    held: dict[str, Any] = {"id": "per_1", **occupation(chance, group, now.date())}
    user = held.pop("usingEmployer", None)
    if user is not None:
        held["userCommittee"] = user["jointCommittee"]
    for block in ("controlCards", "smallStatutes", "placeOfWork"):
        held.pop(block, None)
    if group in {"OTH", "BCW", "FLX period", "STG"} and chance.random() < 0.5:
        held.pop("endDate", None)
    if chance.random() < 0.04:
        held["status"] = "cancelled"
    others = beside(chance, held) if chance.random() < 0.3 else ()
    body = change(chance, held, now.date())
    return Scene(now, body, (held, *others), elsewhere(chance, held, now))


def _holiday_scene(chance: Random) -> Scene:
    """An end that moves earlier, filed on one of the days that follow a last day before a holiday."""
    last = chance.choice(HOLIDAYS) - DAY * chance.choice((1, 1, 2))
    held = {"workerType": "OTH", "jointCommittee": "XXX", "startDate": "2025-01-06", "endDate": "2028-06-30"}
    now = datetime.combine(last + DAY * chance.randint(1, 4), time(chance.randrange(24)), BRUSSELS)
    return Scene(now, {"type": "update", "period": "per_1", "endDate": str(last)}, ({"id": "per_1", **held},))


def _shift_scene(chance: Random) -> Scene:
    """An end hour that changes, filed around eight hours after the planned end or the next morning."""
    kind = {"workerType": "FLX", "jointCommittee": "XXX"}
    extra = {"workerType": "EXT", "jointCommittee": "302", "lump": "hours"}
    end = chance.choice(("12:00", "18:00", "19:59", "20:00", "20:30", "22:00"))
    day = chance.choice(EDGES)
    hours = {"startDate": str(day), "startHour": "10:00", "endDate": str(day), "endHour": end}
    planned = datetime.fromisoformat(f"{day}T{end}")
    morning = datetime.combine(day + DAY, time(8))
    near = (
        planned,
        planned + 7.5 * HOUR,
        planned + 8 * HOUR,
        planned + 8.5 * HOUR,
        morning,
        morning + HOUR / 2,
    )
    body = {"type": "update", "period": "per_1", "endHour": chance.choice(("11:30", "23:00"))}
    return Scene(
        chance.choice(near).replace(tzinfo=BRUSSELS), body,
        ({"id": "per_1", **chance.choice((kind, extra)), **hours},),
    )  # fmt: skip


def beside(chance: Random, body: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The worker's other periods: near ones of this or another kind, or so many that a quota is near."""
    kind, start = body["workerType"], date.fromisoformat(body["startDate"])
    common = {"workerType": kind, "jointCommittee": body["jointCommittee"], **_optional(body)}
    if kind == "EXT" and chance.random() < 0.2:
        return _many_shifts(chance, common, start)
    found: list[Mapping[str, Any]] = []
    for number in range(chance.choice((1, 1, 2, 3))):
        first = start + DAY * chance.choice((-2, -1, -1, 0, 0, 1, 1, 2, -20, 9))
        period = {"id": f"per_b{number}", **common, "startDate": str(first), "endDate": str(first)}
        if "startHour" in body:
            period |= dict(zip(("startHour", "endHour"), sorted(chance.sample(HOURS, 2)), strict=True))
        elif chance.random() < 0.3:
            period["endDate"] = str(first + DAY * chance.choice((1, 10, 60)))
        if kind == "STU":
            period["plannedHours"] = chance.choice((8, 300, 554, 610))
        if chance.random() < 0.15:
            period = {
                "id": period["id"],
                "workerType": "OTH",
                "jointCommittee": "XXX",
                "startDate": str(first),
            }
        if chance.random() < 0.1:
            period["status"] = "cancelled"
        found.append(period)
    return tuple(found)


def _optional(body: Mapping[str, Any]) -> dict[str, Any]:
    lump = {"lump": "hours"} if "lump" in body else {}
    committee = body.get("userCommittee") or body.get("usingEmployer", {}).get("jointCommittee")
    return {**lump, **({"userCommittee": committee} if committee else {})}


def _many_shifts(chance: Random, common: Mapping[str, Any], start: date) -> tuple[Mapping[str, Any], ...]:
    """Shifts on other days of the year, never two in a row: one fewer than a quota, or all of it."""
    committee = common.get("userCommittee") or common["jointCommittee"]
    count = {"145": 100}.get(committee, 50) - chance.choice((0, 1))
    hours = ("08:00", "18:00") if committee == "320" else ("08:00", "12:00")
    first = date(start.year, 1, 2)
    days = [first + DAY * 3 * n for n in range(118) if abs((first + DAY * 3 * n - start).days) > 2]
    count = 80 - chance.choice((0, 1)) if committee == "320" else count
    return tuple(
        {
            "id": f"per_s{number}", **common, "startDate": str(day), "endDate": str(day),
            "startHour": hours[0], "endHour": hours[1],
        }
        for number, day in enumerate(days[:count])
    )  # fmt: skip


def elsewhere(chance: Random, body: Mapping[str, Any], now: datetime) -> dict[str, int]:
    this_year = body["startDate"][:4] == str(now.year)
    if body["workerType"] == "STU" and this_year and chance.random() < 0.4:
        return {"studentHours": chance.choice((0, 100, 554, 555, 640))}
    if body["workerType"] == "EXT" and chance.random() < 0.3:
        return {"employerDays": chance.choice((0, 100, 199, 200, 200))}
    return {}
