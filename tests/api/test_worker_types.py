"""Every worker type from the filing to the RSZ's answer."""

from typing import Any

import pytest

from tests.api.callers import Caller, extra, filing, new_ssin, refused_in_four_languages, student

PLACE = {
    "name": "Filiaal Centrum",
    "address": {
        "street": "Voorbeeldstraat",
        "houseNumber": "12",
        "postCode": "1000",
        "municipality": {"code": 21004, "name": "Brussel"},
    },
}
CARDS = {"firstMonth": "100000000001", "nextMonth": "100000000002"}
TRAINEE = {"employmentNature": "WORKER", "workerStatus": "F1"}
DAY = {"endDate": "2026-12-10", "startHour": "11:00", "endHour": "15:00"}


def agency(number: int, worker_type: str, user_committee: str, **fields: Any) -> dict[str, Any]:
    user = {"enterpriseNumber": "0999999823", "jointCommittee": user_committee}
    return filing(new_ssin(number), worker_type, jointCommittee="322", usingEmployer=user, **fields)


CASES = [
    pytest.param(extra(new_ssin(720)), id="extra in horeca by the hour, past midnight"),
    pytest.param(
        extra(new_ssin(721), lump="day", endDate="2026-12-10", endHour=None), id="extra in horeca by the day"
    ),
    pytest.param(filing(new_ssin(722), "EXT", jointCommittee="145", **DAY), id="extra in horticulture"),
    pytest.param(filing(new_ssin(723), "EXT", jointCommittee="144", **DAY), id="extra in agriculture"),
    pytest.param(filing(new_ssin(724), "EXT", jointCommittee="320", **DAY), id="extra at a funeral director"),
    pytest.param(
        filing(new_ssin(725), "FLX", startHour="17:00", endDate="2026-12-10", endHour="23:00"),
        id="flexi-job of a day",
    ),
    pytest.param(filing(new_ssin(726), "FLX", endDate="2026-12-31"), id="flexi-job of a period"),
    pytest.param(
        filing(new_ssin(727), "IVT", endDate="2027-05-31", smallStatutes=TRAINEE), id="vocational training"
    ),
    pytest.param(
        filing(new_ssin(728), "TRI", endDate="2027-05-31", smallStatutes=TRAINEE), id="transition internship"
    ),
    pytest.param(
        filing(new_ssin(729), "STG", endDate="2027-05-31", smallStatutes={**TRAINEE, "workerStatus": "F2"}),
        id="other trainee",
    ),
    pytest.param(
        filing(new_ssin(730), "BCW", jointCommittee="124", controlCards=CARDS), id="construction worker"
    ),
    pytest.param(student(new_ssin(731), placeOfWork=PLACE), id="student at another place"),
    pytest.param(agency(732, "EXT", "302", lump="hours", **DAY), id="agency worker as an extra in horeca"),
    pytest.param(agency(733, "OTH", "XXX", endDate="2026-12-18"), id="agency worker, ordinary"),
]


@pytest.mark.parametrize("body", CASES)
def test_every_worker_type_is_filed_and_accepted(cafe: Caller, body: dict[str, Any]) -> None:
    dry = cafe.validate(body)
    assert (dry["valid"], dry["issues"], dry["warnings"]) == (True, [], [])

    filed = cafe.file(body)
    settled = cafe.settled(filed["id"])

    assert settled["state"] == "accepted", settled["rsz"]["anomalies"]
    shown = {name: filed[name] for name in body if name != "worker"}
    wanted = {name: value for name, value in body.items() if name != "worker"}
    assert without_nothing(shown) == with_country(wanted)
    assert filed["deadline"] == dry["deadline"]
    assert settled["period"]["rszNumber"]


def without_nothing(value: Any) -> Any:
    """Blocks are shown whole, with null for what was not said."""
    if isinstance(value, dict):
        return {name: without_nothing(each) for name, each in value.items() if each is not None}
    return value


def with_country(value: dict[str, Any]) -> dict[str, Any]:
    """An address without a country is in Belgium."""
    if "placeOfWork" not in value:
        return value
    place = value["placeOfWork"]
    return {**value, "placeOfWork": {**place, "address": {**place["address"], "country": 150}}}


