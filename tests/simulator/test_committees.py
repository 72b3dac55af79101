"""Joint committee and worker type, and the user of agency work."""

from typing import Any

import pytest

from tests.simulator.client import dimona_in, student
from tests.simulator.desk import (
    ACCEPTED,
    HORECA_USER,
    PLACE,
    SMALL,
    agency,
    builder,
    flexi_day,
    lump,
    ordinary,
    refused,
    said,
    shift,
    trainee,
    without,
)

ALL = ("124", "140", "144", "145", "149", "302", "320", "XXX")


def bricklayer(committee: str) -> dict[str, Any]:
    """Control cards belong to construction only."""
    body = builder()
    body["dimonaIn"]["features"]["jointCommissionNumber"] = committee
    return body if committee == "124" else without(body, "constructionControlCards")


MAKE: dict[str, Any] = {
    "OTH": ordinary,
    "STU": student,
    "EXT": shift,
    "FLX": flexi_day,
    "IVT": trainee,
    "TRI": lambda committee: trainee("TRI", committee=committee),
    "STG": lambda committee: trainee("STG", committee=committee),
    "BCW": bricklayer,
    "RTA": lambda committee: dimona_in(kind="RTA", committee=committee),
}
TOGETHER = {
    "OTH": {"140", "149", "XXX"},
    "BCW": {"124"},
    "STU": {"124", "140", "149", "XXX"},
    "EXT": {"144", "145", "302", "320"},
    "FLX": {"XXX"},
    "IVT": {"124", "140", "149", "XXX"},
    "TRI": {"124", "140", "149", "XXX"},
    "STG": {"124", "140", "149", "XXX"},
    "RTA": {"124"},
}


@pytest.mark.parametrize("committee", ALL)
@pytest.mark.parametrize("kind", TOGETHER)
def test_the_matrix(kind: str, committee: str) -> None:
    result, found = said(MAKE[kind](committee=committee))
    if committee in TOGETHER[kind]:
        assert (result, found) == ACCEPTED
    else:
        # control cards that are required elsewhere are not the subject here
        assert (result, found - {"00663-001", "00664-001"}) == refused("90374-349")


def test_a_committee_outside_the_list() -> None:
    assert said(ordinary(committee="200")) == refused("00046-003")
    assert said(agency(user={"enterpriseNumber": "0999999823", "jointCommissionNumber": "200"})) == refused(
        "00046-003"
    )


FOREIGN = {"name": "Exemple SA", "address": PLACE["address"], "jointCommissionNumber": "XXX"}
USER = {"enterpriseNumber": "0999999823", "jointCommissionNumber": "XXX"}
USERS = [
    (agency(user=USER), set()),
    (agency(user=FOREIGN), set()),
    (agency(user={"jointCommissionNumber": "XXX"}), {"90107-351"}),
    (agency(user={**FOREIGN, **USER}), {"90107-352"}),
    (agency(user={"name": "Exemple SA", "jointCommissionNumber": "XXX"}),
     {"00517-001", "00518-001", "00520-001", "00522-001", "00523-001"}),
    (agency(user={**FOREIGN, "name": "x" * 97}), {"00153-003"}),
    (agency(user={**USER, "enterpriseNumber": "0999999921"}), {"00131-003"}),
    (agency(user={**USER, "enterpriseNumber": "1999999943"}), {"00131-235"}),
    (agency(user={"enterpriseNumber": "0999999823"}), {"00046-001"}),
    (agency(user={**USER, "jointCommissionNumber": "322"}), {"90374-349"}),
    (agency("EXT", USER, startHour="1000", endDate="2030-10-01", endHour="1500"), {"90374-349"}),
    (agency("OTH", HORECA_USER), {"90374-349"}),
    (agency("BCW", USER), {"90374-349"}),
    (agency("STU", HORECA_USER, plannedHoursNumber=8), {"90374-349"}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), USERS)
def test_the_user_of_agency_work(body: dict[str, Any], expected: set[str]) -> None:
    verdict = said(body, facts={"unknownEmployers": ["1999999943"]})
    assert verdict == ("B" if expected else "A", expected)


@pytest.mark.parametrize("kind", ["IVT", "TRI", "STG"])
def test_an_agency_has_no_trainees(kind: str) -> None:
    assert said(agency(kind, smallStatutesInformation=SMALL)) == refused("90374-349")


def test_no_user_at_an_agency() -> None:
    body = agency()
    del body["dimonaIn"]["features"]["usingEmployer"]
    assert said(body) == refused("90107-351")


@pytest.mark.parametrize(("user", "expected"), [
    (USER, {"00131-005"}), (FOREIGN, {"00153-005"}), ({"jointCommissionNumber": "XXX"}, {"00131-005"}),
])  # fmt: skip
def test_a_user_where_there_is_no_agency(user: dict[str, Any], expected: set[str]) -> None:
    body = ordinary()
    body["dimonaIn"]["features"]["usingEmployer"] = user
    assert said(body) == ("B", expected)


def test_what_is_forbidden_to_an_employer() -> None:
    facts = {"forbiddenWorkerTypes": {"0999999922": ["FLX"]}}
    assert said(flexi_day(), facts=facts) == refused("00655-350")
    assert said(lump(), facts=facts) == ACCEPTED


@pytest.mark.parametrize(("start", "expected"), [
    ("2030-09-30", refused("90373-450")), ("2030-10-31", refused("90373-450")), ("2030-11-01", ACCEPTED),
])  # fmt: skip
def test_what_is_forbidden_for_a_while(start: str, expected: Any) -> None:
    bans = [{"workerType": "OTH", "firstDay": "2030-10-01", "lastDay": "2030-10-31"}]
    assert said(ordinary(start=start, endDate="2030-12-31"), facts={"bans": bans}) == expected
