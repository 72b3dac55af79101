"""The rules of an IN that need nothing but the filing itself: one small function per anomaly code.

Each takes a Case and yields findings. The order of RULES is the order in which people read them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from pydantic.alias_generators import to_camel

from chalicelib.domain.brussels import quarter
from chalicelib.domain.certainty import Certainty
from chalicelib.domain.filing import InTerms
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.identifiers import (
    InvalidIdentifierError,
    birth_date_of,
    is_ssin,
    parse_enterprise_number,
    parse_ssin,
)
from chalicelib.domain.worker import IDENTIFICATION_FIELDS, WorkerIdentity
from chalicelib.domain.worker_types import (
    AGENCY_COMMITTEE,
    JOINT_COMMITTEES,
    WORKER_TYPES,
    Presence,
    WorkerType,
)

EARLIEST_START = date(1920, 1, 1)
EARLIEST_END = date(1999, 1, 1)
YEARS_AHEAD = 10
PLANNED_HOURS = range(1, 1000)


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at. ``today`` is the Brussels date of the filing."""

    terms: InTerms
    worker: WorkerIdentity
    today: date

    @property
    def kind(self) -> WorkerType | None:
        """The table row of the worker type, or None for a type we do not file."""
        return WORKER_TYPES.get(self.terms.worker_type)


Rule = Callable[[Case], Iterator[Finding]]


def ssin_is_a_number(case: Case) -> Iterator[Finding]:
    """00024-003: the national number is well-formed and its check digits fit."""
    if case.worker.ssin is not None and not is_ssin(case.worker.ssin):
        yield finding("00024-003", "worker.ssin", Certainty.COMPUTED)


def ssin_agrees_with_birth_date(case: Case) -> Iterator[Finding]:
    """00028-348: a birth date that contradicts the number points at a mistyped number (warning)."""
    ssin, born = case.worker.ssin, case.worker.birth_date
    if ssin is None or born is None or not is_ssin(ssin):
        return
    if not birth_date_of(parse_ssin(ssin)).agrees_with(born):
        yield finding("00028-348", "worker.birthDate", Certainty.INFERRED)


def worker_is_identified(case: Case) -> Iterator[Finding]:
    """90017-363: an SSIN, or all identity data."""
    if case.worker.ssin is not None:
        return
    missing = [to_camel(name) for name in IDENTIFICATION_FIELDS if getattr(case.worker, name) is None]
    if missing:
        yield finding("90017-363", "worker", missing=", ".join(missing))


def worker_type_is_known(case: Case) -> Iterator[Finding]:
    """00655-003: a worker type that this service files."""
    if case.kind is None:
        yield finding("00655-003", "workerType", allowed=", ".join(WORKER_TYPES))


def committee_is_known(case: Case) -> Iterator[Finding]:
    """00046-003: one of the joint committees the RSZ takes."""
    if case.terms.joint_committee not in JOINT_COMMITTEES:
        yield finding("00046-003", "jointCommittee", allowed=", ".join(JOINT_COMMITTEES))


def committee_fits_worker_type(case: Case) -> Iterator[Finding]:
    """90374-349: joint committee and worker type go together; the unpublished combinations only warn."""
    if case.kind is None or case.terms.joint_committee not in JOINT_COMMITTEES:
        return
    rule = case.kind.committee_rule(case.terms.joint_committee)
    if not rule.fits:
        yield finding(
            "90374-349",
            "jointCommittee",
            rule.certainty,
            workerType=case.terms.worker_type,
            jointCommittee=case.terms.joint_committee,
            instead=rule.instead or "XXX",
        )


def fields_fit_worker_type(case: Case) -> Iterator[Finding]:
    """Zone-001 and zone-005: what the worker type requires is there, what it forbids is not."""
    if case.kind is None:
        return
    for name, rule in case.kind.fields.items():
        given = getattr(case.terms, name) is not None
        if rule.presence is Presence.REQUIRED and not given:
            yield finding(f"{rule.zone}-001", to_camel(name), rule.certainty)
        if rule.presence is Presence.FORBIDDEN and given:
            yield finding(f"{rule.zone}-005", to_camel(name), rule.certainty)


def planned_hours_are_possible(case: Case) -> Iterator[Finding]:
    """01135-003: whole planned hours from 1 to 999."""
    hours = case.terms.planned_hours
    if hours is not None and hours not in PLANNED_HOURS:
        yield finding("01135-003", "plannedHours")


