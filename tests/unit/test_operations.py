"""What may be done with a period, for every way a worker type is filed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.filing import CancelTerms, DeclarationType, Lump, OutTerms
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.domain.operations import operations_of
from chalicelib.domain.period import OnItsWay, Period, PeriodStatus

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""A Tuesday noon."""
TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)
Fields = dict[str, Any]
SHIFT: Fields = {"start_date": TODAY, "start_hour": "18:00", "end_date": TOMORROW, "end_hour": "02:00"}
FLEXI_SHIFT: Fields = {"start_date": TODAY, "start_hour": "10:00", "end_date": TODAY, "end_hour": "15:00"}
SINCE_OCTOBER: Fields = {"start_date": date(2026, 10, 5)}
UNTIL_DECEMBER: Fields = {**SINCE_OCTOBER, "end_date": date(2026, 12, 20)}


def period(worker_type: str, committee: str = "XXX", **fields: Any) -> Period:
    given = {"status": PeriodStatus.ACTIVE, **fields}
    return Period(id="per_1", worker_type=worker_type, joint_committee=committee, **given)


def offered(of: Period, now: datetime = NOW) -> dict[str, str]:
    """What is offered, with how sure we are."""
    return {each.change or each.type: each.certainty.value for each in operations_of(of, now)}


OFFICIAL, UNCERTAIN, INFERRED = "official", "uncertain", "inferred"
EXTRA_BY_HOURS = ("startEarlier", "startHour", "endEarlier", "endLater", "endHour", "cancel")
CASES = [
    pytest.param(period("OTH", **SINCE_OCTOBER), ("out", "startEarlier", "cancel"), {}, id="OTH open"),
    pytest.param(
        period("OTH", **UNTIL_DECEMBER),
        ("startEarlier", "endEarlier", "endLater", "removeEnd", "cancel"),
        {},
        id="OTH with an end",
    ),
    pytest.param(
        period("OTH", "322", user_committee="XXX", **UNTIL_DECEMBER),
        ("startEarlier", "endEarlier", "endLater", "cancel"),
        {},
        id="agency work keeps its end",
    ),
    pytest.param(period("BCW", "124", **SINCE_OCTOBER), ("out", "startEarlier", "cancel"), {}, id="BCW open"),
    pytest.param(
        period("STU", planned_hours=90, **UNTIL_DECEMBER),
        ("endEarlier", "endLater", "plannedHours", "cancel"),
        {},
        id="STU: no other start, no open end",
    ),
    pytest.param(
        period("STU", planned_hours=90, start_date=date(2026, 10, 1), end_date=date(2026, 12, 31)),
        ("endEarlier", "plannedHours", "cancel"),
        {},
        id="STU to the end of the quarter",
    ),
    pytest.param(period("EXT", "302", lump=Lump.HOURS, **SHIFT), EXTRA_BY_HOURS, {}, id="EXT by the hour"),
    pytest.param(
        period("EXT", "302", lump=Lump.HOURS, **{**SHIFT, "end_hour": "18:00"}),
        ("startHour", "endEarlier", "endHour", "cancel"),
        {},
        id="EXT of 24 hours grows no longer",
    ),
    pytest.param(
        period("EXT", "302", lump=Lump.DAY, start_date=TODAY, start_hour="18:00", end_date=TODAY),
        ("startEarlier", "startHour", "cancel"),
        {"startEarlier": UNCERTAIN, "startHour": UNCERTAIN},
        id="EXT by the day",
    ),
    pytest.param(period("FLX", **FLEXI_SHIFT), EXTRA_BY_HOURS, {"endLater": UNCERTAIN}, id="FLX of a day"),
    pytest.param(
        period("FLX", **UNTIL_DECEMBER),
        ("startEarlier", "endEarlier", "cancel"),
        {},
        id="FLX of a period never ends later",
    ),
    pytest.param(
        period("FLX", start_date=date(2026, 10, 1), end_date=date(2026, 12, 20)),
        ("endEarlier", "cancel"),
        {},
        id="FLX from the start of the quarter",
    ),
    pytest.param(
        period("IVT", **UNTIL_DECEMBER), ("startEarlier", "endEarlier", "endLater", "cancel"), {}, id="IVT"
    ),
    pytest.param(
        period("TRI", **UNTIL_DECEMBER), ("startEarlier", "endEarlier", "endLater", "cancel"), {}, id="TRI"
    ),
    pytest.param(
        period("STG", **UNTIL_DECEMBER),
        ("startEarlier", "endEarlier", "endLater", "removeEnd", "cancel"),
        {"removeEnd": INFERRED},
        id="STG",
    ),
    pytest.param(
        period("RTA", "124", **SINCE_OCTOBER),
        ("out", "startEarlier", "cancel"),
        dict.fromkeys(("out", "startEarlier", "cancel"), UNCERTAIN),
        id="a type that only the RSZ files",
    ),
]


