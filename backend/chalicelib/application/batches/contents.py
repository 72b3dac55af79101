"""What makes two rows the same: the terms and the person. Sending a row again must file nothing again."""

import hashlib

from chalicelib.application.considering import OUR_PERIOD
from chalicelib.application.ports import Register
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import Filing, InFiling, WorkerReference
from chalicelib.domain.identifiers import InvalidIdentifierError, is_ssin, parse_dimona_number, parse_ssin


def person_of(register: Register, scope: EmployerScope, filing: Filing) -> str:
    """Return whom or what a filing is about, not readable: a worker's id, or the period's.

    Whoever has no number is hashed with the employer's key as a number would be; a plain hash of a birth
    date and a name can be turned back by trying.
    """
    if not isinstance(filing, InFiling):
        return filing.period
    known_as = worker_of(register, scope, filing)
    return known_as or register.worker_id_of(scope, filing.worker.model_dump_json(exclude_none=True))


def worker_of(register: Register, scope: EmployerScope, filing: Filing) -> str | None:
    """Return the id that the worker of an IN has in the register, or would have; None without a number."""
    if not isinstance(filing, InFiling):
        return None
    who: WorkerReference = filing.worker
    if who.id is not None:
        return who.id
    if who.ssin is not None and is_ssin(who.ssin):
        return register.worker_id_of(scope, parse_ssin(who.ssin))
    return None


def relation_of(register: Register, scope: EmployerScope, filing: Filing) -> str:
    """Return whose relation a filing touches: rows with the same one are filed in their order.

    A change that names a period touches its worker's, as an IN of that worker does. What the register does
    not know stands for itself, however its number is written. A change costs one read.
    """
    if isinstance(filing, InFiling):
        return person_of(register, scope, filing)
    try:
        named = filing.period if filing.period.startswith(OUR_PERIOD) else parse_dimona_number(filing.period)
    except InvalidIdentifierError:
        return filing.period
    place = register.place_of(scope, named)
    return place.worker_id if place else named


def content_key(person: str, filing: Filing) -> str:
    """Return a hash of what a filing says. Another reference makes it another filing."""
    terms = filing.terms().model_dump_json(exclude_none=True)
    return hashlib.sha256(f"{person}\x1f{terms}".encode()).hexdigest()


def key_after(key: str, declaration_id: str) -> str:
    """Return the key under which the same content is filed again, once that declaration came to nothing."""
    return hashlib.sha256(f"{key}\x1f{declaration_id}".encode()).hexdigest()
