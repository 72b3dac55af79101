"""An IN of an ordinary worker or a student: every rule, seen from outside."""

from typing import Any

import pytest

from tests.simulator.client import (
    BUILDER,
    MIA,
    STUDENT,
    Declarant,
    dimona_in,
    extra,
    flexi,
    stranger,
    student,
)

PLACE = {
    "name": "Filiaal Centrum",
    "address": {
        "street": "Voorbeeldstraat",
        "houseNumber": "12",
        "postCode": "1000",
        "municipality": {"code": 21004, "name": "Brussel"},
        "country": 150,
    },
}
BORN_TOMORROW = "30090399723"  # 3 September 2030: the day after the tests' today
SMALL = {"employmentNature": "WORKER", "workerStatus": "F1"}
CARDS = {"firstMonthC32ANumber": "123456789012", "nextMonthC32ANumber": "123456789013"}
USER = {"enterpriseNumber": "0999999823", "jointCommissionNumber": "302"}


def agency(kind: str, user: dict[str, Any] | None, **content: Any) -> dict[str, Any]:
    body = dimona_in(kind=kind, committee="322", **content)
    if user is not None:
        body["dimonaIn"]["features"]["usingEmployer"] = user
    return body


ACCEPTED = [
    pytest.param(dimona_in(), id="OTH open"),
    pytest.param(dimona_in(endDate="2031-02-28"), id="OTH fixed term"),
    pytest.param(dimona_in(employer={"employerId": 199999837}), id="OTH by RSZ number"),
    pytest.param(dimona_in(employer={"employerId": 5999999892}), id="OTH by provisional RSZ number"),
    pytest.param(dimona_in(employer={"enterpriseNumber": "1999999943"}), id="OTH enterprise with 1"),
    pytest.param(dimona_in(worker={"ssin": "92231799506"}), id="OTH BIS number"),
    pytest.param(dimona_in(committee="140"), id="OTH transport"),
    pytest.param(student(), id="STU"),
    pytest.param(student(studentPlaceOfWork=PLACE), id="STU elsewhere"),
    pytest.param(student(hours=1), id="STU one hour"),
    pytest.param(student("2030-12-31", "2030-12-31"), id="STU one day"),
    pytest.param(extra(), id="EXT night"),
    pytest.param(extra(endDate="2030-10-01", endHour=None), id="EXT day lump"),
    pytest.param(extra(committee="145"), id="EXT horticulture"),
    pytest.param(flexi(startHour="1700", endDate="2030-10-01", endHour="2300"), id="FLX day"),
    pytest.param(flexi(endDate="2030-12-31"), id="FLX period"),
    pytest.param(dimona_in(kind="IVT", endDate="2031-03-31", smallStatutesInformation=SMALL), id="IVT"),
    pytest.param(dimona_in(kind="BCW", committee="124", constructionControlCards=CARDS), id="BCW"),
    pytest.param(
        agency("OTH", {**USER, "jointCommissionNumber": "XXX"}, endDate="2030-12-31"), id="agency OTH"
    ),
    pytest.param(
        agency("EXT", USER, startHour="1000", endDate="2030-10-01", endHour="1500"), id="agency EXT"
    ),
]


@pytest.mark.parametrize("body", ACCEPTED)
def test_a_right_declaration_is_accepted(rsz: Declarant, body: dict[str, Any]) -> None:
    assert rsz.verdict(body) == ("A", [])


def lacking(field: str) -> dict[str, Any]:
    identity = stranger()
    del identity[field]
    return identity


