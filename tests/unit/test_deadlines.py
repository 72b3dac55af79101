"""The legal clock of an IN."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.clock.deadline import Timeliness, timeliness
from chalicelib.domain.clock.deadlines import in_deadline
from chalicelib.domain.filing import InTerms

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
