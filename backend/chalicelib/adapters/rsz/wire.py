"""From a declaration as we keep it to the exact body the RSZ's REST v2 gets. Pure: nothing is sent here.

Rules of the body: exactly one of the four blocks; employer and worker beside an IN only; the employer by
its enterprise number alone, because an RSZ number would win over it; of a worker with an SSIN nothing else
is told; hours are HHMM; an empty field is left out, never null.
"""

from collections.abc import Mapping
from datetime import date

from chalicelib.adapters.rsz import names
from chalicelib.application.ports.rsz import Employer, RszFiling
from chalicelib.domain.filing import (
    CancelTerms,
    ControlCards,
    InTerms,
    OutTerms,
    PlaceOfWork,
    SmallStatutes,
    UpdateTerms,
    UsingEmployer,
)
from chalicelib.domain.identifiers import is_enterprise_number, parse_enterprise_number
from chalicelib.domain.period import Period
from chalicelib.domain.worker import Address, WorkerIdentity


def body_of(filing: RszFiling) -> dict[str, object]:
    """Return the body of ``POST /declarations`` for one declaration.

    A period whose number the RSZ has not given yet is left out: such a declaration is not sent.
    """
    match filing.terms:
        case InTerms():
            return {
                names.EMPLOYER: employer_block(filing.employer),
                names.WORKER: _worker(filing.worker),
                names.DIMONA_IN: _terms(filing.terms),
            }
        case OutTerms():
            end = {names.END_DATE: filing.terms.end_date.isoformat()}
            return {names.DIMONA_OUT: {**_period(filing.period), **end}}
        case UpdateTerms():
            return {names.DIMONA_UPDATE: {**_period(filing.period), **_changes(filing.terms, filing.period)}}
        case CancelTerms():
            return {names.DIMONA_CANCEL: _period(filing.period)}


def _period(period: Period | None) -> dict[str, object]:
    number = period.rsz_number if period else None
    return {names.PERIOD_NUMBER: int(number)} if number else {}


def _changes(terms: UpdateTerms, period: Period | None) -> dict[str, object]:
    """Return what changes; of a period by the hour both dates and hours, as live clients send them."""
    dates = {
        names.START_DATE: terms.start_date,
        names.START_HOUR: terms.start_hour,
        names.END_DATE: terms.end_date,
        names.END_HOUR: terms.end_hour,
        names.PLANNED_HOURS: terms.planned_hours,
    }
    by_hours = period is not None and period.start_hour is not None and period.end_hour is not None
    if period is not None and by_hours:
        standing = {
            names.START_DATE: period.start_date,
            names.START_HOUR: period.start_hour,
            names.END_DATE: period.end_date,
            names.END_HOUR: period.end_hour,
        }
        dates = {name: value if value is not None else standing.get(name) for name, value in dates.items()}
    return _given({name: _written(value) for name, value in dates.items()})


def _written(value: date | str | int | None) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return _hour(value) if isinstance(value, str) else value


def employer_block(employer: Employer) -> dict[str, object]:
    """Return the employer as it is told to the RSZ: by the number that its scope has, and no other."""
    return {names.ENTERPRISE_NUMBER: employer.enterprise_number}


def _worker(worker: WorkerIdentity) -> dict[str, object]:
    if worker.ssin is not None:
        return {names.SSIN: worker.ssin}
    return _given(
        {
            names.FAMILY_NAME: worker.family_name,
            names.GIVEN_NAME: worker.given_name,
            names.BIRTH_DATE: worker.birth_date and worker.birth_date.isoformat(),
            names.PLACE_OF_BIRTH: worker.place_of_birth,
            names.COUNTRY_OF_BIRTH: worker.country_of_birth,
            names.NATIONALITY: worker.nationality,
            names.GENDER: worker.gender,
            names.ADDRESS: worker.address and _address(worker.address),
        }
    )


def _address(address: Address) -> dict[str, object]:
    municipality = {
        names.MUNICIPALITY_CODE: address.municipality.code,
        names.MUNICIPALITY_NAME: address.municipality.name,
    }
    return _given(
        {
            names.STREET: address.street,
            names.HOUSE_NUMBER: address.house_number,
            names.BOX_NUMBER: address.box_number,
            names.POST_CODE: address.post_code,
            names.MUNICIPALITY: _given(municipality),
            names.COUNTRY: address.country,
        }
    )


def _terms(terms: InTerms) -> dict[str, object]:
    return _given(
        {
            names.START_DATE: terms.start_date.isoformat(),
            names.START_HOUR: _hour(terms.start_hour),
            names.END_DATE: terms.end_date and terms.end_date.isoformat(),
            names.END_HOUR: _hour(terms.end_hour),
            names.PLANNED_HOURS: terms.planned_hours,
            names.FEATURES: _features(terms),
            names.PLACE_OF_WORK: terms.place_of_work and _place_of_work(terms.place_of_work),
            names.CONTROL_CARDS: terms.control_cards and _control_cards(terms.control_cards),
            names.SMALL_STATUTES: terms.small_statutes and _small_statutes(terms.small_statutes),
        }
    )


def _features(terms: InTerms) -> dict[str, object]:
    return _given(
        {
            names.JOINT_COMMITTEE: terms.joint_committee,
            names.WORKER_TYPE: terms.worker_type,
            names.USING_EMPLOYER: terms.using_employer and _using_employer(terms.using_employer),
        }
    )


def _using_employer(user: UsingEmployer) -> dict[str, object]:
    return _given(
        {
            names.USING_EMPLOYER_NUMBER: user.enterprise_number and _number(user.enterprise_number),
            names.USING_EMPLOYER_NAME: user.name,
            names.ADDRESS: user.address and _address(user.address),
            names.USING_EMPLOYER_COMMITTEE: user.joint_committee,
        }
    )


def _number(written: str) -> str:
    """``0999.999.823`` is ten digits there; what is no enterprise number was refused before."""
    return parse_enterprise_number(written) if is_enterprise_number(written) else written


def _place_of_work(place: PlaceOfWork) -> dict[str, object]:
    return {names.PLACE_OF_WORK_NAME: place.name, names.ADDRESS: _address(place.address)}


def _control_cards(cards: ControlCards) -> dict[str, object]:
    return _given({names.FIRST_CARD: cards.first_month, names.NEXT_CARD: cards.next_month})


def _small_statutes(statutes: SmallStatutes) -> dict[str, object]:
    return _given(
        {
            names.EMPLOYMENT_NATURE: statutes.employment_nature.value,
            names.WORKER_STATUS: statutes.worker_status.value,
            names.ACTIVITY_WITH_RISK: statutes.activity_with_risk,
        }
    )


def _hour(hour: str | None) -> str | None:
    """``17:00`` is ``1700`` there."""
    return hour and hour.replace(":", "")


def _given(fields: Mapping[str, object]) -> dict[str, object]:
    """Leave out what is empty: the RSZ does not welcome nulls and empty texts."""
    return {name: value for name, value in fields.items() if value not in (None, "")}
