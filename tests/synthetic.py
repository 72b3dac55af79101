"""Synthetic people and filings: valid check digits, counters no living person has."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.application.ports import Acceptance, Receipt, RelationChange, StoredDeclaration
from chalicelib.application.scope import EmployerScope, service_scope
from chalicelib.domain.clock.deadlines import in_deadline
from chalicelib.domain.declaration import Declaration, Event
from chalicelib.domain.filing import InTerms, Mode
from chalicelib.domain.lifecycle import Happening, State
from chalicelib.domain.period import period_of
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import WorkerIdentity

CAFE, BUILDER = "0999999922", "0999999823"
MAN_1990, WOMAN_1988, MAN_2003, WOMAN_2007 = "90011599762", "88112399843", "03060999731", "07022899801"
SSINS = (MAN_1990, WOMAN_1988, MAN_2003, WOMAN_2007)
WRONG_SSIN = "90011599763"
STRANGER: dict[str, Any] = {
    "familyName": "Voorbeeld",
    "givenName": "Alma",
    "birthDate": "1988-11-23",
    "placeOfBirth": "Lille",
    "countryOfBirth": 111,
    "nationality": 111,
    "gender": 2,
    "address": {
        "street": "Rue de l'Exemple",
        "houseNumber": "5",
        "postCode": "59000",
        "municipality": {"name": "Lille"},
        "country": 111,
    },
}
"""Somebody without a national number, with all identity data."""
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)

LIVE_CAFE = service_scope(Mode.LIVE, CAFE)
TEST_CAFE = service_scope(Mode.TEST, CAFE)
LIVE_BUILDER = service_scope(Mode.LIVE, BUILDER)


def student_terms(**changes: Any) -> InTerms:
    """A student from tomorrow to the end of the year."""
    terms = {
        "worker_type": "STU",
        "joint_committee": "XXX",
        "start_date": date(2026, 12, 1),
        "end_date": date(2026, 12, 31),
        "planned_hours": 96,
    }
    return InTerms(**{**terms, **changes})


def acceptance(
    scope: EmployerScope,
    number: int,
    *,
    received_at: datetime = NOON,
    worker: RegisteredWorker | None = None,
    reference: str | None = None,
    key: str | None = None,
) -> Acceptance:
    """Everything a filing would write, with ids that follow from a number."""
    identity = WorkerIdentity(ssin=WOMAN_2007, family_name="Voorbeeld", given_name="Lou")
    who = worker or RegisteredWorker(id=f"wrk_{number}", identity=identity)
    terms = student_terms(reference=reference)
    declaration = Declaration(
        id=f"dec_{number}",
        mode=scope.mode,
        employer=scope.employer,
        employer_name="Café De Kroon",
        worker_id=who.id,
        worker_name=who.identity.name,
        period_id=f"per_{number}",
        terms=terms,
        deadline=in_deadline(terms),
        state=State.RECORDED,
        received_at=received_at,
        due_at=received_at + timedelta(seconds=60),
        events=(Event(at=received_at, happening=Happening.RECORDED, state=State.RECORDED),),
    )
    period = period_of(terms, declaration.period_id, declaration.id, received_at.date())
    change = RelationChange(worker=who, periods=(period,), relist=who.version == 1)
    return Acceptance(
        declarations=(StoredDeclaration(declaration, who.identity),),
        change=change,
        receipt=receipt(key or f"key-{number}", answer=f'{{"id": "{declaration.id}"}}'),
    )


def receipt(key: str, *, answer: str = "{}", body_hash: str = "hash", lineage: str = "usr_1") -> Receipt:
    """The receipt of a key, kept for thirty days."""
    return Receipt(
        key=key,
        operation="fileDeclaration",
        lineage=lineage,
        body_hash=body_hash,
        answer=answer,
        location="/v1/declarations/x",
        expires_at=NOON + timedelta(days=30),
    )
