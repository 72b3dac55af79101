"""OUT, UPDATE and CANCEL of a period, and what the file shows afterwards."""

from datetime import datetime
from typing import Any

import pytest

from tests.simulator.client import CAFE, JAN, MIA, STUDENT, Declarant, dimona_in, student
from tests.simulator.conftest import stand_at

UNKNOWN = 900000000116
ON_TIME: tuple[str, list[str]] = ("A", [])
LATE = ("W", ["90378-460"])


def period_of(rsz: Declarant, body: dict[str, Any]) -> int:
    return int(rsz.file(body)["declarationStatus"]["period"]["id"])


def out(period: int, end: str = "2030-12-31") -> dict[str, Any]:
    return {"dimonaOut": {"periodId": period, "endDate": end}}


def update(period: int, **changes: Any) -> dict[str, Any]:
    return {"dimonaUpdate": {"periodId": period, **changes}}


def cancel(period: int) -> dict[str, Any]:
    return {"dimonaCancel": {"periodId": period}}


def test_an_out_ends_an_open_period_once(rsz: Declarant) -> None:
    period = period_of(rsz, dimona_in())
    answer = rsz.file(out(period))
    status = answer["declarationStatus"]
    assert (status["result"], status["period"]["id"]) == ("A", period)
    assert status["declarationId"] != period
    assert (answer["dimonaOut"], answer["worker"]["ssin"]) == (
        {"periodId": period, "endDate": "2030-12-31"},
        JAN,
    )
    assert rsz.get(f"/periods/{period}").json()["endDate"] == "2030-12-31"
    again = rsz.file(out(period))["declarationStatus"]
    assert (again["result"], again["anomalies"][0]["errorId"]) == ("B", "00913-356")
    assert "period" not in again


def test_a_late_out_leaves_no_trace(rsz: Declarant) -> None:
    period = period_of(rsz, dimona_in())
    stand_at(rsz, datetime.fromisoformat("2031-03-01T12:00:00+01:00"))
    assert rsz.verdict(out(period)) == ("A", [])


def test_an_out_before_the_start(rsz: Declarant) -> None:
    assert rsz.verdict(out(period_of(rsz, dimona_in()), "2030-09-30")) == ("B", ["00911-014"])


@pytest.mark.parametrize("make", [out, cancel, lambda period: update(period, endDate="2030-12-01")])
def test_a_period_that_is_not_there(rsz: Declarant, make: Any) -> None:
    assert rsz.verdict(make(UNKNOWN)) == ("B", ["00913-354"])
    assert rsz.verdict(make(UNKNOWN + 1)) == ("B", ["00913-003"])
    period = period_of(rsz, dimona_in())
    assert rsz.verdict(cancel(period)) == ("A", [])
    assert rsz.verdict(make(period)) == ("B", ["00913-355"])


def test_a_cancel_makes_room_again(rsz: Declarant) -> None:
    period = period_of(rsz, student(hours=650))
    assert rsz.verdict(cancel(period)) == ("A", [])
    assert rsz.get(f"/periods/{period}").json()["cancelled"] is True
    assert rsz.verdict(student(hours=650)) == ("A", [])


def test_a_cancel_takes_longer(rsz: Declarant) -> None:
    period = period_of(rsz, dimona_in())
    rsz.settings(cancelDelay="600")
    location = rsz.post(cancel(period)).headers["Location"]
    assert rsz.http.get(location, headers=rsz.bearer).status_code == 404
    assert rsz.verdict(dimona_in()) == ("B", ["90373-333"])


FIXED = dimona_in(endDate="2030-12-31")
EXTRA = dimona_in(kind="EXT", committee="302", startHour="1000", endDate="2030-10-01", endHour="1400")
FLEXI = dimona_in(kind="FLX", startHour="1000", endDate="2030-10-01", endHour="1400")

