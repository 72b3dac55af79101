"""Worker type by operation: what OUT, UPDATE and CANCEL do to a period of each kind."""

from datetime import date
from typing import Any

import pytest

from infra.rsz_simulator.facts import Facts
from tests.simulator.client import dimona_in, student
from tests.simulator.desk import (
    ACCEPTED,
    NOON,
    Codes,
    at,
    builder,
    cancel,
    codes,
    desk,
    flexi_day,
    flexi_period,
    lump,
    ordinary,
    out,
    period_number,
    refused,
    shift,
    trainee,
    update,
    without,
)

OTH, OTH_END = ordinary(), ordinary(endDate="2030-12-31")
OPEN_FLX = without(flexi_period(), "endDate")
STU, EXT, LUMP, FLX, FLX_PERIOD, IVT = student(), shift(), lump(), flexi_day(), flexi_period(), trainee()
MATRIX: list[tuple[Any, dict[str, Any], set[str]]] = [
    # start earlier
    (OTH, {"startDate": "2030-09-30"}, set()),
    (OTH_END, {"startDate": "2030-09-30"}, set()),
    (builder(), {"startDate": "2030-09-30"}, set()),
    (STU, {"startDate": "2030-10-01"}, {"00910-005"}),
    (EXT, {"startDate": "2030-09-30", "endDate": "2030-09-30"}, set()),
    (EXT, {"startHour": "0900"}, set()),
    (FLX, {"startHour": "1600"}, set()),
    (flexi_day(start="2030-10-02", endDate="2030-10-02"),
     {"startDate": "2030-10-01", "endDate": "2030-10-01"}, set()),
    (flexi_period(start="2030-10-15"), {"startDate": "2030-10-01"}, set()),
    (FLX_PERIOD, {"startDate": "2030-09-30"}, {"90378-421"}),
    (IVT, {"startDate": "2030-09-30"}, set()),
    # start later
    (OTH, {"startDate": "2030-10-02"}, {"00910-344"}),
    (OTH_END, {"startDate": "2030-10-02"}, {"00910-344"}),
    (STU, {"startDate": "2030-10-06"}, {"00910-005"}),
    (EXT, {"startDate": "2030-10-02", "endDate": "2030-10-02"}, {"00910-344"}),
    (EXT, {"startHour": "1100"}, set()),
    (FLX, {"startHour": "1800"}, set()),
    (FLX_PERIOD, {"startDate": "2030-10-02"}, {"00910-344"}),
    (IVT, {"startDate": "2030-10-02"}, {"00910-344"}),
    # end earlier
    (OTH, {"endDate": "2030-11-30"}, {"00913-359"}),
    (builder(), {"endDate": "2030-11-30"}, {"00913-359"}),
    (OPEN_FLX, {"endDate": "2030-11-30"}, {"00913-359"}),
    (OTH_END, {"endDate": "2030-11-30"}, set()),
    (STU, {"endDate": "2030-11-30"}, set()),
    (EXT, {"endHour": "1300"}, set()),
    (EXT, {"endHour": "1000"}, {"00778-345"}),
    (FLX, {"endHour": "2200"}, set()),
    (FLX_PERIOD, {"endDate": "2030-11-30"}, set()),
    (FLX_PERIOD, {"endDate": "2030-10-01"}, set()),
    (IVT, {"endDate": "2030-11-30"}, set()),
    (OTH_END, {"endDate": "2030-09-30"}, {"00911-014"}),
    # end later
    (OTH_END, {"endDate": "2031-06-30"}, set()),
    (STU, {"endDate": "2031-01-01"}, {"90378-421"}),
    (student(end="2030-10-31"), {"endDate": "2030-12-31"}, set()),
    (EXT, {"endHour": "2359"}, set()),
    (EXT, {"endDate": "2030-10-02", "endHour": "1000"}, set()),
    (EXT, {"endDate": "2030-10-02", "endHour": "1001"}, {"90378-341"}),
    (FLX, {"endHour": "2359"}, set()),
    (FLX, {"endDate": "2030-10-02", "endHour": "0100"}, {"00911-344"}),
    (flexi_period(endDate="2030-10-31"), {"endDate": "2030-11-30"}, {"00911-344"}),
    (builder(endDate="2030-12-31"), {"endDate": "2031-06-30"}, set()),
    (builder(endDate="2030-12-31"), {"endDate": "9999-12-31"}, set()),
    (IVT, {"endDate": "2031-06-30"}, set()),
    (trainee("TRI"), {"endDate": "2031-06-30"}, set()),
    (trainee("STG"), {"endDate": "2031-06-30"}, set()),
    (trainee("TRI"), {"endDate": "9999-12-31"}, {"90378-368"}),
    (trainee("STG"), {"endDate": "9999-12-31"}, {"90378-368"}),
    (OTH_END, {"endDate": "2040-01-01"}, {"00911-008"}),
    # the end taken away
    (OTH_END, {"endDate": "9999-12-31"}, set()),
    (OTH, {"endDate": "9999-12-31"}, {"90378-444"}),
    (STU, {"endDate": "9999-12-31"}, {"90378-368"}),
    (EXT, {"endDate": "9999-12-31"}, {"90378-368"}),
    (FLX, {"endDate": "9999-12-31"}, {"90378-368"}),
    (FLX_PERIOD, {"endDate": "9999-12-31"}, {"90378-368"}),
    (IVT, {"endDate": "9999-12-31"}, {"90378-368"}),
    # hours of the day where there are none
    (OTH, {"startHour": "0800"}, {"00777-005"}),
    (OTH_END, {"endHour": "1700"}, {"00778-005"}),
    (STU, {"startHour": "0800", "endHour": "1700"}, {"00777-005", "00778-005"}),
    (FLX_PERIOD, {"startHour": "0800"}, {"00777-005"}),
    (IVT, {"endHour": "1700"}, {"00778-005"}),
    (EXT, {"startHour": "2460"}, {"00777-003"}),
    # planned hours
    (OTH, {"plannedHoursNumber": 8}, {"01135-005"}),
    (STU, {"plannedHoursNumber": 110}, set()),
    (STU, {"plannedHoursNumber": 50}, set()),
    (STU, {"plannedHoursNumber": 0}, {"01135-003"}),
    (EXT, {"plannedHoursNumber": 8}, {"01135-005"}),
    (FLX, {"plannedHoursNumber": 8}, {"01135-005"}),
    (IVT, {"plannedHoursNumber": 8}, {"01135-005"}),
    # a day lump
    (LUMP, {"startHour": "0900"}, {"00913-181"}),
    (LUMP, {"endHour": "1800"}, {"00913-181", "00778-005"}),
    # nothing
    (OTH, {}, {"90378-360"}),
    (EXT, {}, {"90378-361"}),
    (FLX, {}, {"90378-361"}),
    (OTH, {"startDate": "2030-10-01"}, {"90378-444"}),
    (FLX, {"startDate": "2030-10-01", "startHour": "1700", "endDate": "2030-10-01", "endHour": "2300"},
     {"90378-444"}),
    (FLX, {"startDate": "2030-10-01", "startHour": "1700", "endDate": "2030-10-01", "endHour": "2130"},
     set()),
]  # fmt: skip


