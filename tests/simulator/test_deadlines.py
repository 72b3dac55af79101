"""When a declaration is late (460), and when it comes too early."""

from datetime import UTC, datetime
from typing import Any

import pytest

from infra.rsz_simulator.rules.working_days import next_working_day
from tests.simulator.client import dimona_in, student
from tests.simulator.desk import (
    ACCEPTED,
    at,
    builder,
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
)

LATE = warned("90373-460")
LATE_UPDATE = warned("90378-460")
BY_DAY = [ordinary(), builder(), student("2030-10-01"), flexi_period(), trainee(), dimona_in(kind="DWD")]


@pytest.mark.parametrize("body", BY_DAY)
def test_who_begins_on_a_day_is_late_after_it(body: dict[str, Any]) -> None:
    assert said(body, when="2030-10-01T23:59:59") == ACCEPTED
    assert said(body, when="2030-10-01T22:00:00+00:00") == LATE  # midnight in Brussels
    assert said(body, when="2030-10-02T00:00") == LATE


@pytest.mark.parametrize(("body", "start"), [
    (shift(), "2030-10-01T10:00"), (lump(), "2030-10-01T10:00"), (flexi_day(), "2030-10-01T17:00"),
    (shift(committee="145"), "2030-10-01T10:00"),
])  # fmt: skip
def test_who_begins_at_an_hour_is_late_after_it(body: dict[str, Any], start: str) -> None:
    assert said(body, when=start) == ACCEPTED
    assert said(body, when=f"{start}:01") == LATE


def test_the_late_example_of_the_instructions() -> None:
    assert said(ordinary(start="2026-12-02"), when="2026-12-03T09:00") == LATE


# Last day, and the first working day after it without and with Saturday.
WORKING_DAYS = [
    ("2026-03-25", "2026-03-26", "2026-03-26"),
    ("2026-03-27", "2026-03-30", "2026-03-28"),
    ("2026-04-02", "2026-04-03", "2026-04-03"),
    ("2026-04-03", "2026-04-07", "2026-04-04"),
    ("2026-04-30", "2026-05-04", "2026-05-02"),
    ("2026-05-13", "2026-05-15", "2026-05-15"),
    ("2026-05-22", "2026-05-26", "2026-05-23"),
    ("2026-07-20", "2026-07-22", "2026-07-22"),
    ("2026-08-14", "2026-08-17", "2026-08-17"),
    ("2026-10-31", "2026-11-02", "2026-11-02"),
    ("2026-11-10", "2026-11-12", "2026-11-12"),
    ("2026-12-24", "2026-12-28", "2026-12-26"),
    ("2026-12-31", "2027-01-04", "2027-01-02"),
]
EARLY = "2025-12-01T08:00"


@pytest.mark.parametrize(("last", "without", "with_saturday"), WORKING_DAYS)
@pytest.mark.parametrize("saturday", [False, True])
def test_an_end_moved_earlier(last: str, without: str, with_saturday: str, saturday: bool) -> None:  # noqa: FBT001 - a switch
    due = with_saturday if saturday else without
    of = desk(
        ordinary(start="2026-01-05", endDate="2027-02-28"),
        when=EARLY,
        behaviour={"saturdayIsWorkingDay": saturday},
    )
    body = update(of, endDate=last)
    assert codes(of.judge(body, at(f"{due}T23:59:59"))) == ACCEPTED
    following = next_working_day(at(f"{due}T00:00").date(), saturday_counts=True)
    assert codes(of.judge(body, at(f"{following}T00:00"))) == LATE_UPDATE


