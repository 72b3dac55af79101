"""Each worker type: what it needs, what it may have, what does not belong; and when the type exists."""

from typing import Any

import pytest

from tests.simulator.client import dimona_in, stranger, student
from tests.simulator.desk import (
    ACCEPTED,
    ADDRESS,
    CARDS,
    HORECA_USER,
    PLACE,
    SMALL,
    agency,
    builder,
    flexi_day,
    flexi_period,
    lump,
    ordinary,
    refused,
    said,
    shift,
    trainee,
    without,
)

RIGHT = {
    "OTH open": ordinary(),
    "OTH with end": ordinary(endDate="2031-05-31"),
    "OTH transport": ordinary(committee="140"),
    "OTH electricians": ordinary(committee="149"),
    "OTH agency": agency(),
    "BCW": builder(),
    "BCW with end": builder(endDate="2031-05-31"),
    "BCW agency": agency("BCW", {"enterpriseNumber": "0999999823", "jointCommissionNumber": "124"},
                         constructionControlCards=CARDS),
    "STU": student(),
    "STU elsewhere": student(studentPlaceOfWork=PLACE),
    "STU agency": agency("STU", plannedHoursNumber=8),
    "STU transport": student(committee="140"),
    "STU construction": student(committee="124"),
    "STU construction with cards": student(committee="124", constructionControlCards=CARDS),
    "EXT horeca hours": shift(),
    "EXT horeca night": shift(start="1800", end="0200", endDate="2030-10-02"),
    "EXT horeca lump": lump(),
    "EXT agriculture": shift(committee="144"),
    "EXT horticulture": shift(committee="145"),
    "EXT funeral": shift(committee="320"),
    "EXT agency": agency("EXT", HORECA_USER, startHour="1000", endDate="2030-10-01", endHour="1500"),
    "EXT agency lump": agency("EXT", HORECA_USER, startHour="1000", endDate="2030-10-01"),
    "FLX day": flexi_day(),
    "FLX night": flexi_day(endDate="2030-10-02", endHour="0200"),
    "FLX period": flexi_period(),
    "FLX open": without(flexi_period(), "endDate"),
    "FLX agency": agency("FLX"),
    "IVT": trainee("IVT"),
    "TRI": trainee("TRI"),
    "STG": trainee("STG"),
    "IVT construction": trainee(committee="124"),
    "IVT construction with cards": trainee(committee="124", constructionControlCards=CARDS),
    "TRI construction with cards": trainee("TRI", committee="124", constructionControlCards=CARDS),
    "STG construction with cards": trainee("STG", committee="124", constructionControlCards=CARDS),
    "DWD": dimona_in(kind="DWD"),
    "RTA": dimona_in(kind="RTA", committee="124"),
    "RTA with cards": dimona_in(kind="RTA", committee="124", constructionControlCards=CARDS),
    "ALT": dimona_in(kind="ALT"),
    "PMP": dimona_in(kind="PMP"),
    "O17": dimona_in("2030-09-10", kind="O17", plannedHoursNumber=10),
    "S17": dimona_in("2030-09-10", kind="S17", plannedHoursNumber=10),
    "T17": dimona_in("2030-09-10", kind="T17"),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_accepted(name: str) -> None:
    assert said(RIGHT[name]) == ACCEPTED


# Type, field, and what is said when the field is taken away from a right IN.
MISSING = [
    (student(), "endDate", {"00911-001"}),
    (student(), "plannedHoursNumber", {"01135-001"}),
    (shift(), "endDate", {"00911-001"}),
    (shift(), "startHour", {"00777-001"}),
    (shift(committee="145"), "endHour", {"00778-001"}),
    (shift(committee="320"), "endHour", {"00778-001"}),
    (shift(start="1800", end="0200", endDate="2030-10-02"), "endHour", {"00778-001"}),
    (lump(), "startHour", {"00777-001"}),
    (flexi_day(), "startHour", {"00777-001"}),
    (flexi_day(), "endHour", {"00778-001"}),
    (flexi_day(), "endDate", {"00911-001"}),
    (trainee("IVT"), "endDate", {"00911-001"}),
    (trainee("TRI"), "endDate", {"00911-001"}),
    (trainee("TRI"), "smallStatutesInformation", {"01231-001", "00053-001"}),
    (trainee("STG"), "smallStatutesInformation", {"01231-001", "00053-001"}),
    (builder(), "constructionControlCards", {"00663-001", "00664-001"}),
    (agency(), "endDate", {"00911-001"}),
    (dimona_in("2030-09-10", kind="O17", plannedHoursNumber=10), "plannedHoursNumber", {"01135-001"}),
]


@pytest.mark.parametrize(("body", "field", "expected"), MISSING)
def test_a_required_field_is_missed(body: dict[str, Any], field: str, expected: set[str]) -> None:
    assert said(without(body, field)) == ("B", expected)


FIELDS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "startHour": ({"startHour": "0800"}, {"00777-005"}),
    "endHour": ({"endHour": "1700"}, {"00778-005"}),
    "plannedHoursNumber": ({"plannedHoursNumber": 8}, {"01135-005"}),
    "studentPlaceOfWork": ({"studentPlaceOfWork": PLACE}, {"00776-005"}),
    "constructionControlCards": ({"constructionControlCards": CARDS}, {"00663-005", "00664-005"}),
    "smallStatutesInformation": ({"smallStatutesInformation": SMALL}, {"01231-005", "00053-005"}),
}
# Which of these fields a right IN of the group has or may have; every other one does not belong.
ALLOWED: dict[str, set[str]] = {
    "OTH open": set(),
    "BCW": {"constructionControlCards"},
    "STU": {"plannedHoursNumber", "studentPlaceOfWork"},
    "EXT horeca hours": {"startHour", "endHour"},
    "EXT agriculture": {"startHour", "endHour"},
    "FLX day": {"startHour", "endHour"},
    "FLX period": set(),
    "IVT": {"smallStatutesInformation"},
    "TRI": {"smallStatutesInformation"},
    "STG": {"smallStatutesInformation"},
    "DWD": set(),
    "O17": {"plannedHoursNumber"},
}
FORBIDDEN = [(name, field) for name, allowed in ALLOWED.items() for field in FIELDS if field not in allowed]


