"""Fields that are missing (001) or do not belong (005), by worker type."""

from collections.abc import Iterator
from datetime import timedelta

from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.worker_types import Mark, WorkerType, row


def _check(mark: Mark, zone: str, *, present: bool) -> Iterator[str]:
    if mark == "R" and not present:
        yield f"{zone}-001"
    if mark == "F" and present:
        yield f"{zone}-005"


def end_date(case: Case) -> Iterator[str]:
    """00911-001; agency work (322) needs an end date for ordinary workers too."""
    kind = row(case.period.worker_type)
    if kind is None:
        return
    agency = case.period.joint_committee == "322"
    yield from _check("R" if agency else kind.end_date, "00911", present=case.period.end_date is not None)


def hours(case: Case) -> Iterator[str]:
    """00777 and 00778: hours of the day, for EXT and one-day FLX only."""
    kind = row(case.period.worker_type)
    if kind is None:
        return
    start, end = _hour_marks(kind, case.period)
    yield from _check(start, "00777", present=case.period.start_hour is not None)
    yield from _check(end, "00778", present=case.period.end_hour is not None)


def _hour_marks(kind: WorkerType, period: Period) -> tuple[Mark, Mark]:
    """Marks of start and end hour."""
    if kind.hours != "C":
        return kind.hours, kind.hours
    if period.worker_type == "EXT":
        return "R", "O" if _is_horeca_day_lump(period) else "R"
    return ("R", "R") if _is_flexi_day(period) else ("F", "F")


def _is_horeca_day_lump(period: Period) -> bool:
    return period.sector == "302" and period.end_hour is None and period.end_date == period.start_date


def _is_flexi_day(period: Period) -> bool:
    """One day, or a night into the next one when any hour is given."""
    if period.end_date is None:
        return period.start_hour is not None or period.end_hour is not None
    nights = period.end_date - period.start_date
    told_in_hours = period.start_hour is not None or period.end_hour is not None
    return nights == timedelta(0) or (nights == timedelta(days=1) and told_in_hours)


def planned_hours(case: Case) -> Iterator[str]:
    """01135-001, -005, and -003 for a number outside 1 to 999."""
    kind = row(case.period.worker_type)
    number = case.period.planned_hours
    if kind is not None:
        yield from _check(kind.planned_hours, "01135", present=number is not None)
    if number is not None and not 1 <= number <= 999:
        yield "01135-003"


def place_of_work(case: Case) -> Iterator[str]:
    """00776: the place of work is told for students only."""
    kind = row(case.period.worker_type)
    place = case.period.details.get("studentPlaceOfWork")
    if kind is not None:
        yield from _check(kind.place_of_work, "00776", present=place is not None)
    if place is not None and len(place["name"]) > 96:
        yield "00776-003"


def control_cards(case: Case) -> Iterator[str]:
    """00663, 00664: two different C3.2A cards for construction workers."""
    kind = row(case.period.worker_type)
    cards = case.period.details.get("constructionControlCards", {})
    first, following = cards.get("firstMonthC32ANumber"), cards.get("nextMonthC32ANumber")
    if kind is not None:
        yield from _check(kind.control_cards, "00663", present=first is not None)
        yield from _check(kind.control_cards, "00664", present=following is not None)
    for zone, number in (("00663", first), ("00664", following)):
        if number is not None and not (number.isdigit() and len(number) == 12):
            yield f"{zone}-003"
    if first is not None and first == following:
        yield "00664-353"


def small_statutes(case: Case) -> Iterator[str]:
    """01231, 00053: nature of the work and status of trainees."""
    kind = row(case.period.worker_type)
    block = case.period.details.get("smallStatutesInformation", {})
    allowed = {"01231": {"EMPLOYEE", "WORKER"}, "00053": {"F1", "F2"}}
    given = {"01231": block.get("employmentNature"), "00053": block.get("workerStatus")}
    for zone, value in given.items():
        if kind is not None:
            yield from _check(kind.small_statutes, zone, present=value is not None)
        if value is not None and value not in allowed[zone]:
            yield f"{zone}-003"


RULES = (end_date, hours, planned_hours, place_of_work, control_cards, small_statutes)
