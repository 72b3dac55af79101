"""What must hold for every number, every date and every body, not only for the cases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from chalicelib.domain.brussels import BRUSSELS, end_of_day, last_second_of_day, local_date
from chalicelib.domain.checks.case import Known
from chalicelib.domain.clock.deadlines import deadline_of
from chalicelib.domain.clock.late_risk import late_risk
from chalicelib.domain.clock.working_days import WorkingDays, holidays, is_working_day, next_working_day
from chalicelib.domain.filing import Filing, InFiling, InTerms, OutTerms, UpdateTerms
from chalicelib.domain.identifiers import (
    birth_date_of,
    is_dimona_number,
    is_enterprise_number,
    is_ssin,
    parse_rsz_number,
)
from chalicelib.domain.judgement import Judgement, judge_in, judge_on_period
from chalicelib.domain.law.worker_type import Presence, Variant
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.domain.occupation import committee_in_effect
from chalicelib.domain.period import Period
from chalicelib.domain.readings import Readings
from chalicelib.domain.worker import WorkerIdentity
from tests.law import bodies

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
_FILING: TypeAdapter[Filing] = TypeAdapter(Filing)
_PERIOD: TypeAdapter[Period] = TypeAdapter(Period)

# -- numbers


def other_digits(number: str) -> Iterator[str]:
    """The number with each single digit replaced by each other one."""
    for place, digit in enumerate(number):
        for other in "0123456789":
            if other != digit:
                yield number[:place] + other + number[place + 1 :]


def _ssin(born: date, counter: int) -> str:
    first9 = f"{born:%y%m%d}{counter:03}"
    return f"{first9}{97 - int(('2' if born.year >= 2000 else '') + first9) % 97:02}"


@given(st.dates(date(1900, 1, 1), date(2026, 11, 24)), st.integers(1, 998))
def test_every_single_wrong_digit_of_a_national_number_is_found(born: date, counter: int) -> None:
    number = _ssin(born, counter)
    assume(birth_date_of(number).year == born.year)  # a few numbers fit both centuries: the elder counts

    for wrong in other_digits(number):
        if is_ssin(wrong):
            read = birth_date_of(wrong)
            assert read.year // 100 != born.year // 100
            assert not read.agrees_with(born)


@given(st.integers(10_000_00, 1_999_999_9))
def test_every_single_wrong_digit_of_an_enterprise_number_is_found(first: int) -> None:
    number = f"{first:08}{97 - first % 97:02}"

    assert is_enterprise_number(number)
    assert not any(is_enterprise_number(wrong) for wrong in other_digits(number))


@given(st.integers(1001, 1_999_999))
def test_every_single_wrong_digit_of_an_rsz_number_is_found(first: int) -> None:
    number = f"{first}{(96 - first * 100 % 97) or 97:02}"

    assert parse_rsz_number(number) == number
    for wrong in other_digits(number):
        with pytest.raises(ValueError, match="RSZ number"):
            parse_rsz_number(wrong)


@given(st.integers(1, 9_999_999_999))
def test_every_single_wrong_digit_of_a_dimona_number_is_found(first: int) -> None:
    number = f"{first:010}{first % 97:02}"

    assert is_dimona_number(number)
    assert not any(is_dimona_number(wrong) for wrong in other_digits(number))


# -- days


def _easter(year: int) -> date:
    """Easter by the table of epacts (Gauss, as corrected), independent of the library."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    full_moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    after_march = full_moon - weekday
    month = 3 + (after_march + 40) // 44
    return date(year, month, after_march + 28 - 31 * (month // 4))


@pytest.mark.parametrize("year", range(1950, 2101))
def test_the_ten_holidays_of_every_year(year: int) -> None:
    fixed = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)}
    moving = {_easter(year) + timedelta(days) for days in (1, 39, 50)}

    assert holidays(year) == {date(year, *day) for day in fixed} | moving
    assert {day.weekday() for day in moving} == {0, 3}


