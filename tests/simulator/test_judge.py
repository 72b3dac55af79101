"""The opinion in process is the opinion over HTTP, and asking for it changes nothing."""

import copy
import json
from typing import Any

import pytest

from infra.rsz_simulator.facts import Facts
from infra.rsz_simulator.judge import Desk, judge
from infra.rsz_simulator.readings import Readings
from tests.simulator.client import JAN, Declarant, dimona_in, student
from tests.simulator.desk import (
    ACCEPTED,
    NOON,
    agency,
    at,
    cancel,
    codes,
    desk,
    flexi_day,
    lump,
    ordinary,
    out,
    refused,
    shift,
    trainee,
    update,
    warned,
)

BUILDER_ID = {"employerId": 199999934}
BODIES: list[Any] = [
    ordinary(), ordinary(), ordinary(committee="302"), student(), student(hours=651, employer=BUILDER_ID),
    shift(), lump(day="2030-10-05"), shift(start="1200", end="1500"), flexi_day(), trainee(), agency(),
    ordinary(worker={"ssin": "90011599763"}), dimona_in("2030-08-01", worker={"ssin": "88112399843"}),
    {"dimonaCancel": {"periodId": 912345678954}}, {"dimonaCancel": {"periodId": 1}},
]  # fmt: skip
BROKEN: list[Any] = [[], {}, "x", {"dimonaIn": {}}, dimona_in("2030-13-01"), {**ordinary(), "dimonaOut": {}}]


def test_the_same_declarations_are_judged_alike(rsz: Declarant) -> None:
    of, instant = Desk(), at(rsz.settings()["now"])
    for body in BODIES:
        result, found = rsz.verdict(body)
        verdict = of.file(body, instant)
        assert (verdict.status, verdict.result, list(verdict.anomalies)) == (201, result, found), body


def test_changes_are_judged_alike(rsz: Declarant) -> None:
    of, instant = Desk(), at(rsz.settings()["now"])
    for kind, content in (
        ("dimonaUpdate", {"startDate": "2030-09-30"}),
        ("dimonaUpdate", {"endDate": "2030-12-31"}),
        ("dimonaOut", {"endDate": "2030-12-31"}),
        ("dimonaOut", {"endDate": "2030-12-31"}),
        ("dimonaCancel", {}),
    ):
        for start in ("2030-10-01", "2030-11-01"):
            there = rsz.file(ordinary(start=start))["declarationStatus"].get("period")
            here = of.file(ordinary(start=start), instant).period
            assert (there is None) == (here is None)
            if there is not None and here is not None:
                result, found = rsz.verdict({kind: {"periodId": there["id"], **content}})
                verdict = of.file({kind: {"periodId": here.id, **content}}, instant)
                assert codes(verdict) == (result, set(found))


@pytest.mark.parametrize("body", BROKEN)
def test_what_breaks_the_schema_gets_the_same_problem(rsz: Declarant, body: Any) -> None:
    verdict = judge(body, at(NOON))
    answer = rsz.post(body)
    assert (verdict.status, verdict.result) == (answer.status_code, None) == (400, None)
    assert verdict.problem == answer.json()


def test_bytes_are_read_as_they_are() -> None:
    assert codes(judge(json.dumps(ordinary()).encode(), at(NOON))) == ACCEPTED
    assert judge(b"{", at(NOON)).status == 400


def test_periods_come_as_the_service_writes_them(rsz: Declarant) -> None:
    for body in (student(), agency(), trainee(worker={"ssin": "88112399843"}), lump()):
        number = rsz.file(body)["declarationStatus"]["period"]["id"]
        shape = rsz.get(f"/periods/{number}").json()
        assert codes(judge(body, at(NOON), [shape])) == refused("90373-333")
        assert codes(judge({"dimonaCancel": {"periodId": number}}, at(NOON), [shape])) == ACCEPTED


def test_a_cancelled_or_locked_period_is_known_as_such(rsz: Declarant) -> None:
    number = rsz.file(ordinary())["declarationStatus"]["period"]["id"]
    shape = rsz.get(f"/periods/{number}").json()
    body = {"dimonaOut": {"periodId": number, "endDate": "2030-12-31"}}
    assert codes(judge(body, at(NOON), [{**shape, "cancelled": True}])) == refused("00913-355")
    assert codes(judge(body, at(NOON), [{**shape, "locked": True}])) == refused("00913-362")


def test_facts_and_readings_are_taken_along() -> None:
    assert codes(judge(flexi_day(), at(NOON), facts=Facts(flexi_refused=[JAN]))) == warned("90017-510")
    strict = Readings(flexi_hours_may_grow=False)
    of = desk(flexi_day())
    [period] = of.books.by_number.values()
    body = update(of, endHour="2330")
    assert codes(judge(body, at(NOON), [period])) == ACCEPTED
    assert codes(judge(body, at(NOON), [period], behaviour=strict)) == refused("00911-344")


def test_judging_changes_nothing_and_filing_does() -> None:
    of = Desk()
    body = ordinary()
    sent = copy.deepcopy(body)
    for _ in range(2):
        assert codes(of.judge(body, at(NOON))) == ACCEPTED
    assert body == sent
    assert of.books.by_number == {}
    first = of.file(body, at(NOON))
    assert codes(of.file(body, at(NOON))) == refused("90373-333")
    assert first.period is not None
    for make in (out, cancel):
        assert codes(of.file(make(of), at(NOON))) == ACCEPTED
    second = of.file(body, at(NOON))
    assert second.period is not None
    assert second.period.id > first.period.id


def test_an_instant_without_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zone"):
        judge(ordinary(), at(NOON).replace(tzinfo=None))
