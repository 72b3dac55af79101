"""Quotas of a calendar year, consecutive days, crossing periods, and the conditions of flexi-jobs."""

from datetime import date, timedelta
from typing import Any

import pytest

from infra.rsz_simulator.judge import Desk
from tests.simulator.client import BUILDER, JAN, MIA, dimona_in, student
from tests.simulator.desk import (
    ACCEPTED,
    HORECA_USER,
    NOON,
    Codes,
    agency,
    at,
    cancel,
    codes,
    desk,
    flexi_day,
    flexi_period,
    ordinary,
    refused,
    said,
    shift,
    update,
    warned,
)

OVER = warned("90017-369")
EMPLOYER_OVER = warned("90256-369")
NEVER_LATE = {"lateness": "never"}


@pytest.mark.parametrize(("year", "limit"), [(2022, 475), (2023, 600), (2024, 600), (2025, 650), (2030, 650)])
def test_hours_of_students_by_year(year: int, limit: int) -> None:
    first = student(f"{year}-01-05", f"{year}-03-31", limit - 8)
    for hours, expected in ((8, ACCEPTED), (9, OVER)):
        more = student(f"{year}-04-01", f"{year}-06-30", hours, employer=BUILDER)
        assert said(more, first, behaviour=NEVER_LATE) == expected


def test_an_update_of_a_student_counts_its_new_hours_only() -> None:
    of = desk(student(hours=650))
    assert codes(of.judge(update(of, plannedHoursNumber=651), at(NOON))) == OVER
    assert codes(of.judge(update(of, plannedHoursNumber=649), at(NOON))) == ACCEPTED


def test_an_update_that_adds_no_hours_does_not_warn_again() -> None:
    of = desk(student(hours=651))
    assert codes(of.judge(update(of, endDate="2030-11-30"), at(NOON))) == ACCEPTED


def test_a_cancelled_student_frees_the_hours() -> None:
    of = desk(student(hours=650))
    of.file(cancel(of), at(NOON))
    assert codes(of.judge(student(hours=650), at(NOON))) == ACCEPTED


def days(number: int, every: int = 3, first: str = "2031-01-01") -> list[str]:
    """Days that are never three in a row."""
    start = date.fromisoformat(first)
    return [(start + timedelta(days=every * each)).isoformat() for each in range(number)]


@pytest.mark.parametrize(("committee", "limit"), [("302", 50), ("144", 50), ("145", 100)])
def test_days_of_an_extra_by_sector(committee: str, limit: int) -> None:
    calendar = days(limit + 1)
    of = desk(*(shift(day, committee=committee) for day in calendar[: limit - 1]))
    assert codes(of.judge(shift(calendar[limit - 1], committee=committee), at(NOON))) == ACCEPTED
    of.file(shift(calendar[limit - 1], committee=committee), at(NOON))
    assert codes(of.judge(shift(calendar[limit], committee=committee), at(NOON))) == OVER
    elsewhere = shift(calendar[limit], committee=committee, employer=BUILDER)
    assert codes(of.judge(elsewhere, at(NOON))) == OVER, "all employers count"
    next_year = shift("2032-06-01", committee=committee)
    assert codes(of.judge(next_year, at(NOON))) == ACCEPTED
    other_sector = shift(calendar[limit], committee="320")
    assert codes(of.judge(other_sector, at(NOON))) == ACCEPTED


def test_a_second_shift_or_a_night_is_no_second_day() -> None:
    calendar = days(50)
    of = desk(*(shift(day) for day in calendar))
    assert codes(of.judge(shift(calendar[-1], start="1500", end="1700"), at(NOON))) == ACCEPTED
    following = (date.fromisoformat(calendar[-1]) + timedelta(days=1)).isoformat()
    night = shift(calendar[-1], start="1800", end="0200", endDate=following)
    assert codes(of.judge(night, at(NOON))) == ACCEPTED


