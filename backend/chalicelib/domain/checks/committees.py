"""Joint committees and worker types: 00046, 00655, 90374 and agency work (90107, 00131, 00153)."""

from collections.abc import Iterator

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.checks.case import Hiring
from chalicelib.domain.finding import Finding, finding
from chalicelib.domain.identifiers import is_enterprise_number
from chalicelib.domain.law.committees import (
    AGENCY,
    JOINT_COMMITTEES,
    LUMP_COMMITTEES,
    USER_COMMITTEES,
)
from chalicelib.domain.law.worker_type import CommitteeRule, Presence
from chalicelib.domain.occupation import committee_in_effect


def worker_type_is_known(case: Hiring) -> Iterator[Finding]:
    """00655-003: a worker type that this service files; outside its years (inferred) it only warns."""
    allowed = ", ".join(case.known.worker_types)
    if case.kind is None:
        yield finding("00655-003", "workerType", allowed=allowed)
    elif not case.kind.valid_on(case.terms.start_date):
        yield finding("00655-003", "workerType", Certainty.INFERRED, allowed=allowed)


def committee_is_known(case: Hiring) -> Iterator[Finding]:
    """00046-003: one of the joint committees the RSZ takes."""
    if case.terms.joint_committee not in JOINT_COMMITTEES:
        yield finding("00046-003", "jointCommittee", allowed=", ".join(JOINT_COMMITTEES))


def committee_fits_worker_type(case: Hiring) -> Iterator[Finding]:
    """90374-349: joint committee and worker type go together; the unpublished combinations only warn."""
    if case.kind is None or case.terms.joint_committee not in JOINT_COMMITTEES:
        return
    rule = case.kind.committee_rule(case.terms.joint_committee)
    if not rule.fits:
        yield _misfit(case, case.terms.joint_committee, rule, rule.certainty)


def users_committee_fits_worker_type(case: Hiring) -> Iterator[Finding]:
    """90374-349: agency work goes by the committee of the user; certain for BCW, else inferred (warns)."""
    user = case.terms.user_committee
    if case.kind is None or user not in USER_COMMITTEES:
        return
    rule = case.kind.committee_rule(user)
    if case.terms.joint_committee == AGENCY and not rule.fits:
        certainty = rule.certainty if case.kind.users_likewise else Certainty.INFERRED
        yield _misfit(case, user, rule, certainty)


def _misfit(case: Hiring, committee: str, rule: CommitteeRule, certainty: Certainty) -> Finding:
    return finding(
        "90374-349",
        "jointCommittee",
        certainty,
        workerType=case.terms.worker_type,
        jointCommittee=committee,
        instead=rule.instead or ", ".join(case.kind.committees if case.kind else ()),
    )


def lump_is_chosen(case: Hiring) -> Iterator[Finding]:
    """own.lumpMissing: an extra in horeca is by the hour or by the day; we never guess which."""
    extra = case.terms.worker_type == "EXT"
    if extra and case.terms.lump is None and committee_in_effect(case.terms) in LUMP_COMMITTEES:
        yield finding("own.lumpMissing", "lump")


def lump_belongs_to_horeca(case: Hiring) -> Iterator[Finding]:
    """own.lumpNotAllowed: only extras in horeca have a lump."""
    if case.terms.lump is None:
        return
    if case.terms.worker_type != "EXT" or committee_in_effect(case.terms) not in LUMP_COMMITTEES:
        yield finding("own.lumpNotAllowed", "lump")


def agency_work_has_an_end(case: Hiring) -> Iterator[Finding]:
    """00911-001: under joint committee 322 the end date is required, also where the type leaves it open."""
    if case.terms.joint_committee != AGENCY or case.terms.end_date is not None or case.variant is None:
        return
    if case.variant.fields["end_date"].presence is Presence.OPTIONAL:
        yield finding("00911-001", "endDate")


def agency_work(case: Hiring) -> Iterator[Finding]:
    """What is asked of an agency, and of whoever names a user: each rule of ``AGENCY_RULES``."""
    if case.terms.joint_committee == AGENCY or case.terms.using_employer is not None:
        for rule in AGENCY_RULES:
            yield from rule(case)


def using_employer_belongs_to_agency_work(case: Hiring) -> Iterator[Finding]:
    """00131-005, 00153-005: only an agency (joint committee 322) names a using employer."""
    user = case.terms.using_employer
    if user is None or case.terms.joint_committee == AGENCY:
        return
    code = "00153-005" if user.enterprise_number is None and user.name else "00131-005"
    yield finding(code, "usingEmployer")


def using_employer_is_named_once(case: Hiring) -> Iterator[Finding]:
    """90107-351 and 90107-352: enterprise number or name, one of the two."""
    if case.terms.joint_committee != AGENCY:
        return
    user = case.terms.using_employer
    if user is None or (user.enterprise_number is None and user.name is None):
        yield finding("90107-351", "usingEmployer")
    elif user.enterprise_number is not None and user.name is not None:
        yield finding("90107-352", "usingEmployer")


def using_employer_is_possible(case: Hiring) -> Iterator[Finding]:
    """00131-003 and 00046-003: the user's number is well-formed and its committee is not 322 itself."""
    user = case.terms.using_employer
    if user is None or case.terms.joint_committee != AGENCY:
        return
    if user.joint_committee not in USER_COMMITTEES:
        yield finding("00046-003", "usingEmployer.jointCommittee", allowed=", ".join(USER_COMMITTEES))
    if user.enterprise_number is not None and not is_enterprise_number(user.enterprise_number):
        yield finding("00131-003", "usingEmployer.enterpriseNumber", Certainty.COMPUTED)


def foreign_user_has_an_address(case: Hiring) -> Iterator[Finding]:
    """00517-001: a user without an enterprise number is named with its address (inferred, warns)."""
    user = case.terms.using_employer
    if user is None or case.terms.joint_committee != AGENCY:
        return
    if user.enterprise_number is None and user.name is not None and user.address is None:
        yield finding("00517-001", "usingEmployer.address", Certainty.INFERRED)


RULES = (
    worker_type_is_known,
    committee_is_known,
    committee_fits_worker_type,
    lump_is_chosen,
    lump_belongs_to_horeca,
    agency_work,
)
AGENCY_RULES = (
    users_committee_fits_worker_type,
    agency_work_has_an_end,
    using_employer_belongs_to_agency_work,
    using_employer_is_named_once,
    using_employer_is_possible,
    foreign_user_has_an_address,
)