@pytest.mark.parametrize(
    ("body", "code", "name"),
    [
        (extra(new_ssin(740), lump=None), "own.lumpMissing", "lump"),
        (extra(new_ssin(740), endHour=None), "00778-001", "endHour"),
        (extra(new_ssin(740), endDate="2026-12-12"), "90373-341", "endDate"),
        (extra(new_ssin(740), endDate="2026-12-10"), "00778-345", "endHour"),
        (extra(new_ssin(740), lump="day"), "00778-005", "endHour"),
        (extra("", worker={"familyName": "Voorbeeld", "givenName": "Lou"}), "00024-001", "worker.ssin"),
        (filing(new_ssin(740), "OTH", lump="day"), "own.lumpNotAllowed", "lump"),
        (filing(new_ssin(740), "OTH", jointCommittee="302"), "90374-349", "jointCommittee"),
        (filing(new_ssin(740), "FLX", endDate="2026-12-10"), "00777-001", "startHour"),
        (filing(new_ssin(740), "FLX", endDate="2027-01-10"), "90373-421", "endDate"),
        (filing(new_ssin(740), "IVT", endDate="2027-05-31"), "01231-001", "smallStatutes"),
        (filing(new_ssin(740), "BCW", jointCommittee="124"), "00663-001", "controlCards"),
        (
            filing(new_ssin(740), "BCW", jointCommittee="124", controlCards={"firstMonth": "1"}),
            "00663-003",
            "controlCards.firstMonth",
        ),
        (agency(740, "OTH", "322", endDate="2026-12-18"), "00046-003", "usingEmployer.jointCommittee"),
        (
            filing(new_ssin(740), "OTH", jointCommittee="322", endDate="2026-12-18"),
            "90107-351",
            "usingEmployer",
        ),
        (agency(740, "OTH", "XXX"), "00911-001", "endDate"),
        (filing(new_ssin(740), "OTH", lump="week"), "notInList", "lump"),
        (
            filing(new_ssin(740), "IVT", endDate="2027-05-31", smallStatutes={"workerStatus": "F1"}),
            "required",
            "smallStatutes.employmentNature",
        ),
        (filing(new_ssin(740), "OTH", replaces="per_nobodys"), "00913-354", "replaces"),
    ],
)
def test_what_a_worker_type_forbids_is_refused_where_it_is_wrong(
    cafe: Caller, body: dict[str, Any], code: str, name: str
) -> None:
    before = cafe.newest()

    refused_in_four_languages(cafe, body, code, name)

    assert cafe.newest() == before


def test_what_is_only_risky_is_warned_of_and_sent(cafe: Caller) -> None:
    early = cafe.file(filing(new_ssin(741), "FLX", startDate="2027-04-05", endDate="2027-06-30"))

    assert [each["code"] for each in early["warnings"]] == ["own.flexiWindow"]
    assert "2027-03-01" in early["warnings"][0]["detail"]
    assert cafe.settled(early["id"])["rsz"]["result"] in {"A", "W", "B"}  # no source says which


def three_evenings(number: int) -> list[dict[str, Any]]:
    return [
        extra(new_ssin(number), startDate=f"2026-12-{day}", endDate=f"2026-12-{day}", endHour="23:00")
        for day in (14, 15, 16)
    ]


def test_a_third_day_in_a_row_is_refused_before_it_is_sent(cafe: Caller) -> None:
    first, second, third = three_evenings(742)
    for body in (first, second):
        assert cafe.settled(cafe.file(body)["id"])["state"] == "accepted"

    refused_in_four_languages(cafe, third, "00910-459", "startDate")


def test_a_third_day_beside_two_on_their_way_is_warned_of_and_for_the_rsz_to_refuse(cafe: Caller) -> None:
    first, second, third = [cafe.file(body) for body in three_evenings(743)]

    assert first["warnings"] == second["warnings"] == []
    assert [each["code"] for each in third["warnings"]] == ["own.thirdExtDay"]
    ends = [cafe.settled(each["id"]) for each in (first, second, third)]
    assert sorted(each["state"] for each in ends) == ["accepted", "accepted", "refused"]
    (refused,) = [each for each in ends if each["state"] == "refused"]
    assert refused["rsz"]["anomalies"][0]["code"] == "00910-459"
