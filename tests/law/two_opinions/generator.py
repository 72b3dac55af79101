"""Scenes to judge: a moment, what stands, and a filing; near what is valid, at the edges of the calendar.

Seeded chance, no Hypothesis: ten thousand scenes must cost seconds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from chalicelib.domain.brussels import BRUSSELS
from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.worker_types import WORKER_TYPES

DAY: Final = timedelta(days=1)
EDGES: Final = (
    date(2026, 1, 1), date(2026, 3, 29), date(2026, 3, 31), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1),
    date(2026, 5, 14), date(2026, 5, 25), date(2026, 7, 1), date(2026, 7, 21), date(2026, 8, 15),
    date(2026, 10, 1), date(2026, 10, 25), date(2026, 11, 11), date(2026, 12, 25), date(2026, 12, 31),
    date(2027, 1, 1), date(2027, 3, 28),
)  # fmt: skip
"""Quarters, holidays, clock changes."""
HOURS: Final = (
    "00:00",
    "00:30",
    "02:30",
    "06:00",
    "08:00",
    "10:00",
    "14:00",
    "18:00",
    "19:59",
    "20:00",
    "23:00",
)
SSINS: Final = ("90011599762", "03060999731", "88112399843", "07022899801", "92231799506")
WRONG_SSINS: Final = ("90011599763", "9001159976", "27010199886")
FAR: Final = ("1919-12-31", "1998-12-31", "2036-01-01", "2037-06-30", "1950-01-01")
ADDRESS: Final = {
    "street": "Rue de l'Exemple", "houseNumber": "5", "postCode": "59000",
    "municipality": {"name": "Lille"}, "country": 111,
}  # fmt: skip
ALMA: Final = {
    "familyName": "Voorbeeld", "givenName": "Alma", "birthDate": "1992-03-17", "placeOfBirth": "Lille",
    "countryOfBirth": 111, "nationality": 111, "gender": 2, "address": ADDRESS,
}  # fmt: skip
CARDS: Final = {"firstMonth": "123456789012", "nextMonth": "123456789013"}
STATUTES: Final = {"employmentNature": "WORKER", "workerStatus": "F1"}
PLACE: Final = {"name": "Filiaal Centrum", "address": ADDRESS}
BY_HOURS: Final = frozenset({"302", "lump", "144", "145", "320", "322 EXT", "FLX day"})
GROUPS: Final = ("OTH", "BCW", "STU", *sorted(BY_HOURS), "FLX period", "IVT", "TRI", "STG", "322 OTH")


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
    today = chance.choice(EDGES) + DAY * chance.randint(-3, 3)
    now = datetime.combine(today, time(chance.randrange(24), chance.choice((0, 0, 1, 30, 59))), BRUSSELS)
    group = chance.choice(GROUPS)
    if chance.random() < 0.55:
        return _hiring_scene(chance, group, now)
    return _change_scene(chance, group, now)


def _hiring_scene(chance: Random, group: str, now: datetime) -> Scene:
    body = {"type": "in", **_occupation(chance, group, now.date()), "worker": _worker(chance)}
    periods = _beside(chance, body) if "ssin" in body["worker"] and chance.random() < 0.5 else ()
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        body = _mutated(chance, body)
    return Scene(now, body, periods, _elsewhere(chance, body, now))


def _change_scene(chance: Random, group: str, now: datetime) -> Scene:
    held: dict[str, Any] = {"id": "per_1", **_occupation(chance, group, now.date())}
    user = held.pop("usingEmployer", None)
    if user is not None:
        held["userCommittee"] = user["jointCommittee"]
    for block in ("controlCards", "smallStatutes", "placeOfWork"):
        held.pop(block, None)
    if group in {"OTH", "BCW", "FLX period", "STG"} and chance.random() < 0.5:
        held.pop("endDate", None)
    if chance.random() < 0.04:
        held["status"] = "cancelled"
    beside = _beside(chance, held) if chance.random() < 0.3 else ()
    return Scene(now, _change(chance, held), (held, *beside), _elsewhere(chance, held, now))


# -- an occupation that is as it should be


def _occupation(chance: Random, group: str, today: date) -> dict[str, Any]:
    start = today + DAY * chance.choice((-40, -8, -3, -2, -1, -1, 0, 0, 0, 1, 1, 2, 3, 8, 20, 45, 95))
    body: dict[str, Any] = {"startDate": start, **_features(chance, group)}
    if group in BY_HOURS:
        body |= _hours(chance, start, lump=group == "lump")
    elif group in {"STU", "FLX period"}:
        body["endDate"] = min(_last_of_quarter(start), start + DAY * chance.choice((1, 4, 30, 90)))
    elif group in {"IVT", "TRI", "STG", "322 OTH"} or chance.random() < 0.5:
        body["endDate"] = start + DAY * chance.choice((0, 1, 10, 80, 200))
    if group == "STU":
        body["plannedHours"] = chance.choice((1, 8, 40, 96, 300, 650, 651, 999))
    return {name: _written(value) for name, value in body.items()}


def _features(chance: Random, group: str) -> dict[str, Any]:
    if group in {"302", "lump"}:
        return {"workerType": "EXT", "jointCommittee": "302", "lump": "day" if group == "lump" else "hours"}
    if group in {"144", "145", "320"}:
        return {"workerType": "EXT", "jointCommittee": group}
    if group == "322 EXT":
        committee = chance.choice(("302", "145"))
        lump = {"lump": "hours"} if committee == "302" else {}
        return {"workerType": "EXT", "jointCommittee": "322", "usingEmployer": _user(committee), **lump}
    if group == "322 OTH":
        return {"workerType": "OTH", "jointCommittee": "322", "usingEmployer": _user("XXX")}
    if group == "BCW":
        return {"workerType": "BCW", "jointCommittee": "124", "controlCards": CARDS}
    if group in {"IVT", "TRI", "STG"}:
        return {
            "workerType": group,
            "jointCommittee": chance.choice(("XXX", "124")),
            "smallStatutes": STATUTES,
        }
    return {"workerType": group[:3], "jointCommittee": "XXX"}


def _user(committee: str) -> dict[str, str]:
    return {"enterpriseNumber": "0999999823", "jointCommittee": committee}


def _hours(chance: Random, start: date, *, lump: bool) -> dict[str, Any]:
    first, last = sorted(chance.sample(HOURS, 2))
    if lump:
        return {"startHour": first, "endDate": start}
    if chance.random() < 0.25:
        return {"startHour": last, "endDate": start + DAY, "endHour": first}
    return {"startHour": first, "endDate": start, "endHour": last}


def _worker(chance: Random) -> dict[str, Any]:
    lot = chance.random()
    if lot < 0.86:
        return {"ssin": chance.choice(SSINS)}
    return dict(ALMA) if lot < 0.95 else {"ssin": SSINS[0], "birthDate": "1990-01-15", "gender": 1}


# -- and what goes wrong with it


def _mutated(chance: Random, body: dict[str, Any]) -> dict[str, Any]:
    name, value = chance.choice(_CHANGES)(chance, body)
    left = {key: old for key, old in body.items() if key != name}
    return left if value is None else {**left, name: value}


def _another_committee(chance: Random, _body: Mapping[str, Any]) -> tuple[str, Any]:
    return "jointCommittee", chance.choice((*JOINT_COMMITTEES, "999"))


def _another_type(chance: Random, _body: Mapping[str, Any]) -> tuple[str, Any]:
    return "workerType", chance.choice((*WORKER_TYPES, "ZZZ"))


def _another_end(chance: Random, body: Mapping[str, Any]) -> tuple[str, Any]:
    start = date.fromisoformat(body["startDate"])
    ends = (None, start, start + DAY, start - DAY, start + 2 * DAY, _last_of_quarter(start) + DAY)
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
        ("usingEmployer", None), ("usingEmployer", _user("302")), ("usingEmployer", _user("322")),
        ("usingEmployer", {"jointCommittee": "XXX"}), ("usingEmployer", {"name": "Steen", "jointCommittee": "XXX"}),
        ("usingEmployer", {"name": "Steen", "jointCommittee": "XXX", "address": ADDRESS}),
        ("usingEmployer", {**_user("XXX"), "name": "Steen"}),
        ("usingEmployer", {"enterpriseNumber": "0999999821", "jointCommittee": "XXX"}),
    )  # fmt: skip
    return chance.choice(blocks)


def _another_worker(chance: Random, _body: Mapping[str, Any]) -> tuple[str, Any]:
    workers: tuple[dict[str, Any], ...] = (
        {"ssin": chance.choice(WRONG_SSINS)}, {"familyName": "Voorbeeld"}, {**ALMA, "birthDate": "1905-12-31"},
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


# -- what stands beside it


def _beside(chance: Random, body: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The worker's other periods: near ones of this or another kind, or so many that a quota is near."""
    kind, start = body["workerType"], date.fromisoformat(body["startDate"])
    common = {"workerType": kind, "jointCommittee": body["jointCommittee"], **_optional(body)}
    if kind == "EXT" and chance.random() < 0.12:
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