@pytest.mark.parametrize("reading", WorkingDays)
def test_a_next_working_day_is_no_sunday_no_holiday_and_the_first(reading: WorkingDays) -> None:
    weekdays = 6 if reading is WorkingDays.MON_SAT else 5
    day = date(1950, 1, 1)
    while day.year < 2101:
        after = next_working_day(day, reading)
        assert after.weekday() < weekdays
        assert after not in holidays(after.year)
        between = (after - day).days - 1
        assert all(not is_working_day(day + timedelta(n + 1), reading) for n in range(between))
        day += timedelta(days=1)


_HELD = Period.model_validate(
    {
        "id": "per_1",
        "status": "active",
        "worker_type": "OTH",
        "joint_committee": "XXX",
        "start_date": "1960-01-01",
    }
)


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)), st.sampled_from(WorkingDays))
def test_a_deadline_by_working_days_is_never_on_a_sunday_or_holiday(last: date, reading: WorkingDays) -> None:
    ending = _HELD.model_copy(update={"end_date": last + timedelta(days=30)})
    longer = _HELD.model_copy(update={"end_date": last})
    until = last + timedelta(days=30)
    found = (
        deadline_of(OutTerms(end_date=last), _HELD, NOW, Readings(working_days=reading)),
        deadline_of(UpdateTerms(end_date=last), ending, NOW, Readings(working_days=reading)),
        deadline_of(UpdateTerms(end_date=until), longer, NOW, Readings(working_days=reading)),
    )

    for deadline in found:
        for at in (deadline.at, deadline.advised):
            day = local_date(at)
            assert last < day <= last + timedelta(days=6)
            assert day.weekday() != 6
            assert day not in holidays(day.year)


# -- clock changes


@pytest.mark.parametrize("year", range(1996, 2101))
def test_a_day_on_which_the_clocks_change_ends_one_second_after_its_last_second(year: int) -> None:
    for month, hours in ((3, 23), (10, 25)):
        sunday = max(date(year, month, day) for day in range(25, 32) if date(year, month, day).weekday() == 6)
        start, end = end_of_day(sunday - timedelta(days=1)), end_of_day(sunday)
        assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)
        assert end.astimezone(UTC) - last_second_of_day(sunday).astimezone(UTC) == timedelta(seconds=1)


@given(st.dates(date(1996, 1, 1), date(2099, 1, 1)), st.integers(0, 24 * 60 - 1))
def test_a_longer_shift_has_eight_hours_that_pass_or_the_next_morning(day: date, minute: int) -> None:
    planned = datetime.combine(day, time.min) + timedelta(minutes=minute)
    start = planned - timedelta(hours=8)
    shift = _HELD.model_copy(
        update={
            "worker_type": "EXT",
            "start_date": start.date(),
            "start_hour": f"{start:%H:%M}",
            "end_date": planned.date(),
            "end_hour": f"{planned:%H:%M}",
        }
    )
    longer = planned + timedelta(minutes=1)
    terms = UpdateTerms(end_date=longer.date(), end_hour=f"{longer:%H:%M}")
    deadline = deadline_of(terms, shift, NOW)

    passed = deadline.at.astimezone(UTC) - planned.replace(tzinfo=BRUSSELS).astimezone(UTC)
    if planned.hour >= 20:
        assert (deadline.at.hour, deadline.at.date()) == (8, planned.date() + timedelta(days=1))
    else:
        assert passed == timedelta(hours=8)
    assert deadline.advised <= deadline.at
    assert deadline.unknown_until is None or deadline.unknown_until > deadline.at


# -- what the table forbids is never accepted


def _judged_hiring(body: dict[str, Any], known: Known) -> tuple[InTerms, WorkerIdentity, Judgement]:
    filing = _FILING.validate_python(body, by_alias=True, by_name=False)
    assert isinstance(filing, InFiling)
    terms, worker = filing.terms(), filing.worker
    return terms, worker, judge_in(terms, worker, known, filing.replaces)