@pytest.mark.parametrize(("before", "changes", "expected"), MATRIX)
def test_updates(before: dict[str, Any], changes: dict[str, Any], expected: set[str]) -> None:
    of = desk(before)
    verdict = codes(of.judge(update(of, **changes), at(NOON)))
    assert verdict == ("B" if expected else "A", expected)


def test_the_start_of_an_old_student_may_move() -> None:
    old = student("2016-12-31", "2016-12-31", 8)
    of = desk(old, behaviour={"lateness": "never"})
    assert codes(of.judge(update(of, startDate="2016-12-30"), at(NOON))) == ACCEPTED


@pytest.mark.parametrize(("before", "expected"), [
    (OTH, ACCEPTED), (builder(), ACCEPTED), (OPEN_FLX, ACCEPTED), (dimona_in(kind="DWD"), ACCEPTED),
    *((body, refused("00913-356")) for body in (OTH_END, STU, EXT, LUMP, FLX, FLX_PERIOD, IVT)),
])  # fmt: skip
def test_an_out_is_for_open_periods(before: dict[str, Any], expected: Codes) -> None:
    of = desk(before)
    assert codes(of.judge(out(of), at(NOON))) == expected


@pytest.mark.parametrize(("end", "expected"), [
    ("2030-10-01", ACCEPTED), ("2030-09-30", refused("00911-014")), ("2040-01-01", refused("00911-008")),
    ("9999-12-31", refused("00911-008")),
])  # fmt: skip
def test_the_date_of_an_out(end: str, expected: Codes) -> None:
    of = desk(OTH)
    assert codes(of.judge(out(of, end), at(NOON))) == expected


