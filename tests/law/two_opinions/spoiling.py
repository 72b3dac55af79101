"""What goes wrong with an IN, and what is done with a period."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any, Final

from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.worker_types import WORKER_TYPES
from tests.law.two_opinions.ingredients import (
    ADDRESS,
    ALMA,
    CARDS,
    DAY,
    FAR,
    HOURS,
    PLACE,
    SSINS,
    STATUTES,
    WRONG_SSINS,
    last_of_quarter,
    user,
)


def mutated(chance: Random, body: dict[str, Any]) -> dict[str, Any]:
    name, value = chance.choice(_CHANGES)(chance, body)
    left = {key: old for key, old in body.items() if key != name}
    return left if value is None else {**left, name: value}


def _another_committee(chance: Random, _body: Mapping[str, Any]) -> tuple[str, Any]:
    return "jointCommittee", chance.choice((*JOINT_COMMITTEES, "999"))


def _another_type(chance: Random, _body: Mapping[str, Any]) -> tuple[str, Any]:
    return "workerType", chance.choice((*WORKER_TYPES, "ZZZ"))


def _another_end(chance: Random, body: Mapping[str, Any]) -> tuple[str, Any]:
    start = date.fromisoformat(body["startDate"])
    ends = (None, start, start + DAY, start - DAY, start + 2 * DAY, last_of_quarter(start) + DAY)
    end = chance.choice((*ends, *FAR))
    return "endDate", end if end is None else str(end)


def _another_start(chance: Random, body: Mapping[str, Any]) -> tuple[str, Any]:
    start = date.fromisoformat(body["startDate"])
    return "startDate", str(chance.choice((start + DAY, start - DAY, start + 30 * DAY, *FAR)))


def _an_hour(chance: Random, _body: Mapping[str, Any]) -> tuple[str, Any]:
    return chance.choice(("startHour", "endHour")), chance.choice((None, *HOURS))


def _hours_planned(chance: Random, _body: Mapping[str, Any]) -> tuple[str, Any]:
    return "plannedHours", chance.choice((None, 0, -1, 1, 20, 999, 1000))


def _a_block(chance: Random, _body: Mapping[str, Any]) -> tuple[str, Any]:
    blocks: tuple[tuple[str, Any], ...] = (
        ("controlCards", None), ("controlCards", CARDS), ("controlCards", {"firstMonth": "12"}),
        ("controlCards", {"firstMonth": "123456789012", "nextMonth": "123456789012"}),
        ("controlCards", {"firstMonth": "123456789012"}),
        ("smallStatutes", None), ("smallStatutes", STATUTES),
        ("placeOfWork", PLACE), ("lump", None), ("lump", "day"), ("lump", "hours"),
        ("usingEmployer", None), ("usingEmployer", user("302")), ("usingEmployer", user("322")),
        ("usingEmployer", {"jointCommittee": "XXX"}),
        ("usingEmployer", {"name": "Steen", "jointCommittee": "XXX"}),
        ("usingEmployer", {"name": "Steen", "jointCommittee": "XXX", "address": ADDRESS}),
        ("usingEmployer", {**user("XXX"), "name": "Steen"}),
        ("usingEmployer", {"enterpriseNumber": "0999999821", "jointCommittee": "XXX"}),
    )  # fmt: skip
    return chance.choice(blocks)


def _another_worker(chance: Random, _body: Mapping[str, Any]) -> tuple[str, Any]:
    workers: tuple[dict[str, Any], ...] = (
        {"ssin": chance.choice(WRONG_SSINS)}, {"familyName": "Voorbeeld"},
        {**ALMA, "birthDate": "1905-12-31"},
        {**ALMA, "address": {**ADDRESS, "street": "Lange straat met een heel erg lange naam"}}, dict(ALMA),
        {"ssin": SSINS[0], "birthDate": "1991-01-15", "gender": 2},
    )  # fmt: skip
    return "worker", chance.choice(workers)


def _real_start(chance: Random, body: Mapping[str, Any]) -> tuple[str, Any]:
    return "workStartsAt", f"{body['startDate']}T{chance.choice(HOURS)}:00"


_CHANGES: Final = (
    _another_committee, _another_type, _another_end, _another_end, _another_start, _an_hour, _an_hour,
    _hours_planned, _a_block, _a_block, _another_worker, _real_start,
)  # fmt: skip


def change(chance: Random, held: Mapping[str, Any], today: date) -> dict[str, Any]:
    lot = chance.random()
    start = date.fromisoformat(held["startDate"])
    if lot < 0.12:
        return {"type": "cancel", "period": "per_1"}
    if lot < 0.27:
        end = start + DAY * chance.choice((-1, 0, 1, 20, 100))
        return {"type": "out", "period": "per_1", "endDate": str(chance.choice((end, end, end, *FAR)))}
    body: dict[str, Any] = {"type": "update", "period": "per_1"}
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        name, value = chance.choice(_UPDATES)(chance, held, today)
        body[name] = value
    return body


def _start_moves(chance: Random, held: Mapping[str, Any], _today: date) -> tuple[str, Any]:
    start = date.fromisoformat(held["startDate"])
    return "startDate", str(chance.choice((start, start - DAY, start + DAY, start - 60 * DAY, FAR[0])))


def _end_moves(chance: Random, held: Mapping[str, Any], today: date) -> tuple[str, Any]:
    """Around the old end and the start, or to a day so near that the deadline is."""
    start = date.fromisoformat(held["startDate"])
    end = date.fromisoformat(held.get("endDate", held["startDate"]))
    moved = (end, end + DAY, end + DAY, end - DAY, end + 40 * DAY, end + 100 * DAY, start, start - 2 * DAY)
    lot = chance.random()
    if lot < 0.15:
        return "endDate", None
    if lot < 0.45:
        return "endDate", str(today - DAY * chance.randint(-1, 5))
    return "endDate", str(chance.choice(moved)) if lot < 0.95 else chance.choice(FAR)


def _hour_moves(chance: Random, held: Mapping[str, Any], _today: date) -> tuple[str, Any]:
    name = chance.choice(("startHour", "endHour"))
    return name, chance.choice((*HOURS, held.get(name, "12:00")))


def _plan_moves(chance: Random, held: Mapping[str, Any], _today: date) -> tuple[str, Any]:
    return "plannedHours", chance.choice((0, 1, 40, 110, 999, 1000, held.get("plannedHours", 20)))


_UPDATES: Final = (_start_moves, _start_moves, _end_moves, _end_moves, _hour_moves, _hour_moves, _plan_moves)
