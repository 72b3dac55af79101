"""The simulator's opinion in process, for tests that ask it often."""

from datetime import datetime
from typing import Any

from infra.rsz_simulator.clock import BRUSSELS
from infra.rsz_simulator.facts import Facts
from infra.rsz_simulator.judge import Desk, Verdict
from infra.rsz_simulator.readings import Readings
from tests.simulator.client import dimona_in, flexi

NOON = "2030-09-02T12:00"  # a Monday
SMALL = {"employmentNature": "WORKER", "workerStatus": "F1"}
CARDS = {"firstMonthC32ANumber": "123456789012", "nextMonthC32ANumber": "123456789013"}
HORECA_USER = {"enterpriseNumber": "0999999823", "jointCommissionNumber": "302"}
ADDRESS: dict[str, Any] = {
    "street": "Voorbeeldstraat",
    "houseNumber": "12",
    "postCode": "1000",
    "municipality": {"code": 21004, "name": "Brussel"},
    "country": 150,
}
PLACE: dict[str, Any] = {"name": "Filiaal Centrum", "address": ADDRESS}

Codes = tuple[str, set[str]]
ACCEPTED: Codes = ("A", set())


def at(local: str) -> datetime:
    """Brussels time, or any time when an offset is given."""
    instant = datetime.fromisoformat(local)
    return instant if instant.tzinfo else instant.replace(tzinfo=BRUSSELS)


def desk(*bodies: Any, when: str = "2030-09-02T08:00", **knowing: Any) -> Desk:
    """A small RSZ in which these declarations were filed, all of them accepted."""
    made = Desk(
        facts=Facts.model_validate(knowing.get("facts", {})),
        behaviour=Readings.model_validate(knowing.get("behaviour", {})),
    )
    for body in bodies:
        verdict = made.file(body, at(when))
        assert verdict.period is not None, verdict
    return made


def codes(verdict: Verdict) -> Codes:
    """Result and anomaly codes of an answer."""
    assert verdict.result is not None, verdict
    return verdict.result, set(verdict.anomalies)


def said(body: Any, *before: Any, when: str = NOON, **knowing: Any) -> Codes:
    """What is said of one declaration, after those `before`."""
    return codes(desk(*before, **knowing).judge(body, at(when)))


def warned(*expected: str) -> Codes:
    return "W", set(expected)


def refused(*expected: str) -> Codes:
    return "B", set(expected)


def period_number(of: Desk) -> int:
    """The last period of a desk."""
    return max(of.books.by_number)


def update(of: Desk, **changes: Any) -> dict[str, Any]:
    return {"dimonaUpdate": {"periodId": period_number(of), **changes}}


def out(of: Desk, end: str = "2030-12-31") -> dict[str, Any]:
    return {"dimonaOut": {"periodId": period_number(of), "endDate": end}}


def cancel(of: Desk) -> dict[str, Any]:
    return {"dimonaCancel": {"periodId": period_number(of)}}


# One right IN of each group, all from Tuesday 1 October 2030 (or in the last quarter of that year).


def ordinary(**content: Any) -> dict[str, Any]:
    return dimona_in(**content)


def builder(**content: Any) -> dict[str, Any]:
    return dimona_in(kind="BCW", committee="124", **{"constructionControlCards": CARDS, **content})


def trainee(kind: str = "IVT", **content: Any) -> dict[str, Any]:
    usual = {"endDate": "2031-03-31", "smallStatutesInformation": SMALL}
    return dimona_in(kind=kind, **{**usual, **content})


def shift(
    day: str = "2030-10-01", start: str = "1000", end: str | None = "1400", **rest: Any
) -> dict[str, Any]:
    """An EXT of one day, in horeca unless told otherwise; without `end` a day lump."""
    hours = {"startHour": start, **({"endHour": end} if end else {})}
    return dimona_in(day, kind="EXT", **{"committee": "302", "endDate": day, **hours, **rest})


def lump(**content: Any) -> dict[str, Any]:
    return shift(end=None, **content)


def flexi_day(**content: Any) -> dict[str, Any]:
    return flexi(**{"startHour": "1700", "endDate": "2030-10-01", "endHour": "2300", **content})


def flexi_period(**content: Any) -> dict[str, Any]:
    return flexi(**{"endDate": "2030-12-31", **content})


def agency(kind: str = "OTH", user: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
    """Agency work (322) for a user, by default one outside the special sectors."""
    body = dimona_in(kind=kind, committee="322", **{"endDate": "2030-12-31", **content})
    usual = {"enterpriseNumber": "0999999823", "jointCommissionNumber": "XXX"}
    body["dimonaIn"]["features"]["usingEmployer"] = usual if user is None else user
    return body


def without(body: dict[str, Any], *fields: str) -> dict[str, Any]:
    """The declaration without some fields of its block."""
    content = {name: value for name, value in body["dimonaIn"].items() if name not in fields}
    return {**body, "dimonaIn": content}