def test_horticulture_had_no_known_limit_before_july_2023() -> None:
    facts = {"extraDaysUsed": {JAN: 100}}
    for day, expected in (("2023-06-30", ACCEPTED), ("2023-07-01", OVER)):
        assert said(shift(day, committee="145"), facts=facts, behaviour=NEVER_LATE) == expected


@pytest.mark.parametrize(("used", "expected"), [(49, ACCEPTED), (50, OVER)])
def test_days_used_elsewhere_count(used: int, expected: Codes) -> None:
    assert said(shift(), facts={"extraDaysUsed": {JAN: used}}) == expected


@pytest.mark.parametrize(("used", "expected"), [(199, ACCEPTED), (200, OVER)])
def test_funeral_work_has_200_days(used: int, expected: Codes) -> None:
    assert said(shift(committee="320"), facts={"extraDaysUsed": {JAN: used}}) == expected


@pytest.mark.parametrize(("used", "expected"), [(792, ACCEPTED), (793, OVER)])
def test_funeral_work_has_800_hours(used: int, expected: Codes) -> None:
    first = shift("2030-10-10", committee="320")
    assert said(shift(committee="320"), first, facts={"extraHoursUsed": {JAN: used}}) == expected


def test_an_employer_has_200_days_with_extras_however_many() -> None:
    calendar = days(201, every=1)
    workers = ("90011599762", "88112399843", "03060999731", "07022899801", "79520599703", "01483099840")
    of = Desk()
    for number, day in enumerate(calendar[:200]):
        first, second = workers[number % 6], workers[(number + 3) % 6]
        for worker in (first, second):
            verdict = of.file(shift(day, worker={"ssin": worker}), at(NOON))
            assert verdict.period is not None, verdict
            assert "90256-369" not in verdict.anomalies
    another = {"ssin": "92231799506"}
    assert codes(of.judge(shift(calendar[199], worker=another), at(NOON))) == ACCEPTED
    assert codes(of.judge(shift(calendar[200], worker=another), at(NOON))) == EMPLOYER_OVER
    elsewhere = shift(calendar[200], worker=another, employer=BUILDER)
    assert codes(of.judge(elsewhere, at(NOON))) == ACCEPTED
    assert codes(of.judge(shift(calendar[200], worker=another, committee="145"), at(NOON))) == ACCEPTED


@pytest.mark.parametrize(("used", "expected"), [(199, ACCEPTED), (200, EMPLOYER_OVER)])
def test_the_days_of_an_agency_are_those_of_its_user(used: int, expected: Codes) -> None:
    body = agency("EXT", HORECA_USER, startHour="1000", endDate="2030-10-01", endHour="1500")
    assert said(body, facts={"employerExtraDaysUsed": {"0999999823": used}}) == expected
    assert said(body, facts={"employerExtraDaysUsed": {"0999999922": used}}) == ACCEPTED


@pytest.mark.parametrize(("kind", "hours", "expected"), [
    ("O17", 100, ACCEPTED), ("O17", 101, refused("90017-369")), ("S17", 101, refused("90017-369")),
])  # fmt: skip
def test_article_17_refuses_beyond_its_quota(kind: str, hours: int, expected: Codes) -> None:
    body = dimona_in("2030-09-10", kind=kind, plannedHoursNumber=hours)
    assert said(body, facts={"article17Hours": {JAN: 100}}) == expected
    assert said(body) == ACCEPTED


# -- days in a row


@pytest.mark.parametrize(("known", "new", "expected"), [
    (["2030-10-01"], "2030-10-02", ACCEPTED),
    (["2030-10-01", "2030-10-02"], "2030-10-03", refused("00910-459")),
    (["2030-10-02", "2030-10-03"], "2030-10-01", refused("00910-459")),
    (["2030-10-01", "2030-10-03"], "2030-10-02", refused("00910-459")),
    (["2030-10-01", "2030-10-02"], "2030-10-04", ACCEPTED),
])  # fmt: skip
def test_three_days_in_a_row(known: list[str], new: str, expected: Codes) -> None:
    assert said(shift(new), *map(shift, known)) == expected