def _elsewhere(chance: Random, body: Mapping[str, Any], now: datetime) -> dict[str, int]:
    this_year = body["startDate"][:4] == str(now.year)
    if body["workerType"] == "STU" and this_year and chance.random() < 0.4:
        return {"studentHours": chance.choice((0, 100, 554, 555, 640))}
    if body["workerType"] == "EXT" and chance.random() < 0.3:
        return {"employerDays": chance.choice((0, 100, 198, 199, 200))}
    return {}


# -- what is done with a period


def _change(chance: Random, held: Mapping[str, Any]) -> dict[str, Any]:
    lot = chance.random()
    start = date.fromisoformat(held["startDate"])
    if lot < 0.12:
        return {"type": "cancel", "period": "per_1"}
    if lot < 0.27:
        end = start + DAY * chance.choice((-1, 0, 1, 20, 100))
        return {"type": "out", "period": "per_1", "endDate": str(chance.choice((end, end, end, *FAR)))}
    body: dict[str, Any] = {"type": "update", "period": "per_1"}
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        name, value = chance.choice(_UPDATES)(chance, held, start)
        body[name] = value
    return body


def _start_moves(chance: Random, _held: Mapping[str, Any], start: date) -> tuple[str, Any]:
    return "startDate", str(
        chance.choice((start, start - DAY, start - DAY, start + DAY, start - 60 * DAY, FAR[0]))
    )


