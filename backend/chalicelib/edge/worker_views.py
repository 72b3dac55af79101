"""A worker of the register as the API shows it: the number masked unless revealed, the rest for one only."""

from chalicelib.domain.identifiers import mask_ssin
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import WorkerIdentity
from chalicelib.edge.resources import WorkerDetailView, WorkerView


def worker_view(worker: RegisteredWorker, *, reveal: bool = False) -> WorkerView:
    """Return a worker as a list shows it; ``reveal`` shows the national number."""
    identity = worker.identity
    return WorkerView(
        id=worker.id,
        name=identity.name,
        family_name=identity.family_name,
        given_name=identity.given_name,
        ssin=shown_ssin(identity, reveal=reveal),
    )


def worker_detail_view(worker: RegisteredWorker, *, reveal: bool = False) -> WorkerDetailView:
    """Return a worker with everything that is known of the person; ``reveal`` shows the national number."""
    identity = worker.identity
    return WorkerDetailView(
        **dict(worker_view(worker, reveal=reveal)),
        birth_date=identity.birth_date,
        place_of_birth=identity.place_of_birth,
        country_of_birth=identity.country_of_birth,
        nationality=identity.nationality,
        gender=identity.gender,
        address=identity.address,
        shared_balance=worker.shared_balance,
    )


def shown_ssin(identity: WorkerIdentity, *, reveal: bool) -> str | None:
    """Return the national number, masked unless it is revealed, or None when there is none."""
    return identity.ssin if reveal else masked(identity)


def masked(identity: WorkerIdentity) -> str | None:
    """Return the national number as it may be shown, or None when there is none."""
    return mask_ssin(identity.ssin) if identity.ssin else None
