"""Where a period is in time, and which day names it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.period import Period, PeriodStatus
from chalicelib.domain.phase import ENDING_WITHIN, LISTED, Phase, phase_of
from chalicelib.domain.roster import covers, is_contract, is_named, monday_of, weeks_of

TODAY = date(2026, 12, 1)
DAY = timedelta(days=1)


def period(worker_type: str = "OTH", **fields: Any) -> Period:
    given = {"status": PeriodStatus.ACTIVE, "start_date": TODAY, **fields}
    return Period(id="per_1", worker_type=worker_type, joint_committee="XXX", **given)


@pytest.mark.parametrize(
    ("start", "end", "phase"),
    [
        (TODAY, None, Phase.OPEN),
        (TODAY + DAY, None, Phase.PLANNED),
        (TODAY, TODAY, Phase.ENDING),
        (TODAY, TODAY + ENDING_WITHIN, Phase.ENDING),
        (TODAY, TODAY + ENDING_WITHIN + DAY, Phase.OPEN),
        (TODAY - DAY, TODAY - DAY, Phase.ENDED),
        (TODAY + DAY, TODAY + DAY, Phase.PLANNED),
    ],
)
def test_the_days_at_the_edges(start: date, end: date | None, phase: Phase) -> None:
    for status in (PeriodStatus.ACTIVE, PeriodStatus.PENDING):
        assert phase_of(period(start_date=start, end_date=end, status=status), TODAY) is phase


@given(st.integers(-400, 400), st.none() | st.integers(0, 400))
def test_a_standing_period_is_in_exactly_one_listed_phase(start: int, length: int | None) -> None:
    first = TODAY + start * DAY
    of = period(start_date=first, end_date=None if length is None else first + length * DAY)
    phase = phase_of(of, TODAY)
    assert phase in LISTED
    assert [wanted for wanted in LISTED if phase.answers(wanted)] == (
        [Phase.OPEN, Phase.ENDING] if phase is Phase.ENDING else [phase]
    )


@pytest.mark.parametrize(
    ("of", "named"),
    [
        (period("STU", end_date=TODAY + 20 * DAY, planned_hours=8), True),
        (period("FLX", end_date=TODAY + 20 * DAY), True),
        (period("EXT", start_hour="18:00", end_date=TODAY + DAY, end_hour="02:00"), True),
        (period("S17", start_hour="18:00", end_date=TODAY, end_hour="20:00"), True),
        (period("OTH", end_date=TODAY + 20 * DAY), False),
        (period("FLX"), False),
        (period("STU", end_date=TODAY + 200 * DAY), False),
        (period("STU", end_date=TODAY - DAY), False),
    ],
)
def test_a_day_names_shifts_students_and_flexi_jobs_and_counts_the_rest(of: Period, named: bool) -> None:  # noqa: FBT001
    assert is_named(of) is named
    assert is_contract(of) is not named


def test_a_night_shift_lasts_into_the_next_day_and_one_until_midnight_does_not() -> None:
    night = period("EXT", start_hour="18:00", end_date=TODAY + DAY, end_hour="02:00")
    until_midnight = period("EXT", start_hour="18:00", end_date=TODAY + DAY, end_hour="00:00")

    assert [covers(night, TODAY + n * DAY) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert [covers(until_midnight, TODAY + n * DAY) for n in (0, 1)] == [True, False]


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 91), st.integers(-3, 95))
def test_each_day_finds_a_period_in_its_week_and_only_there(start: date, length: int, look: int) -> None:
    of = period("STU", start_date=start, end_date=start + length * DAY)
    day = start + look * DAY
    entries = [week for week in weeks_of(of) if week.monday == monday_of(day)]
    found = any(entry.first <= day.weekday() for entry in entries) and covers(of, day)
    assert found is (0 <= look <= length)
    assert len(list(weeks_of(of))) <= 14