@pytest.mark.parametrize(
    "before", [OTH, OTH_END, builder(), STU, EXT, LUMP, FLX, FLX_PERIOD, IVT, dimona_in(kind="PMP")]
)
@pytest.mark.parametrize("when", [NOON, "2031-03-01T12:00"])
def test_every_period_can_be_cancelled_and_nobody_is_late(before: dict[str, Any], when: str) -> None:
    of = desk(before)
    assert codes(of.file(cancel(of), at(when))) == ACCEPTED
    for body in (cancel(of), out(of), update(of, endDate="2030-11-30")):
        assert codes(of.judge(body, at(when))) == refused("00913-355")


def test_a_late_out_is_simply_accepted() -> None:
    of = desk(OTH)
    assert codes(of.judge(out(of), at("2031-03-01T12:00"))) == ACCEPTED


@pytest.mark.parametrize("make", [
    lambda number: {"dimonaCancel": {"periodId": number}},
    lambda number: {"dimonaOut": {"periodId": number, "endDate": "2030-12-31"}},
    lambda number: {"dimonaUpdate": {"periodId": number, "startDate": "2030-09-30"}},
])  # fmt: skip
def test_the_number_of_a_period(make: Any) -> None:
    of = desk(OTH)
    number = period_number(of)
    assert codes(of.judge(make(912345678954), at(NOON))) == refused("00913-354")
    assert codes(of.judge(make(900000000117), at(NOON))) == refused("00913-003")
    assert codes(of.judge(make(116), at(NOON))) == refused("00913-003")
    of.facts = Facts(locked_periods=[number])
    assert codes(of.judge(make(number), at(NOON))) == refused("00913-362")
    of.facts = Facts(period_anomalies={str(number): ["00913-357"]})
    assert codes(of.judge(make(number), at(NOON))) == refused("00913-357")
    of.facts = Facts()
    assert codes(of.judge(make(number), at(NOON))) == ACCEPTED


@pytest.mark.parametrize(("before", "second", "changes", "expected"), [
    (student("2030-10-20", "2030-10-25"), student("2030-10-05", "2030-10-15"), {"endDate": "2030-10-20"},
     {"90378-334"}),
    (shift(start="1000", end="1400"), shift(start="1500", end="1800"), {"startHour": "1300"}, {"90378-334"}),
    (shift(start="1000", end="1400"), shift(start="1500", end="1800"), {"startHour": "1000"}, {"90378-333"}),
    (shift("2030-10-02"), shift("2030-10-04"), {"startDate": "2030-10-03", "endDate": "2030-10-03"}, set()),
])  # fmt: skip
def test_an_update_into_another_period(
    before: Any, second: Any, changes: dict[str, Any], expected: set[str]
) -> None:
    of = desk(before, second)
    verdict = codes(of.judge(update(of, **changes), at(NOON)))
    assert verdict == ("B" if expected else "A", expected)


def test_an_update_into_a_third_day_in_a_row() -> None:
    of = desk(shift("2030-10-01"), shift("2030-10-02"), shift("2030-10-04"))
    body = update(of, startDate="2030-10-03", endDate="2030-10-03")
    assert codes(of.judge(body, at(NOON))) == refused("00910-459")


def test_what_is_accepted_changes_the_file_and_what_is_refused_does_not() -> None:
    of = desk(OTH_END)
    number = period_number(of)
    of.file(update(of, endDate="2030-09-30"), at(NOON))
    assert of.books.by_number[number].end_date == date(2030, 12, 31)
    of.file(update(of, endDate="9999-12-31"), at(NOON))
    assert of.books.by_number[number].end_date is None
