"""Quotas of a calendar year: hours of students and of article 17, days (and hours) of occasional work.

A warning (369, NP) is given by the declaration that adds to a quota beyond its limit. A day counts once,
however many shifts or extras it has, and a night shift belongs to the day on which it began.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from infra.rsz_simulator.period import Period
from infra.rsz_simulator.rules import Case
from infra.rsz_simulator.rules.worker_types import HORECA

# First year of the limit, hours per calendar year over all employers.
STUDENT_HOURS = ((2025, 650), (2023, 600), (0, 475))
# By sector: first day of the limit, days per worker and calendar year. Before that day none is known.
EXTRA_DAYS = {
    "302": (date.min, 50),
    "144": (date.min, 50),
    "145": (date(2023, 7, 1), 100),
    "320": (date.min, 200),
}
EXTRA_HOURS = {"320": 800}
EMPLOYER_EXTRA_DAYS = {HORECA: 200}
ARTICLE_17 = frozenset({"O17", "S17"})


def student_limit(year: int) -> int:
    """Hours a student may work at reduced contributions in a calendar year."""
    return next(hours for first_year, hours in STUDENT_HOURS if year >= first_year)


def _standing(case: Case, periods: Iterable[Period]) -> Iterator[Period]:
    """Other standing periods that begin in the same year."""
    mine = case.period
    for other in periods:
        if not other.cancelled and other.id != mine.id and other.start_date.year == mine.start_date.year:
            yield other


def _of_worker(case: Case, kinds: Iterable[str]) -> list[Period]:
    periods = case.world.books.periods_of_worker(case.period.ssin) if case.period.ssin else []
    return [other for other in _standing(case, periods) if other.worker_type in kinds]


def _planned(case: Case, kinds: Iterable[str]) -> int:
    return sum(period.planned_hours or 0 for period in (*_of_worker(case, kinds), case.period))


def _adds_hours(case: Case) -> bool:
    return case.before is None or case.before.planned_hours != case.period.planned_hours


def _adds_a_day(case: Case) -> bool:
    return case.before is None or case.before.start_date != case.period.start_date


def student_quota(case: Case) -> Iterator[str]:
    """90017-369: planned hours of all employers together exceed the quota of the year."""
    if case.period.worker_type != "STU" or case.period.ssin is None or not _adds_hours(case):
        return
    used = case.world.facts.quota_used.get(case.period.ssin, 0) + _planned(case, {"STU"})
    if used > student_limit(case.period.start_date.year):
        yield "90017-369"


def article_17_quota(case: Case) -> Iterator[str]:
    """90017-369, which refuses here: hours under article 17 beyond those the worker has (a fact)."""
    limit = case.world.facts.article17_hours.get(case.period.ssin or "")
    if case.period.worker_type not in ARTICLE_17 or limit is None or not _adds_hours(case):
        return
    if _planned(case, ARTICLE_17) > limit:
        yield "90017-369"


def extra_days(case: Case) -> Iterator[str]:
    """90017-369: more days of occasional work in a sector than a worker has in a year."""
    period, (since, limit) = case.period, EXTRA_DAYS.get(case.period.sector, (date.max, 0))
    if period.worker_type != "EXT" or period.start_date < since or not _adds_a_day(case):
        return
    days = _days(_same_sector(case), period) + case.world.facts.extra_days_used.get(period.ssin or "", 0)
    if days > limit:
        yield "90017-369"


def extra_hours(case: Case) -> Iterator[str]:
    """90017-369: more hours of occasional funeral work than a worker has in a year."""
    period, limit = case.period, EXTRA_HOURS.get(case.period.sector)
    if period.worker_type != "EXT" or limit is None:
        return
    worked = sum((each.end - each.start for each in (*_same_sector(case), period)), timedelta())
    used = case.world.facts.extra_hours_used.get(period.ssin or "", 0)
    if worked + timedelta(hours=used) > timedelta(hours=limit):
        yield "90017-369"


def employer_extra_days(case: Case) -> Iterator[str]:
    """90256-369: more days with extras, however many, than an employer in horeca has in a year."""
    period, limit = case.period, EMPLOYER_EXTRA_DAYS.get(case.period.sector)
    if period.worker_type != "EXT" or limit is None or not _adds_a_day(case):
        return
    there = case.world.books.extras_at(period.workplace, period.start_date.year)
    same_sector = [other for other in _standing(case, there) if other.sector == period.sector]
    used = case.world.facts.employer_extra_days_used.get(period.workplace, 0)
    if _days(same_sector, period) + used > limit:
        yield "90256-369"


def _same_sector(case: Case) -> list[Period]:
    return [other for other in _of_worker(case, {"EXT"}) if other.sector == case.period.sector]


def _days(periods: Iterable[Period], one_more: Period) -> int:
    return len({period.start_date for period in (*periods, one_more)})


RULES = (student_quota, article_17_quota, extra_days, extra_hours, employer_extra_days)