def start_date_is_possible(case: Case) -> Iterator[Finding]:
    """00910-008: a start date from 1920 on and before ten years from now."""
    latest = date(case.today.year + YEARS_AHEAD, 1, 1)
    if not EARLIEST_START <= case.terms.start_date < latest:
        yield finding("00910-008", "startDate")


def end_date_is_possible(case: Case) -> Iterator[Finding]:
    """00911-008: an end date from 1999 on and before ten years from now."""
    latest = date(case.today.year + YEARS_AHEAD, 1, 1)
    if case.terms.end_date is not None and not EARLIEST_END <= case.terms.end_date < latest:
        yield finding("00911-008", "endDate")


def end_is_not_before_start(case: Case) -> Iterator[Finding]:
    """00911-014: the end date is the start date or later."""
    if case.terms.end_date is not None and case.terms.end_date < case.terms.start_date:
        yield finding("00911-014", "endDate")


def one_quarter(case: Case) -> Iterator[Finding]:
    """90373-421: a student's period starts and ends in one quarter."""
    terms = case.terms
    if case.kind is None or not case.kind.same_quarter or terms.end_date is None:
        return
    if terms.end_date >= terms.start_date and quarter(terms.end_date) != quarter(terms.start_date):
        yield finding("90373-421", "endDate")


def agency_work_has_an_end(case: Case) -> Iterator[Finding]:
    """00911-001: under joint committee 322 the end date is required."""
    optional = case.kind is not None and case.kind.fields["end_date"].presence is Presence.OPTIONAL
    if case.terms.joint_committee == AGENCY_COMMITTEE and case.terms.end_date is None and optional:
        yield finding("00911-001", "endDate")


def using_employer_belongs_to_agency_work(case: Case) -> Iterator[Finding]:
    """90107-005: only an agency (joint committee 322) names a using employer."""
    if case.terms.using_employer is not None and case.terms.joint_committee != AGENCY_COMMITTEE:
        yield finding("90107-005", "usingEmployer")


def using_employer_is_named_once(case: Case) -> Iterator[Finding]:
    """90107-351 and 90107-352: enterprise number or name, one of the two."""
    if case.terms.joint_committee != AGENCY_COMMITTEE:
        return
    user = case.terms.using_employer
    if user is None or (user.enterprise_number is None and user.name is None):
        yield finding("90107-351", "usingEmployer")
    elif user.enterprise_number is not None and user.name is not None:
        yield finding("90107-352", "usingEmployer")


def using_employer_is_possible(case: Case) -> Iterator[Finding]:
    """00131-003 and 00046-003: the user's number is well-formed and its committee is not 322 itself."""
    user = case.terms.using_employer
    if user is None or case.terms.joint_committee != AGENCY_COMMITTEE:
        return
    if user.joint_committee not in JOINT_COMMITTEES or user.joint_committee == AGENCY_COMMITTEE:
        allowed = ", ".join(number for number in JOINT_COMMITTEES if number != AGENCY_COMMITTEE)
        yield finding("00046-003", "usingEmployer.jointCommittee", allowed=allowed)
    if user.enterprise_number is not None:
        try:
            parse_enterprise_number(user.enterprise_number)
        except InvalidIdentifierError:
            yield finding("00131-003", "usingEmployer.enterpriseNumber", Certainty.COMPUTED)


def work_starts_within_the_period(case: Case) -> Iterator[Finding]:
    """own.workStartsOutside: the real start of work lies on or after the start date and not after the end."""
    at, terms = case.terms.work_starts_at, case.terms
    if at is None:
        return
    if at.date() < terms.start_date or (terms.end_date is not None and at.date() > terms.end_date):
        yield finding("own.workStartsOutside", "workStartsAt")


RULES: tuple[Rule, ...] = (
    ssin_is_a_number,
    worker_is_identified,
    ssin_agrees_with_birth_date,
    worker_type_is_known,
    committee_is_known,
    committee_fits_worker_type,
    fields_fit_worker_type,
    start_date_is_possible,
    end_date_is_possible,
    end_is_not_before_start,
    one_quarter,
    planned_hours_are_possible,
    agency_work_has_an_end,
    using_employer_belongs_to_agency_work,
    using_employer_is_named_once,
    using_employer_is_possible,
    work_starts_within_the_period,
)


def check(case: Case) -> list[Finding]:
    """Return everything the rules find in a filing, certain or not."""
    return [found for rule in RULES for found in rule(case)]
