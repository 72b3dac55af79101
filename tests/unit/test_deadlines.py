"""The legal clock of an IN."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.clock.deadline import Timeliness, timeliness
from chalicelib.domain.clock.deadlines import contest_deadline, in_deadline
from chalicelib.domain.clock.working_days import WorkingDays
from chalicelib.domain.filing import InTerms
from chalicelib.domain.readings import Readings

TERMS = InTerms(worker_type="OTH", joint_committee="XXX", start_date=date(2026, 12, 1))
KNOWN = TERMS.model_copy(update={"work_starts_at": datetime(2026, 12, 1, 17, 0)})  # noqa: DTZ001  (local by contract)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_without_an_hour_the_start_of_the_day_is_assumed() -> None:
    deadline = in_deadline(TERMS)

    assert deadline.at == at("2026-12-01T00:00:00+01:00")
    assert (deadline.rule, deadline.assumed) == ("in.startOfWork", True)


def test_with_an_hour_that_hour_counts_in_summer_and_in_winter() -> None:
    assert in_deadline(KNOWN).at == at("2026-12-01T17:00:00+01:00")
    summer = KNOWN.model_copy(update={"work_starts_at": datetime(2026, 7, 1, 17, 0)})  # noqa: DTZ001
    assert in_deadline(summer).at == at("2026-07-01T17:00:00+02:00")
    assert not in_deadline(KNOWN).assumed


@pytest.mark.parametrize(
    ("terms", "filed", "judged"),
    [
        (TERMS, None, Timeliness.UNKNOWN),
        (TERMS, "2026-11-30T23:59:59+01:00", Timeliness.ON_TIME),
        (TERMS, "2026-12-01T00:00:01+01:00", Timeliness.UNKNOWN),
        (TERMS, "2026-12-01T23:59:59+01:00", Timeliness.UNKNOWN),
        (TERMS, "2026-12-02T00:00:00+01:00", Timeliness.LATE),
        (KNOWN, "2026-12-01T17:00:00+01:00", Timeliness.ON_TIME),
        (KNOWN, "2026-12-01T17:00:01+01:00", Timeliness.LATE),
    ],
)
def test_timeliness(terms: InTerms, filed: str | None, judged: Timeliness) -> None:
    moment = at(filed).astimezone(UTC) if filed else None
    assert timeliness(in_deadline(terms), moment, rsz_says_late=False) is judged


def test_the_rsz_has_the_last_word_on_late() -> None:
    early = at("2026-11-01T00:00:00+01:00")
    assert timeliness(in_deadline(TERMS), early, rsz_says_late=True) is Timeliness.LATE


@pytest.mark.parametrize(
    ("notified", "mon_sat", "mon_fri"),
    [
        (date(2026, 11, 23), "2026-11-28", "2026-11-30"),  # a Monday: Saturday, or the Monday after
        (date(2026, 12, 24), "2026-12-31", "2027-01-04"),  # over Christmas and New Year
        (date(2026, 4, 30), "2026-05-07", "2026-05-08"),  # over the first of May
    ],
)
def test_notified_data_are_contested_within_five_working_days(
    notified: date, mon_sat: str, mon_fri: str
) -> None:
    loose = contest_deadline(notified, Readings(working_days=WorkingDays.MON_FRI))
    strict = contest_deadline(notified, Readings(working_days=WorkingDays.MON_SAT))

    assert (strict.at.date().isoformat(), loose.at.date().isoformat()) == (mon_sat, mon_fri)
    assert loose.advised == strict.at
    assert (strict.rule, strict.source.split(",")[0]) == ("contest.fiveWorkingDays", "Securex")
    assert strict.unknown_until is not None, "late only when late in both"
