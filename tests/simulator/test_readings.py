"""Every switch for an unsettled question changes an opinion, and its default is the likelier reading."""

from typing import Any

import pytest

from infra.rsz_simulator.readings import Readings
from tests.simulator.client import JAN, dimona_in, stranger, student
from tests.simulator.desk import (
    ACCEPTED,
    HORECA_USER,
    NOON,
    PLACE,
    Codes,
    agency,
    at,
    codes,
    desk,
    flexi_day,
    flexi_period,
    lump,
    ordinary,
    refused,
    said,
    shift,
    trainee,
    update,
    warned,
    without,
)

LATE, LATE_UPDATE = warned("90373-460"), warned("90378-460")
AGENCY_USER = agency(user={"enterpriseNumber": "0999999823", "jointCommissionNumber": "322"})
HORECA_AGENCY = agency("OTH", HORECA_USER)
NIGHT = flexi_day(start="2030-12-31", endDate="2031-01-01", endHour="0200")

# Switch, value, declaration, periods before it, when; said by default, said with the switch.
OF_AN_IN: list[tuple[str, Any, Any, list[Any], str, Codes, Codes]] = [
    ("lateness", "never", ordinary(), [], "2030-10-02T00:00", LATE, ACCEPTED),
    ("lateness", "always", ordinary(), [], NOON, ACCEPTED, LATE),
    ("overlap_across_committees", True, ordinary(committee="140"), [ordinary()], NOON, ACCEPTED,
     refused("90373-333")),
    ("duplicate_needs_same_end", True, ordinary(endDate="2030-12-31"), [ordinary()], NOON,
     refused("90373-333"), refused("90373-334")),
    ("run_limit_in_horeca_only", True, shift("2030-10-03", committee="145"),
     [shift("2030-10-01", committee="145"), shift("2030-10-02", committee="145")], NOON,
     refused("00910-459"), ACCEPTED),
    ("accept_extra_under_other", True, shift(committee="XXX"), [], NOON, refused("90374-349"), ACCEPTED),
    ("accept_ordinary_under_construction", True, ordinary(committee="124"), [], NOON, refused("90374-349"),
     ACCEPTED),
    ("user_committee_must_fit", False, HORECA_AGENCY, [], NOON, refused("90374-349"), ACCEPTED),
    ("code_for_agency_as_user", "00046-005", AGENCY_USER, [], NOON, refused("90374-349"),
     refused("00046-005")),
    ("code_for_agency_as_user", "", AGENCY_USER, [], NOON, refused("90374-349"), ACCEPTED),
    ("cards_for_all_under_construction", True, student(committee="124"), [], NOON, ACCEPTED,
     refused("00663-001", "00664-001")),
    ("accepted_genders", ("0", "1"), ordinary(worker=stranger(gender=0)), [], NOON, refused("00029-003"),
     ("S", set())),
    ("flexi_needs_ssin", True, flexi_day(worker=stranger()), [], NOON, ("S", set()), refused("00024-001")),
    ("flexi_period_needs_end", True, without(flexi_period(), "endDate"), [], NOON, ACCEPTED,
     refused("00911-001")),
    ("code_for_too_early", "90373-450", flexi_day(), [], "2030-08-30T12:00", refused("00910-008"),
     refused("90373-450")),
    ("code_for_too_early", "", flexi_day(), [], "2030-08-30T12:00", refused("00910-008"), ACCEPTED),
    ("error_for_years_out_of_range", "003", ordinary(start="2040-01-01"), [], NOON, refused("00910-008"),
     refused("00910-003")),
    ("error_for_years_out_of_range", "", ordinary(endDate="2040-01-01"), [], NOON, refused("00911-008"),
     ACCEPTED),
    ("flexi_night_may_cross_quarter", False, NIGHT, [], "2030-10-01T12:00", ACCEPTED, refused("90373-421")),
    ("longest_day_elapsed", True, shift("2030-10-26", start="1200", end="1200", endDate="2030-10-27"), [],
     NOON, ACCEPTED, refused("90373-341")),
    ("flexi_checks_same_employer", False, flexi_day(), [ordinary()], NOON, warned("90017-510"), ACCEPTED),
]  # fmt: skip


@pytest.mark.parametrize("row", OF_AN_IN)
def test_a_switch_changes_what_is_said_of_an_in(
    row: tuple[str, Any, Any, list[Any], str, Codes, Codes],
) -> None:
    switch, value, body, before, when, usual, switched = row
    of = desk(*before)
    assert codes(of.judge(body, at(when))) == usual
    of.behaviour = Readings.model_validate({switch: value})
    assert codes(of.judge(body, at(when))) == switched