def test_days_in_a_row_with_two_employers_or_two_workers() -> None:
    known = [shift("2030-10-01"), shift("2030-10-02")]
    assert said(shift("2030-10-03", employer=BUILDER), *known) == ACCEPTED
    assert said(shift("2030-10-03", worker={"ssin": MIA}), *known) == ACCEPTED
    night = shift("2030-10-02", start="2000", end="0300", endDate="2030-10-03")
    assert said(shift("2030-10-04"), shift("2030-10-01"), night) == ACCEPTED, "a night is one day"


# -- crossing


@pytest.mark.parametrize(("first", "second", "expected"), [
    (ordinary(), ordinary(), {"90373-333"}),
    (ordinary(), ordinary(start="2031-05-01"), {"90373-334"}),
    (ordinary(endDate="2030-12-31"), ordinary(start="2031-01-01"), set()),
    (ordinary(endDate="2030-12-31"), ordinary(start="2030-12-31"), {"90373-334"}),
    (ordinary(), ordinary(start="2030-09-01", endDate="2030-09-30"), set()),
    (ordinary(), ordinary(start="2030-09-01", endDate="2030-10-01"), {"90373-334"}),
    (ordinary(), ordinary(committee="140"), set()),
    (ordinary(), student(worker={"ssin": JAN}), set()),
    (ordinary(), ordinary(employer=BUILDER), set()),
    (shift(), shift(start="1400", end="1800"), set()),
    (shift(), shift(start="1359", end="1800"), {"90373-334"}),
    (shift(), shift(end="1200"), {"90373-333"}),
    (shift(end=None), shift(start="1500", end="1800"), {"90373-334"}),
    (shift(start="2000", end="0300", endDate="2030-10-02"), shift("2030-10-02", start="0200", end="0500"),
     {"90373-334"}),
    (agency(), agency(user={"enterpriseNumber": "1999999943", "jointCommissionNumber": "XXX"}), set()),
    (agency(), agency(), {"90373-333"}),
    (flexi_period(endDate="2030-10-31"), flexi_day(start="2030-10-15", endDate="2030-10-15"), {"90373-334"}),
])  # fmt: skip
def test_periods_that_cross(first: Any, second: Any, expected: set[str]) -> None:
    assert said(second, first, behaviour=NEVER_LATE) == ("B" if expected else "A", expected)


# -- flexi


@pytest.mark.parametrize(("other", "expected"), [
    (ordinary(endDate="2030-10-31"), warned("90017-510")),
    (ordinary(start="2030-07-01", endDate="2030-09-30"), ACCEPTED),
    (ordinary(start="2030-07-01", endDate="2030-10-01"), warned("90017-510")),
    (ordinary(start="2031-01-01"), ACCEPTED),
    (ordinary(start="2030-12-31"), warned("90017-510")),
    (ordinary(employer=BUILDER), ACCEPTED),
    (flexi_day(), ACCEPTED),
])  # fmt: skip
def test_a_flexi_job_beside_other_work_for_the_same_employer(other: Any, expected: Codes) -> None:
    body = flexi_day(start="2030-11-04", endDate="2030-11-04")
    assert said(body, other, behaviour=NEVER_LATE) == expected
    assert said(body, other, behaviour=NEVER_LATE, facts={"pensioners": [JAN]}) == ACCEPTED


def test_a_flexi_job_without_work_elsewhere() -> None:
    assert said(flexi_period(), facts={"flexiRefused": [JAN]}) == warned("90017-510")
    assert said(ordinary(), facts={"flexiRefused": [JAN]}) == ACCEPTED


def test_a_cancelled_contract_is_none() -> None:
    of = desk(ordinary())
    of.file(cancel(of), at(NOON))
    assert codes(of.judge(flexi_day(), at(NOON))) == ACCEPTED