UPDATES = [
    (dimona_in(), {"startDate": "2030-09-30"}, ("A", [])),
    (dimona_in(), {"startDate": "2030-10-02"}, ("B", ["00910-344"])),
    (dimona_in(), {"endDate": "2030-12-31"}, ("B", ["00913-359"])),
    (dimona_in(), {"startDate": "2030-10-01"}, ("B", ["90378-444"])),
    (dimona_in(), {}, ("B", ["90378-360"])),
    (dimona_in(), {"startHour": "0800"}, ("B", ["00777-005"])),
    (dimona_in(), {"plannedHoursNumber": 8}, ("B", ["01135-005"])),
    (FIXED, {"endDate": "2031-01-31"}, ("A", [])),
    (FIXED, {"endDate": "2030-11-30"}, ("A", [])),
    (FIXED, {"endDate": "2030-09-30"}, ("B", ["00911-014"])),
    (FIXED, {"endDate": "9999-12-31"}, ("A", [])),
    (student(), {"plannedHoursNumber": 110}, ("A", [])),
    (student(), {"plannedHoursNumber": 651}, ("W", ["90017-369"])),
    (student(), {"plannedHoursNumber": 0}, ("B", ["01135-003"])),
    (student(), {"endDate": "2030-11-30"}, ("A", [])),
    (student(), {"endDate": "2031-01-01"}, ("B", ["90378-421"])),
    (student(), {"endDate": "9999-12-31"}, ("B", ["90378-368"])),
    (student(), {"startDate": "2030-10-01"}, ("B", ["00910-005"])),
    (student(), {"startDate": "2030-10-05", "plannedHoursNumber": 9}, ("B", ["00910-005"])),
    (EXTRA, {"endHour": "1700"}, ("A", [])),
    (EXTRA, {}, ("B", ["90378-361"])),
    (EXTRA, {"endDate": "2030-10-02"}, ("B", ["90378-341"])),
    (
        FLEXI,
        {"startDate": "2030-10-01", "startHour": "1000", "endDate": "2030-10-01", "endHour": "1330"},
        ("A", []),
    ),
    (FLEXI, {"endDate": "2030-10-02", "endHour": "0100"}, ("B", ["00911-344"])),
]


@pytest.mark.parametrize(("before", "changes", "verdict"), UPDATES)
def test_updates(rsz: Declarant, before: Any, changes: Any, verdict: tuple[str, list[str]]) -> None:
    assert rsz.verdict(update(period_of(rsz, before), **changes)) == verdict


def test_an_update_changes_the_period_and_a_refused_one_does_not(rsz: Declarant) -> None:
    period = period_of(rsz, FIXED)
    rsz.verdict(update(period, endDate="2030-09-30"))
    assert rsz.get(f"/periods/{period}").json()["endDate"] == "2030-12-31"
    rsz.verdict(update(period, endDate="9999-12-31"))
    assert "endDate" not in rsz.get(f"/periods/{period}").json()


def test_an_update_into_another_period(rsz: Declarant) -> None:
    rsz.verdict(student("2030-10-20", "2030-10-25"))
    period = period_of(rsz, student("2030-10-05", "2030-10-15"))
    assert rsz.verdict(update(period, endDate="2030-10-20")) == ("B", ["90378-334"])


def test_an_unchanged_start_of_a_student_by_switch(rsz: Declarant) -> None:
    rsz.settings(acceptSameStartForStudent=True)
    period = period_of(rsz, student())
    assert rsz.verdict(update(period, startDate="2030-10-05", plannedHoursNumber=9)) == ("A", [])
    assert rsz.verdict(update(period, startDate="2030-10-04", plannedHoursNumber=8)) == ("B", ["00910-005"])


@pytest.mark.parametrize(
    ("before", "changes", "at", "verdict"),
    [
        (dimona_in(), {"startDate": "2030-09-20"}, "2030-09-20T23:00", ON_TIME),
        (dimona_in(), {"startDate": "2030-09-20"}, "2030-09-21T00:30", LATE),
        # Friday 4 October 2030: Saturday counts as a working day unless it is switched off.
        (FIXED, {"endDate": "2030-10-04"}, "2030-10-05T23:00", ON_TIME),
        (FIXED, {"endDate": "2030-10-04"}, "2030-10-07T08:00", LATE),
        (EXTRA, {"endHour": "1700"}, "2030-10-01T21:59", ON_TIME),
        (EXTRA, {"endHour": "1700"}, "2030-10-01T22:01", LATE),
        (EXTRA, {"endHour": "1300"}, "2030-10-01T23:58", ON_TIME),
        (EXTRA, {"endHour": "1300"}, "2030-10-02T00:01", LATE),
    ],
)
def test_late_updates(rsz: Declarant, before: Any, changes: Any, at: str, verdict: Any) -> None:
    period = period_of(rsz, before)
    stand_at(rsz, datetime.fromisoformat(f"{at}:00+02:00"))
    assert rsz.verdict(update(period, **changes)) == verdict