FLEXI_DAY = flexi_day(start="2030-10-04", endDate="2030-10-04", startHour="1000", endHour="1400")
# Switch, value, period, what an UPDATE changes, when; said by default, said with the switch.
OF_AN_UPDATE: list[tuple[str, Any, Any, dict[str, Any], str, Codes, Codes]] = [
    ("lateness", "always", ordinary(), {"startDate": "2030-09-30"}, NOON, ACCEPTED, LATE_UPDATE),
    ("saturday_is_working_day", False, trainee(), {"endDate": "2030-10-04"}, "2030-10-07T08:00", LATE_UPDATE,
     ACCEPTED),
    ("grace_by_wall_clock", True, shift("2030-10-26", start="1800", end="0030", endDate="2030-10-27"),
     {"endHour": "0100"}, "2030-10-27T08:00", LATE_UPDATE, ACCEPTED),
    ("flexi_day_like_extra", False, FLEXI_DAY, {"endHour": "1300"}, "2030-10-05T12:00", LATE_UPDATE,
     ACCEPTED),
    ("end_later_before_that_day", True, ordinary(endDate="2030-10-02"), {"endDate": "2030-10-31"},
     "2030-10-03T08:00", ACCEPTED, LATE_UPDATE),
    ("planned_hours_have_deadline", False, student(), {"plannedHoursNumber": 97}, "2031-02-01T08:00",
     LATE_UPDATE, ACCEPTED),
    ("accept_same_start_for_student", True, student(), {"startDate": "2030-10-05", "plannedHoursNumber": 97},
     NOON, refused("00910-005"), ACCEPTED),
    ("day_lump_may_change", True, lump(), {"startHour": "0900"}, NOON, refused("00913-181"), ACCEPTED),
    ("day_lump_may_change", True, lump(), {"endHour": "1800"}, NOON, refused("00913-181", "00778-005"),
     refused("00778-005")),
    ("day_lump_may_change", True, lump(), {"startDate": "2030-09-30"}, NOON,
     refused("00913-181", "00778-001"), refused("00778-001")),
    ("late_start_hour_is_refused", True, shift(), {"startHour": "1100"}, "2030-10-01T10:01", LATE_UPDATE,
     refused("00910-344")),
    ("flexi_hours_may_grow", False, flexi_day(), {"endHour": "2330"}, NOON, ACCEPTED, refused("00911-344")),
    ("flexi_end_may_pass_midnight", True, flexi_day(), {"endDate": "2030-10-02", "endHour": "0100"}, NOON,
     refused("00911-344"), ACCEPTED),
    ("code_for_end_removal", "00913-368", student(), {"endDate": "9999-12-31"}, NOON, refused("90378-368"),
     refused("00913-368")),
]  # fmt: skip


@pytest.mark.parametrize("row", OF_AN_UPDATE)
def test_a_switch_changes_what_is_said_of_an_update(
    row: tuple[str, Any, Any, dict[str, Any], str, Codes, Codes],
) -> None:
    switch, value, before, changes, when, usual, switched = row
    of = desk(before)
    body = update(of, **changes)
    assert codes(of.judge(body, at(when))) == usual
    of.behaviour = Readings.model_validate({switch: value})
    assert codes(of.judge(body, at(when))) == switched


def removed(body: dict[str, Any], *path: str) -> dict[str, Any]:
    """The body without one property."""
    head, *rest = path
    if not rest:
        return {name: value for name, value in body.items() if name != head}
    return {**body, head: removed(body[head], *rest)}


PERIOD = {"periodId": 900000000116}
MISSING = [
    (removed(dimona_in(), "dimonaIn", "startDate"), "dimonaIn.startDate", {"00910-001"}),
    (removed(dimona_in(), "dimonaIn", "features", "workerType"), "dimonaIn.features.workerType",
     {"00655-001"}),
    (removed(dimona_in(), "dimonaIn", "features", "jointCommissionNumber"),
     "dimonaIn.features.jointCommissionNumber", {"00046-001"}),
    ({"dimonaOut": PERIOD}, "dimonaOut.endDate", {"00911-001"}),
    ({"dimonaOut": {}}, "dimonaOut.periodId", {"00913-001", "00911-001"}),
    ({"dimonaUpdate": {"endDate": "2030-12-31"}}, "dimonaUpdate.periodId", {"00913-001"}),
    ({"dimonaCancel": {}}, "dimonaCancel.periodId", {"00913-001"}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "path", "expected"), MISSING)
def test_what_is_missing_is_400_or_a_result(body: dict[str, Any], path: str, expected: set[str]) -> None:
    verdict = desk().judge(body, at(NOON))
    assert (verdict.status, verdict.result) == (400, None)
    assert verdict.problem is not None
    assert path in [issue["name"] for issue in verdict.problem["issues"]]
    assert said(body, behaviour={"missing_properties_are_400": False}) == ("B", expected)


def test_a_missing_features_block_is_always_400() -> None:
    body = {**dimona_in(), "dimonaIn": {"startDate": "2030-10-01"}}
    of = desk(behaviour={"missing_properties_are_400": False})
    assert of.judge(body, at(NOON)).status == 400


def test_no_switch_is_without_a_test() -> None:
    tested = {row[0] for row in (*OF_AN_IN, *OF_AN_UPDATE)}
    elsewhere = {"missing_properties_are_400", "missing_mandate_is_403"}  # above, and in test_parties
    assert tested | elsewhere == set(Readings.model_fields)


def test_the_place_of_work_needs_no_switch() -> None:
    """The RSZ cannot know where a student works: with and without the block is right."""
    assert said(student(worker={"ssin": JAN}, studentPlaceOfWork=PLACE)) == ACCEPTED
