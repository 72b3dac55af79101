"""What judging a filing costs beside reading it: the whole engine against pydantic on the same body."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from pydantic import Field, RootModel

from chalicelib.domain.checks.case import Known
from chalicelib.domain.filing import Filing, InFiling
from chalicelib.domain.judgement import Judgement, judge_in, judge_on_period
from chalicelib.domain.period import Period, PeriodStatus
from tests.performance.measure import Act, interleaved, ratios, spread
from tests.performance.report import Figure

GROUP = "Validating a filing, in process"
ROUNDS, WARM_UP, AT_ONCE = 200, 20, 20
MIX = ("IN of a student",) * 6 + ("OUT",) * 2 + ("UPDATE of an end", "CANCEL")
"""Ten filings as they come, each twice in a round."""
NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


class Body(RootModel[Annotated[Filing, Field(discriminator="type")]]):
    """The body of POST /v1/declarations, as the API reads it."""


@dataclass(frozen=True)
class Sample:
    """A body and the worker's other periods here."""

    what: str
    body: dict[str, Any]
    periods: tuple[Period, ...] = ()


def figures() -> Iterator[Figure]:
    """Read and judge the filings as they come, and every sample alone."""
    by_name = {sample.what: sample for sample in samples()}
    mixed = [acts(by_name[what], 2) for what in MIX]
    together = {name: _all([each[name] for each in mixed]) for name in ("read", "judge")}
    yield _figure("ten filings: six IN, two OUT, an UPDATE, a CANCEL", together, AT_ONCE, "; at most 5 x")
    for what, sample in by_name.items():
        yield _figure(what, acts(sample, AT_ONCE), AT_ONCE)


def _all(several: list[Act]) -> Act:
    return lambda: [act() for act in several]


def _figure(what: str, compared: dict[str, Act], filings: int, limit: str = "") -> Figure:
    taken = interleaved(compared, rounds=ROUNDS, warm_up=WARM_UP)
    ratio = ratios(taken, "judge", "read")
    judging, reading = (spread(taken[name]).median / filings * 1e6 for name in ("judge", "read"))
    return Figure(
        GROUP,
        what,
        f"{ratio.median:.1f} x ({ratio.low:.1f}-{ratio.high:.1f})",
        f"parsing the same body with pydantic{limit}",
        f"{judging:.0f} against {reading:.1f} µs each",
    )


def acts(sample: Sample, times: int) -> dict[str, Act]:
    """Return reading the body, and judging what was read, each many times."""
    written = json.dumps(sample.body).encode()
    filing = Body.model_validate_json(written, by_alias=True, by_name=False).root
    known = Known(now=NOW, periods=sample.periods)

    def read() -> None:
        for _ in range(times):
            Body.model_validate_json(written, by_alias=True, by_name=False)

    def judge() -> None:
        for _ in range(times):
            judged(filing, known)

    return {"read": read, "judge": judge}


def judged(filing: Filing, known: Known) -> Judgement:
    """Judge a filing as the use cases do."""
    if isinstance(filing, InFiling):
        return judge_in(filing, filing.worker, known, filing.replaces)
    return judge_on_period(filing, known.periods[0], known)


def samples() -> list[Sample]:
    """Filings of each type, right and wrong, with few and many periods beside them."""
    student = {
        "type": "in", "workerType": "STU", "jointCommittee": "XXX", "startDate": "2026-12-01",
        "endDate": "2026-12-31", "plannedHours": 96,
        "worker": {"ssin": "07022899801", "familyName": "Voorbeeld", "givenName": "Lou"},
    }  # fmt: skip
    extra = {
        "type": "in", "workerType": "EXT", "jointCommittee": "302", "lump": "hours",
        "startDate": "2026-12-05",
        "startHour": "18:00", "endDate": "2026-12-06", "endHour": "02:00", "worker": {"ssin": "03060999731"},
    }  # fmt: skip
    wrong = {**student, "worker": {"ssin": "07022899802"}, "jointCommittee": "302", "endDate": "2027-01-31"}
    open_period = _held("OTH", "XXX", date(2026, 6, 1), end=None)
    month = _held("OTH", "XXX", date(2026, 12, 1), end=date(2026, 12, 31))
    return [
        Sample("IN of a student", student, (_held("STU", "XXX", date(2026, 7, 1), hours=200),)),
        Sample("IN of a student, with four mistakes", {**wrong, "plannedHours": None}),
        Sample("IN of an extra, forty shifts this year", extra, tuple(_shifts(40))),
        Sample("UPDATE of an end", {"type": "update", "period": "per_1", "endDate": "2026-12-18"}, (month,)),
        Sample("OUT", {"type": "out", "period": "per_1", "endDate": "2026-12-31"}, (open_period,)),
        Sample("CANCEL", {"type": "cancel", "period": "per_1"}, (month,)),
    ]


def _shifts(count: int) -> Iterator[Period]:
    for number in range(count):
        day = date(2026, 1, 3) + timedelta(days=7 * number)
        yield _held("EXT", "302", day, end=day, start_hour="10:00", end_hour="14:00", number=number)


def _held(
    kind: str,
    committee: str,
    start: date,
    *,
    end: date | None = date(2026, 9, 30),
    number: int = 1,
    **more: Any,
) -> Period:
    hours = more.pop("hours", None)
    return Period(
        id=f"per_{number}",
        status=PeriodStatus.ACTIVE,
        worker_type=kind,
        joint_committee=committee,
        start_date=start,
        end_date=end,
        planned_hours=hours,
        **more,
    )