@settings(max_examples=400)
@given(bodies.hirings())
def test_an_in_that_its_own_table_forbids_is_refused(body: dict[str, Any]) -> None:
    terms, worker, judgement = _judged_hiring(body, Known(now=NOW))
    codes = {each.code for each in judgement.refusals}

    kind = WORKER_TYPES.get(terms.worker_type)
    if kind is None:
        assert "00655-003" in codes
        return
    for code in _forbidden_by(kind.variant_of(terms), terms, worker):
        assert code in codes
    committee = kind.committee_rule(terms.joint_committee)
    if not committee.fits and committee.certainty.refuses and terms.joint_committee != "999":
        assert "90374-349" in codes


def _forbidden_by(variant: Variant, terms: InTerms, worker: WorkerIdentity) -> Iterator[str]:
    for name, rule in variant.fields.items():
        if (
            rule.presence is Presence.REQUIRED
            and name == "control_cards"
            and committee_in_effect(terms) != "124"
        ):
            continue  # nowhere else are they required
        given = (worker.ssin if name == "ssin" else getattr(terms, name)) is not None
        if rule.certainty.refuses and given is not (rule.presence is Presence.REQUIRED):
            if rule.presence is Presence.REQUIRED:
                yield rule.missing
            elif rule.presence is Presence.FORBIDDEN:
                yield rule.excess


@settings(max_examples=400)
@given(bodies.standing(), bodies.changes())
def test_a_change_that_its_own_table_forbids_is_refused(held: dict[str, Any], body: dict[str, Any]) -> None:
    period = _PERIOD.validate_python(held, by_alias=True, by_name=False)
    filing = _FILING.validate_python(body, by_alias=True, by_name=False)
    assert not isinstance(filing, InFiling)
    judgement = judge_on_period(filing.terms(), period, Known(now=NOW, periods=(period,)))
    codes = {each.code for each in judgement.refusals}

    kind = WORKER_TYPES.get(period.worker_type)
    if kind is None or not isinstance(filing, UpdateTerms):
        return
    permits = kind.variant_of_period(period).permits
    start, end = filing.start_date, filing.end_date
    moved = {
        "startLater": start is not None and start > period.start_date,
        "startEarlier": start is not None and start < period.start_date,
        "endLater": end is not None and period.end_date is not None and period.end_date < end < date.max,
        "removeEnd": end == date.max and period.end_date is not None,
        "plannedHours": filing.planned_hours is not None,
    }
    for change, permit in permits.items():
        if moved.get(change.value) and permit.forbids(period.start_date) and permit.certainty.refuses:
            assert permit.code in codes


# -- total: any JSON gives an answer


_INSTANTS = st.dates(date(1990, 1, 1), date(2099, 1, 1)).map(end_of_day)
_ANY_BODY = (
    bodies.json_values
    | bodies.mutated(bodies.hirings(bodies.far_days))
    | bodies.mutated(bodies.changes(bodies.far_days))
    | bodies.hirings(bodies.far_days)
    | bodies.changes(bodies.far_days)
)


@settings(max_examples=1500)
@given(_ANY_BODY, bodies.standing(bodies.far_days), _INSTANTS, st.sampled_from(WorkingDays))
def test_any_json_gets_an_answer(
    body: Any, held: dict[str, Any], now: datetime, reading: WorkingDays
) -> None:
    period = _PERIOD.validate_python(held, by_alias=True, by_name=False)
    try:
        filing = _FILING.validate_python(body, by_alias=True, by_name=False)
    except ValidationError:
        return
    known = Known(now=now, periods=(period,), readings=Readings(working_days=reading))
    if isinstance(filing, InFiling):
        judgement = judge_in(filing.terms(), filing.worker, known, filing.replaces)
    else:
        judgement = judge_on_period(filing.terms(), period, known)

    assert all(each.code for each in judgement.findings)
    assert late_risk(judgement.deadline, "OTH", now).level