@pytest.mark.parametrize(("name", "field"), FORBIDDEN)
def test_a_field_that_does_not_belong(name: str, field: str) -> None:
    added, expected = FIELDS[field]
    body = RIGHT[name]
    assert said({**body, "dimonaIn": {**body["dimonaIn"], **added}}) == ("B", expected)


@pytest.mark.parametrize(("kind", "start", "exists"), [
    ("A17", "2021-12-31", True), ("A17", "2022-01-01", False),
    ("TEA", "2022-03-31", True), ("TEA", "2022-04-01", False),
    ("QUA", "2022-12-31", True), ("QUA", "2023-01-01", False),
    ("STX", "2013-12-31", True), ("STX", "2014-01-01", False),
    ("ALT", "2023-08-31", False), ("ALT", "2023-09-01", True),
    ("T17", "2021-12-31", False), ("T17", "2022-01-01", True),
    ("XYZ", "2030-10-01", False),
])  # fmt: skip
def test_a_type_exists_for_a_time(kind: str, start: str, exists: bool) -> None:  # noqa: FBT001 - a table
    expected = ACCEPTED if exists else refused("00655-003")
    assert said(dimona_in(start, kind=kind), behaviour={"lateness": "never"}) == expected


def test_the_accident_insurance_of_trainees_is_told_since_2020() -> None:
    body = trainee(endDate="2020-03-31")
    for start, expected in (("2019-12-31", ACCEPTED), ("2020-01-01", refused("01231-001", "00053-001"))):
        bare = without(body, "smallStatutesInformation")
        bare["dimonaIn"]["startDate"] = start
        assert said(bare, behaviour={"lateness": "never"}) == expected


@pytest.mark.parametrize(("block", "expected"), [
    ({"employmentNature": "BOSS"}, {"01231-003"}),
    ({"workerStatus": "F3"}, {"00053-003"}),
    ({"activityWithRisk": "007"}, {"00041-521"}),
    ({"activityWithRisk": "008"}, set()),
])  # fmt: skip
def test_what_the_insurance_block_may_say(block: dict[str, str], expected: set[str]) -> None:
    body = trainee(smallStatutesInformation={**SMALL, **block})
    knowing = {"riskNatures": {"007": "EMPLOYEE", "008": "WORKER"}}
    assert said(body, facts=knowing) == ("B" if expected else "A", expected)


@pytest.mark.parametrize(("cards", "expected"), [
    ({"firstMonthC32ANumber": "12345678901"}, {"00663-003"}),
    ({"nextMonthC32ANumber": "x23456789012"}, {"00664-003"}),
    ({"nextMonthC32ANumber": CARDS["firstMonthC32ANumber"]}, {"00664-353"}),
])  # fmt: skip
def test_control_cards(cards: dict[str, str], expected: set[str]) -> None:
    assert said(builder(constructionControlCards={**CARDS, **cards})) == ("B", expected)


@pytest.mark.parametrize(("changes", "expected"), [
    ({"street": "x" * 42}, set()),
    ({"street": "x" * 43}, {"00517-003"}),
    ({"street": None}, {"00517-001"}),
    ({"houseNumber": None}, {"00518-001"}),
    ({"boxNumber": "12345"}, {"00519-003"}),
    ({"postCode": None}, {"00520-001"}),
    ({"municipality": None}, {"00522-001"}),
    ({"municipality": {"code": 21004}}, set()),
    ({"country": None}, {"00523-001"}),
])  # fmt: skip
def test_the_address_of_a_place_of_work(changes: dict[str, Any], expected: set[str]) -> None:
    address = {name: value for name, value in {**ADDRESS, **changes}.items() if value is not None}
    verdict = said(student(studentPlaceOfWork={"name": "Filiaal", "address": address}))
    assert verdict == ("B" if expected else "A", expected)


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, {"01135-003"}), (1, set()), (999, set()), (1000, {"01135-003"})]
)
def test_planned_hours_are_1_to_999(hours: int, expected: set[str]) -> None:
    _, found = said(student(hours=hours))
    assert found - {"90017-369"} == expected


def test_a_type_nobody_knows_is_not_asked_for_its_fields() -> None:
    body = dimona_in(kind="XYZ", startHour="0800", plannedHoursNumber=8, smallStatutesInformation=SMALL)
    assert said(body) == refused("00655-003")


def test_only_extras_need_the_ssin() -> None:
    for body in (ordinary(worker=stranger()), student(worker=stranger()), flexi_day(worker=stranger())):
        assert said(body) == ("S", set())
    assert said(shift(worker=stranger())) == refused("00024-001")
