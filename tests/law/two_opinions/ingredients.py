"""What scenes are made of: days and hours at the edges, people, blocks, occupations as they should be."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
EDGES: Final = (
    date(2026, 1, 1), date(2026, 3, 29), date(2026, 3, 31), date(2026, 4, 3), date(2026, 4, 6),
    date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25), date(2026, 5, 31), date(2026, 7, 1),
    date(2026, 7, 21), date(2026, 8, 15), date(2026, 8, 31), date(2026, 10, 1), date(2026, 10, 25),
    date(2026, 11, 11), date(2026, 12, 1), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1),
    date(2027, 1, 31), date(2027, 3, 28),
)  # fmt: skip
"""Quarters, holidays, clock changes."""
HOLIDAYS: Final = (
    date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25),
    date(2026, 7, 21), date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25),
    date(2026, 4, 3), date(2027, 3, 29), date(2027, 5, 17),
)  # fmt: skip
"""The ten of 2026, Good Friday, which is none, and two of 2027."""
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
WRONG_SSINS: Final = (
    "90011599763", "9001159976", "27010199886", "90011500089", "90011599960", "90004599728",
)  # fmt: skip
"""Check digits, length, birth in the future, counters 000 and 999, a 45th day of an unknown month."""
FAR: Final = ("1919-12-31", "1998-12-31", "2035-12-31", "2036-01-01", "2037-06-30", "1950-01-01")
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


def occupation(chance: Random, group: str, today: date) -> dict[str, Any]:
    start = today + DAY * chance.choice((-40, -8, -3, -2, -1, -1, 0, 0, 0, 1, 1, 2, 3, 8, 20, 45, 95))
    body: dict[str, Any] = {"startDate": start, **features(chance, group)}
    if group in BY_HOURS:
        body |= _hours(chance, start, lump=group == "lump")
    elif group in {"STU", "FLX period"}:
        body["endDate"] = min(last_of_quarter(start), start + DAY * chance.choice((1, 4, 30, 90)))
        if group == "FLX period" and body["endDate"] == start:
            body["startDate"] = start - DAY
    elif group in {"IVT", "TRI", "STG", "322 OTH"} or chance.random() < 0.5:
        body["endDate"] = start + DAY * chance.choice((0, 1, 10, 80, 200))
    if group == "STU":
        body["plannedHours"] = chance.choice((1, 8, 40, 96, 300, 650, 651, 999))
    return {name: _written(value) for name, value in body.items()}


def features(chance: Random, group: str) -> dict[str, Any]:
    if group == "322 EXT":
        return _extra_of_an_agency(chance.choice(("302", "145")))
    trainee = {"jointCommittee": chance.choice(("XXX", "124")), "smallStatutes": STATUTES}
    special: dict[str, dict[str, Any]] = {
        "302": {"workerType": "EXT", "jointCommittee": "302", "lump": "hours"},
        "lump": {"workerType": "EXT", "jointCommittee": "302", "lump": "day"},
        "144": {"workerType": "EXT", "jointCommittee": "144"},
        "145": {"workerType": "EXT", "jointCommittee": "145"},
        "320": {"workerType": "EXT", "jointCommittee": "320"},
        "322 OTH": {"workerType": "OTH", "jointCommittee": "322", "usingEmployer": user("XXX")},
        "BCW": {"jointCommittee": "124", "controlCards": CARDS},
        "IVT": trainee, "TRI": trainee, "STG": trainee,
    }  # fmt: skip
    return {"workerType": group[:3], "jointCommittee": "XXX", **special.get(group, {})}


def _extra_of_an_agency(committee: str) -> dict[str, Any]:
    lump = {"lump": "hours"} if committee == "302" else {}
    return {"workerType": "EXT", "jointCommittee": "322", "usingEmployer": user(committee), **lump}


def user(committee: str) -> dict[str, str]:
    return {"enterpriseNumber": "0999999823", "jointCommittee": committee}


def _hours(chance: Random, start: date, *, lump: bool) -> dict[str, Any]:
    first, last = sorted(chance.sample(HOURS, 2))
    if lump:
        return {"startHour": first, "endDate": start}
    if chance.random() < 0.25:
        return {"startHour": last, "endDate": start + DAY, "endHour": first}
    return {"startHour": first, "endDate": start, "endHour": last}


def worker(chance: Random) -> dict[str, Any]:
    lot = chance.random()
    if lot < 0.86:
        return {"ssin": chance.choice(SSINS)}
    return dict(ALMA) if lot < 0.95 else {"ssin": SSINS[0], "birthDate": "1990-01-15", "gender": 1}


def last_of_quarter(day: date) -> date:
    month = (day.month - 1) // 3 * 3 + 3
    return date(day.year, month, 31 if month in {3, 12} else 30)


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