REFUSED = [
    ("OTH with start hour", dimona_in(startHour="0800"), {"00777-005"}),
    ("OTH with end hour", dimona_in(endHour="1700"), {"00778-005"}),
    ("OTH with planned hours", dimona_in(plannedHoursNumber=10), {"01135-005"}),
    ("OTH with place of work", dimona_in(studentPlaceOfWork=PLACE), {"00776-005"}),
    ("OTH with small statutes", dimona_in(smallStatutesInformation=SMALL), {"01231-005", "00053-005"}),
    ("OTH with control cards", dimona_in(constructionControlCards=CARDS), {"00663-005", "00664-005"}),
    ("STU without end", student(endDate=...), {"00911-001"}),
    ("STU without planned hours", student(plannedHoursNumber=...), {"01135-001"}),
    ("STU zero hours", student(hours=0), {"01135-003"}),
    ("STU 1000 hours", student(hours=1000), {"01135-003"}),
    ("STU with hours of day", student(startHour="1700", endHour="2200"), {"00777-005", "00778-005"}),
    ("STU over a quarter", student(end="2031-01-01"), {"90373-421"}),
    ("STU under 302", student(committee="302"), {"90374-349"}),
    ("OTH under 302", dimona_in(committee="302"), {"90374-349"}),
    ("OTH under 124", dimona_in(committee="124"), {"90374-349"}),
    ("OTH under 322 without end", agency("OTH", {**USER, "jointCommissionNumber": "XXX"}), {"00911-001"}),
    ("EXT under XXX", extra(committee="XXX"), {"90374-349"}),
    ("EXT without hours", extra(startHour=None, endHour=None), {"00777-001", "00778-001"}),
    ("EXT without SSIN", extra(worker=stranger()), {"00024-001"}),
    ("EXT longer than a day", extra(startHour="0100"), {"90373-341"}),
    ("EXT end before start", extra(endDate="2030-10-01", endHour="1700"), {"00778-345"}),
    ("EXT agriculture day lump", extra(committee="144", endDate="2030-10-01", endHour=None), {"00778-001"}),
    ("FLX one day without hours", flexi(endDate="2030-10-01"), {"00777-001", "00778-001"}),
    ("FLX period over a quarter", flexi(endDate="2031-01-01"), {"90373-421"}),
    ("IVT without its block", dimona_in(kind="IVT", endDate="2031-03-31"), {"01231-001", "00053-001"}),
    ("same card twice", dimona_in(
        kind="BCW", committee="124",
        constructionControlCards={**CARDS, "nextMonthC32ANumber": CARDS["firstMonthC32ANumber"]},
    ), {"00664-353"}),
    ("agency without user", agency("OTH", None, endDate="2030-12-31"), {"90107-351"}),
    ("agency user twice told", agency("OTH", {
        "enterpriseNumber": "0999999823", "name": "Bouw", "jointCommissionNumber": "XXX",
    }, endDate="2030-12-31"), {"90107-352"}),
    ("agency user is agency", agency("OTH", {**USER, "jointCommissionNumber": "322"}, endDate="2030-12-31"),
     {"90374-349"}),
    ("committee unknown", dimona_in(committee="999"), {"00046-003"}),
    ("worker type ended", dimona_in(kind="QUA"), {"00655-003"}),
    ("end before start", dimona_in(endDate="2030-09-30"), {"00911-014"}),
    ("start too old", dimona_in("1919-12-31"), {"00910-008"}),
    ("start too far", dimona_in("2040-01-01"), {"00910-008"}),
    ("end too far", dimona_in(endDate="2040-01-01"), {"00911-008"}),
    ("end 9999", dimona_in(endDate="9999-12-31"), {"00911-008"}),
    ("hour that does not exist", extra(startHour="2460"), {"00777-003"}),
    ("SSIN check digits", dimona_in(worker={"ssin": "90011599763"}), {"00024-003"}),
    ("SSIN born tomorrow", dimona_in(worker={"ssin": BORN_TOMORROW}), {"00024-003"}),
    ("enterprise check digits", dimona_in(employer={"enterpriseNumber": "0999999921"}), {"00014-003"}),
    ("RSZ number check digits", dimona_in(employer={"employerId": 199999838}), {"00011-003"}),
    ("provisional check digits", dimona_in(employer={"employerId": 5999999893}), {"00948-003"}),
    ("no employer number", dimona_in(employer={}), {"90256-364"}),
    ("no worker at all", dimona_in(worker={}), {"90017-363"}),
    *((f"identity without {field}", dimona_in(worker=lacking(field)), {"90017-363"}) for field in stranger()),
    ("name too long", dimona_in(worker=stranger(familyName="x" * 49)), {"00025-003"}),
    ("sex unknown", dimona_in(worker=stranger(gender=3)), {"00029-003"}),
    ("born long ago", dimona_in(worker=stranger(birthDate="1909-01-01")), {"00028-003"}),
    ("several at once", student(plannedHoursNumber=..., startHour="1700"), {"00777-005", "01135-001"}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "codes"), [pytest.param(*rest, id=name) for name, *rest in REFUSED])