@pytest.mark.parametrize(("of", "names", "marks"), CASES)
def test_what_is_offered(of: Period, names: tuple[str, ...], marks: dict[str, str]) -> None:
    assert offered(of) == {**dict.fromkeys(names, OFFICIAL), **marks}


def test_every_way_to_file_is_among_the_cases() -> None:
    def way(of: Period) -> tuple[str, str]:
        kind = WORKER_TYPES.get(of.worker_type)
        return (of.worker_type, kind.variant_of(of).code if kind else "")

    every = {(kind.code, variant.code) for kind in WORKER_TYPES.values() for variant in kind.variants}
    assert every <= {way(case.values[0]) for case in CASES if isinstance(case.values[0], Period)}


def test_what_is_uncertain_says_which_anomaly_may_come() -> None:
    codes = {str(each.change): each.code for each in operations_of(period("FLX", **FLEXI_SHIFT), NOW)}
    assert codes["endLater"] == "00911-344"
    assert {code for change, code in codes.items() if change != "endLater"} == {None}


@pytest.mark.parametrize(
    ("of", "name", "at", "assumed"),
    [
        (period("OTH", **SINCE_OCTOBER), "out", "2026-11-25T23:59:59", True),
        (period("OTH", **UNTIL_DECEMBER), "endEarlier", "2026-11-25T23:59:59", True),
        (period("STU", planned_hours=9, **UNTIL_DECEMBER), "plannedHours", "2027-01-31T23:59:59", False),
        (period("EXT", "302", lump=Lump.HOURS, **SHIFT), "cancel", "2026-11-24T23:59:59", False),
        (period("EXT", "302", lump=Lump.HOURS, **SHIFT), "startHour", "2026-11-24T18:00:00", False),
        (period("EXT", "302", lump=Lump.HOURS, **SHIFT), "endLater", "2026-11-25T10:00:00", False),
    ],
)
def test_each_has_its_deadline(of: Period, name: str, at: str, assumed: bool) -> None:  # noqa: FBT001
    found = {str(each.change or each.type): each.deadline for each in operations_of(of, NOW)}
    assert found[name].at.isoformat().startswith(at)
    assert found[name].assumed is assumed


def test_a_deadline_of_which_only_the_day_is_open_says_so() -> None:
    before = period("STU", planned_hours=9, **UNTIL_DECEMBER)
    is_open = {str(each.change or each.type): each.day_open for each in operations_of(before, NOW)}
    assert (is_open["endEarlier"], is_open["endLater"], is_open["plannedHours"]) == (True, False, False)


@pytest.mark.parametrize(
    "status", [PeriodStatus.CANCELLED, PeriodStatus.NOT_CREATED, PeriodStatus.UNVERIFIED]
)
def test_what_does_not_stand_offers_nothing(status: PeriodStatus) -> None:
    assert operations_of(period("OTH", status=status, **SINCE_OCTOBER), NOW) == ()


def test_what_is_on_its_way_counts() -> None:
    of = period("OTH", **SINCE_OCTOBER)
    closing = of.with_(OnItsWay(declaration_id="dec_1", terms=OutTerms(end_date=date(2026, 12, 20))))
    cancelling = of.with_(OnItsWay(declaration_id="dec_1", terms=CancelTerms()))

    assert "out" not in offered(closing)
    assert "endEarlier" in offered(closing)
    assert operations_of(cancelling, NOW) == ()


def test_a_period_of_one_day_does_not_end_earlier_and_a_late_one_is_still_offered() -> None:
    one_day = period("OTH", start_date=TODAY, end_date=TODAY)
    assert "endEarlier" not in offered(one_day)
    assert "endEarlier" in offered(period("OTH", **UNTIL_DECEMBER), NOW + timedelta(days=90))


def test_every_offer_says_what_it_is() -> None:
    for each in operations_of(period("OTH", **UNTIL_DECEMBER), NOW):
        assert (each.change is None) == (each.type is not DeclarationType.UPDATE)
        assert isinstance(each.certainty, Certainty)