def test_saturday_may_be_a_day_of_rest(rsz: Declarant) -> None:
    rsz.settings(saturdayIsWorkingDay=False)
    period = period_of(rsz, FIXED)
    stand_at(rsz, datetime.fromisoformat("2030-10-07T08:00:00+02:00"))
    assert rsz.verdict(update(period, endDate="2030-10-04")) == ("A", [])


def search(rsz: Declarant, what: str, worker: str | None = None, **query: int) -> list[dict[str, Any]]:
    body = {"employer": CAFE, **({"worker": {"ssin": worker}} if worker else {})}
    suffix = "&".join(f"{name}={value}" for name, value in query.items())
    answer = rsz.post(body, f"/{what}/search?{suffix}")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def test_searches_by_employer_and_worker(rsz: Declarant) -> None:
    jan = period_of(rsz, dimona_in())
    mia = period_of(rsz, dimona_in(worker={"ssin": MIA}, endDate="2030-12-31"))
    rsz.verdict(dimona_in(employer={"enterpriseNumber": "0999999823"}))
    rsz.verdict(out(jan))
    assert [item["periodId"] for item in search(rsz, "periods")] == [mia, jan]
    assert [item["id"] for item in search(rsz, "periods", JAN)] == [jan]
    assert search(rsz, "periods", STUDENT) == []
    filed = search(rsz, "declarations", JAN)
    assert [next(kind for kind in item if kind.startswith("dimona")) for item in filed] == [
        "dimonaOut",
        "dimonaIn",
    ]
    assert {item["declarationStatus"]["period"]["id"] for item in filed} == {jan}


def test_a_refused_declaration_is_found_too(rsz: Declarant) -> None:
    rsz.verdict(dimona_in(committee="302"))
    assert [item["declarationStatus"]["result"] for item in search(rsz, "declarations", JAN)] == ["B"]


def test_a_relation_spans_the_standing_periods(rsz: Declarant) -> None:
    rsz.verdict(dimona_in("2030-10-01", endDate="2030-10-31"))
    rsz.verdict(dimona_in("2030-11-01", endDate="2030-11-30"))
    gone = period_of(rsz, dimona_in("2030-12-01"))
    rsz.verdict(cancel(gone))
    [relation] = search(rsz, "relations", JAN)
    assert (relation["startDate"], relation["endDate"], relation["worker"]["ssin"]) == (
        "2030-10-01",
        "2030-11-30",
        JAN,
    )
    rsz.verdict(dimona_in("2031-01-01"))
    assert "endDate" not in search(rsz, "relations", JAN)[0]


def test_pages_follow_one_another_to_the_end(rsz: Declarant) -> None:
    periods = [period_of(rsz, student(f"2030-10-0{day}", f"2030-10-0{day}", 1)) for day in range(1, 6)]
    found: list[int] = []
    path: str | None = "/REST/dimona/v2/periods/search?page=1&pageSize=2"
    while path:
        page = rsz.http.post(path, json={"employer": CAFE}, headers=rsz.bearer).json()
        assert len(page["items"]) <= 2
        found += [item["periodId"] for item in page["items"]]
        path = page.get("next")
    assert found == periods[::-1]


@pytest.mark.parametrize("query", ["page=0", "page=x", "pageSize=0", "pageSize=501", "page=-1"])
def test_a_page_that_cannot_be(rsz: Declarant, query: str) -> None:
    assert rsz.post({"employer": CAFE}, f"/periods/search?{query}").status_code == 400


def test_a_search_needs_an_employer(rsz: Declarant) -> None:
    wrong: list[dict[str, Any]] = [{}, {"employer": {}}, {"employer": CAFE, "colour": "red"}]
    for body in wrong:
        assert rsz.post(body, "/declarations/search").status_code == 400