# Before (from 1 January 2026), what changes, the last moment in time, and the first one late.
UPDATES = [
    (ordinary(start="2026-12-07"), {"startDate": "2026-12-04"}, "2026-12-04T23:59", "2026-12-05T00:00"),
    (ordinary(start="2026-01-05", endDate="2026-03-27"), {"endDate": "2026-04-30"},
     "2026-03-28T23:59", "2026-03-29T00:00"),
    (ordinary(start="2026-01-05", endDate="2026-03-27"), {"endDate": "9999-12-31"},
     "2026-03-28T23:59", "2026-03-29T00:00"),
    (student("2026-07-01", "2026-07-31"), {"plannedHoursNumber": 99}, "2026-10-31T23:59", "2026-11-01T00:00"),
    (student("2026-11-01", "2026-11-30"), {"plannedHoursNumber": 99}, "2027-01-31T23:59", "2027-02-01T00:00"),
    (shift("2026-06-13"), {"startHour": "0900"}, "2026-06-13T09:00", "2026-06-13T09:01"),
    (shift("2026-06-13"), {"startHour": "1100"}, "2026-06-13T10:00", "2026-06-13T10:01"),
    (shift("2026-06-13", end="1400"), {"endHour": "1700"}, "2026-06-13T22:00", "2026-06-13T22:01"),
    (shift("2026-06-13", end="1959"), {"endHour": "2200"}, "2026-06-14T03:59", "2026-06-14T04:00"),
    (shift("2026-06-13", end="2000"), {"endHour": "2200"}, "2026-06-14T08:00", "2026-06-14T08:01"),
    (shift("2026-06-13", end="2300"), {"endHour": "2330"}, "2026-06-14T08:00", "2026-06-14T08:01"),
    (shift("2026-06-13", start="1800", end="0200", endDate="2026-06-14"), {"endHour": "0300"},
     "2026-06-14T10:00", "2026-06-14T10:01"),
    (shift("2026-06-13", end="1400"), {"endHour": "1300"}, "2026-06-13T23:59", "2026-06-14T00:00"),
    (shift("2026-06-13", end="2300"), {"endHour": "2200"}, "2026-06-13T23:59", "2026-06-14T00:00"),
    (shift("2026-06-13", start="1800", end="0200", endDate="2026-06-14"), {"endHour": "0100"},
     "2026-06-14T23:59", "2026-06-15T00:00"),
    (flexi_day(start="2026-06-13", startHour="1000", endDate="2026-06-13", endHour="1400"),
     {"endHour": "1700"}, "2026-06-13T22:00", "2026-06-13T22:01"),
    (flexi_day(start="2026-06-13", startHour="1000", endDate="2026-06-13", endHour="1400"),
     {"endHour": "1300"}, "2026-06-13T23:59", "2026-06-14T00:00"),
    (flexi_period(start="2026-06-01", endDate="2026-06-26"), {"endDate": "2026-06-12"},
     "2026-06-13T23:59", "2026-06-14T00:00"),
    # several changes: each deadline counts, the earliest decides
    (ordinary(start="2026-12-07", endDate="2026-12-31"), {"startDate": "2026-12-04", "endDate": "2027-01-31"},
     "2026-12-04T23:59", "2026-12-05T00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "changes", "in_time", "late"), UPDATES)
def test_the_deadline_of_an_update(
    before: dict[str, Any], changes: dict[str, Any], in_time: str, late: str
) -> None:
    of = desk(before, when="2026-05-31T08:00" if "FLX" in str(before) else EARLY)
    body = update(of, **changes)
    assert codes(of.judge(body, at(in_time))) == ACCEPTED
    assert codes(of.judge(body, at(late))) == LATE_UPDATE


# Clocks go forward on 29 March 2026 at 02:00 and back on 25 October 2026 at 03:00.
@pytest.mark.parametrize(
    ("day", "face"), [("2026-03-28", "2026-03-29T09:30"), ("2026-10-24", "2026-10-25T07:30")]
)
@pytest.mark.parametrize("by_clock_face", [False, True])
def test_eight_hours_when_the_clock_changes(day: str, face: str, by_clock_face: bool) -> None:  # noqa: FBT001 - a switch
    following = face[:10]
    of = desk(
        shift(day, start="1800", end="0030", endDate=following),
        when=EARLY,
        behaviour={"graceByWallClock": by_clock_face},
    )
    last = f"{following}T08:30" if by_clock_face else face
    body = update(of, endHour="0100")
    assert codes(of.judge(body, at(last))) == ACCEPTED
    assert codes(of.judge(body, at(f"{last}:01"))) == LATE_UPDATE


def test_a_start_in_an_hour_that_comes_twice_is_its_first() -> None:
    body = shift("2026-10-25", start="0230", end="0500")
    assert said(body, when="2026-10-25T02:30:00+02:00") == ACCEPTED
    assert said(body, when="2026-10-25T02:30:00+01:00") == LATE


@pytest.mark.parametrize(("start", "first"), [
    ("2026-07-01", "2026-05-31"), ("2026-09-30", "2026-05-31"), ("2026-10-01", "2026-08-31"),
    ("2027-01-01", "2026-12-01"), ("2027-03-31", "2026-12-01"),
])  # fmt: skip
def test_flexi_jobs_are_taken_31_days_before_the_quarter(start: str, first: str) -> None:
    for body in (flexi_day(start=start, endDate=start), flexi_period(start=start, endDate=start)):
        if body["dimonaIn"].get("startHour") is None:
            del body["dimonaIn"]["endDate"]
        assert said(body, when=f"{first}T00:00") == ACCEPTED
        day_before = at(f"{first}T00:00").timestamp() - 1
        assert codes(desk().judge(body, at(_iso(day_before)))) == refused("00910-008")


def _iso(instant: float) -> str:
    return datetime.fromtimestamp(instant, UTC).isoformat()


@pytest.mark.parametrize(
    ("when", "expected"), [("2030-09-15", refused("00910-008")), ("2030-09-16", ACCEPTED)]
)
def test_article_17_is_taken_15_days_ahead(when: str, expected: Any) -> None:
    assert said(dimona_in(kind="T17"), when=f"{when}T12:00") == expected


def test_other_types_may_be_filed_years_ahead() -> None:
    assert said(ordinary(start="2039-12-31")) == ACCEPTED
    assert said(ordinary(start="2040-01-01")) == refused("00910-008")
    assert said(ordinary(start="1919-12-31")) == refused("00910-008")
    assert said(ordinary(start="1920-01-01")) == LATE
    assert said(ordinary(start="1990-01-01", endDate="1998-12-31")) == refused("00911-008")
    assert said(ordinary(start="1990-01-01", endDate="1999-01-01")) == LATE