def _end_moves(chance: Random, held: Mapping[str, Any], start: date) -> tuple[str, Any]:
    end = date.fromisoformat(held.get("endDate", held["startDate"]))
    moved = (end, end + DAY, end + DAY, end - DAY, end + 40 * DAY, end + 100 * DAY, start, start - 2 * DAY)
    lot = chance.random()
    if lot < 0.15:
        return "endDate", None
    return "endDate", str(chance.choice(moved)) if lot < 0.95 else chance.choice(FAR)


def _hour_moves(chance: Random, held: Mapping[str, Any], _start: date) -> tuple[str, Any]:
    name = chance.choice(("startHour", "endHour"))
    return name, chance.choice((*HOURS, held.get(name, "12:00")))


def _plan_moves(chance: Random, held: Mapping[str, Any], _start: date) -> tuple[str, Any]:
    return "plannedHours", chance.choice((0, 1, 40, 110, 999, 1000, held.get("plannedHours", 20)))


_UPDATES: Final = (_start_moves, _start_moves, _end_moves, _end_moves, _hour_moves, _hour_moves, _plan_moves)


def _last_of_quarter(day: date) -> date:
    month = (day.month - 1) // 3 * 3 + 3
    return date(day.year, month, 31 if month in {3, 12} else 30)


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