def test_a_rule_refuses(rsz: Declarant, body: dict[str, Any], codes: set[str]) -> None:
    content = body["dimonaIn"]
    body["dimonaIn"] = {name: value for name, value in content.items() if value is not ...}
    result, found = rsz.verdict(body)
    assert (result, set(found)) == ("B", codes)


def test_a_refusal_creates_no_period_and_explains_itself(rsz: Declarant) -> None:
    answer = rsz.file(dimona_in(committee="302"))
    status = answer["declarationStatus"]
    assert "period" not in status
    assert answer["employer"] == {"employerId": 199999837, "enterpriseNumber": "999999922"}
    assert status["anomalies"] == [
        {
            "errorId": "90374-349",
            "label": {
                "nl": "Onverenigbaarheid tussen het paritair comité en het werknemerstype",
                "fr": "Incompatibilité entre commission paritaire et type de travailleur",
            },
        }
    ]
    assert rsz.get(f"/periods/{status['declarationId']}").status_code == 404


def test_the_same_again_is_a_duplicate(rsz: Declarant) -> None:
    assert rsz.verdict(dimona_in()) == ("A", [])
    assert rsz.verdict(dimona_in()) == ("B", ["90373-333"])
    assert rsz.verdict(dimona_in(employer={"employerId": 199999837})) == ("B", ["90373-333"])


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        (student("2030-10-10", "2030-10-20"), ("B", ["90373-334"])),
        (student("2030-10-01", "2030-10-05"), ("B", ["90373-334"])),
        (student("2030-10-16", "2030-10-20"), ("A", [])),
        (student("2030-10-01", "2030-10-04"), ("A", [])),
        (student("2030-10-10", "2030-10-20", employer=BUILDER), ("A", [])),
        (student("2030-10-10", "2030-10-20", worker={"ssin": MIA}), ("A", [])),
        (student("2030-10-10", "2030-10-20", committee="149"), ("A", [])),
        (dimona_in("2030-10-10", worker={"ssin": STUDENT}), ("A", [])),
    ],
)
def test_crossing_periods_alike(
    rsz: Declarant, second: dict[str, Any], verdict: tuple[str, list[str]]
) -> None:
    assert rsz.verdict(student("2030-10-05", "2030-10-15")) == ("A", [])
    assert rsz.verdict(second) == verdict


def test_crossing_under_another_committee_by_switch(rsz: Declarant) -> None:
    rsz.settings(overlapAcrossCommittees=True)
    rsz.verdict(student("2030-10-05", "2030-10-15"))
    assert rsz.verdict(student("2030-10-10", "2030-10-20", committee="149")) == ("B", ["90373-334"])


def test_two_shifts_on_one_day_do_not_cross(rsz: Declarant) -> None:
    day: dict[str, Any] = {"endDate": "2030-10-01"}
    assert rsz.verdict(extra(startHour="1000", endHour="1400", **day)) == ("A", [])
    assert rsz.verdict(extra(startHour="1400", endHour="2300", **day)) == ("A", [])
    assert rsz.verdict(extra(startHour="2200", endHour="2330", **day)) == ("B", ["90373-334"])


def test_a_third_day_in_a_row_as_extra(rsz: Declarant) -> None:
    for day in ("2030-10-01", "2030-10-03"):
        body: dict[str, Any] = {
            "startHour": "1000",
            "endDate": day,
            "endHour": "1400",
            "kind": "EXT",
            "committee": "302",
        }
        assert rsz.verdict(dimona_in(day, **body)) == ("A", [])
    middle: dict[str, Any] = {"startHour": "1000", "endDate": "2030-10-02", "endHour": "1400"}
    assert rsz.verdict(dimona_in("2030-10-02", kind="EXT", committee="302", **middle)) == ("B", ["00910-459"])
