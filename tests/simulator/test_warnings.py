"""Accepted with a warning (W): quota, lateness, conditions; and the facts a test may set."""

from datetime import datetime
from typing import Any

import pytest

from tests.simulator.client import BUILDER, JAN, MIA, STUDENT, Declarant, dimona_in, extra, flexi, student
from tests.simulator.conftest import stand_at


def test_the_student_quota_counts_all_employers_and_only_warns(rsz: Declarant) -> None:
    assert rsz.verdict(student("2031-01-02", "2031-03-31", 400)) == ("A", [])
    assert rsz.verdict(student("2031-04-01", "2031-06-30", 250, employer=BUILDER)) == ("A", [])
    answer = rsz.file(student("2031-07-01", "2031-09-30", 1))["declarationStatus"]
    assert answer["result"] == "W"
    assert [anomaly["errorId"] for anomaly in answer["anomalies"]] == ["90017-369"]
    assert answer["period"]["id"] == answer["declarationId"]
    assert rsz.verdict(student("2032-01-01", "2032-03-31", 650)) == ("A", [])


@pytest.mark.parametrize(("used", "verdict"), [(554, ("A", [])), (555, ("W", ["90017-369"]))])
def test_hours_used_elsewhere_count(rsz: Declarant, used: int, verdict: tuple[str, list[str]]) -> None:
    rsz.settings(quotaUsed={STUDENT: used})
    assert rsz.verdict(student(hours=96)) == verdict


@pytest.mark.parametrize(("year", "limit"), [(2022, 475), (2023, 600), (2024, 600), (2025, 650), (2030, 650)])
def test_the_quota_of_each_year(rsz: Declarant, year: int, limit: int) -> None:
    stand_at(rsz, datetime.fromisoformat(f"{year}-01-01T08:00:00+01:00"))
    within, beyond = (student(f"{year}-01-10", f"{year}-03-31", hours) for hours in (limit, limit + 1))
    within["worker"] = {"ssin": MIA}
    assert rsz.verdict(within) == ("A", [])
    assert rsz.verdict(beyond) == ("W", ["90017-369"])


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("2030-10-05T23:59:59+02:00", ("A", [])),
        ("2030-10-06T00:00:01+02:00", ("W", ["90373-460"])),
        ("2030-10-05T22:30:00+00:00", ("W", ["90373-460"])),
    ],
)
@pytest.mark.parametrize("body", [student(), dimona_in("2030-10-05")], ids=["STU", "OTH"])
def test_late_is_after_the_start_day_in_brussels(
    rsz: Declarant, body: dict[str, Any], at: str, verdict: tuple[str, list[str]]
) -> None:
    stand_at(rsz, datetime.fromisoformat(at))
    assert rsz.verdict(body) == verdict


def test_an_extra_is_late_by_the_hour(rsz: Declarant) -> None:
    stand_at(rsz, datetime.fromisoformat("2030-10-01T18:00:30+02:00"))
    assert rsz.verdict(extra()) == ("W", ["90373-460"])


def test_a_block_outweighs_a_warning(rsz: Declarant) -> None:
    stand_at(rsz, datetime.fromisoformat("2030-10-05T12:00:00+02:00"))
    assert rsz.verdict(dimona_in()) == ("W", ["90373-460"])
    assert rsz.verdict(dimona_in()) == ("B", ["90373-333", "90373-460"])


def test_facts_about_employers_and_workers(rsz: Declarant) -> None:
    rsz.settings(inactiveEmployers=["0999999823"], flexiRefused=[JAN])
    assert rsz.verdict(dimona_in(employer=BUILDER)) == ("B", ["90373-343"])
    assert rsz.verdict(flexi(endDate="2030-12-31")) == ("W", ["90017-510"])
    both = {"enterpriseNumber": "0999999823", "employerId": 199999837}
    assert rsz.verdict(dimona_in(employer=both)) == ("W", ["00014-022"])


def test_no_mandate_is_403(rsz: Declarant) -> None:
    period = rsz.file(dimona_in(employer=BUILDER))["declarationStatus"]["period"]["id"]
    rsz.settings(withoutMandate=["0999999823"])
    for body in (dimona_in(employer={"employerId": 199999934}), {"dimonaCancel": {"periodId": period}}):
        answer = rsz.post(body)
        assert (answer.status_code, answer.json()["type"][-17:]) == (403, "missingPermission")
    assert len(rsz.received()) == 1


def test_facts_of_periods_and_readings_are_set_over_http(rsz: Declarant) -> None:
    period = rsz.file(flexi(endDate="2030-12-31"))["declarationStatus"]["period"]["id"]
    body = {"dimonaUpdate": {"periodId": period, "endDate": "9999-12-31"}}
    assert rsz.verdict(body) == ("B", ["90378-368"])
    rsz.settings(codeForEndRemoval="00913-368")
    assert rsz.verdict(body) == ("B", ["00913-368"])
    assert rsz.get(f"/periods/{period}").json()["locked"] is False
    told = rsz.settings(
        lockedPeriods=[period],
        bans=[{"workerType": "OTH", "firstDay": "2030-10-01", "lastDay": "2030-10-02"}],
        employerAnomalies={"0999999823": ["90256-151"]},
    )
    assert told["bans"][0]["firstDay"] == "2030-10-01"
    assert rsz.get(f"/periods/{period}").json()["locked"] is True
    assert rsz.verdict({"dimonaCancel": {"periodId": period}}) == ("B", ["00913-362"])
    assert rsz.verdict(dimona_in()) == ("B", ["90373-450"])
    assert rsz.verdict(dimona_in("2030-11-01", employer=BUILDER)) == ("B", ["90256-151"])


def test_the_days_of_an_employer_are_counted_in_the_file_on_disk(rsz: Declarant) -> None:
    rsz.settings(employerExtraDaysUsed={"0999999922": 198})
    day = {"endHour": "2200", "endDate": "2030-10-01"}
    assert rsz.verdict(extra(**day)) == ("A", [])
    assert rsz.verdict(extra(worker={"ssin": MIA}, **day)) == ("A", [])
    assert rsz.verdict(extra(start="2030-10-04", endDate="2030-10-04", endHour="2200")) == ("A", [])
    assert rsz.verdict(extra(start="2030-10-07", endDate="2030-10-07", endHour="2200")) == (
        "W",
        ["90256-369"],
    )


def test_an_agency_and_its_user_share_the_days_of_the_user(rsz: Declarant) -> None:
    rsz.settings(employerExtraDaysUsed={"0999999823": 199})
    body = extra(endDate="2030-10-01", endHour="2200", committee="322")
    user = {"enterpriseNumber": "0999999823", "jointCommissionNumber": "302"}
    body["dimonaIn"]["features"]["usingEmployer"] = user
    assert rsz.verdict(body) == ("A", [])
    own = extra(start="2030-10-04", endDate="2030-10-04", endHour="2200", employer=BUILDER)
    assert rsz.verdict(own) == ("W", ["90256-369"])
