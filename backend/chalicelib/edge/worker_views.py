"""A worker of the register as the API shows it: the national number masked, the rest only for one worker."""

from chalicelib.domain.identifiers import mask_ssin
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.domain.worker import WorkerIdentity
from chalicelib.edge.resources import WorkerDetailView, WorkerView


def worker_view(worker: RegisteredWorker) -> WorkerView:
    """Return a worker as a list shows it."""
    identity = worker.identity
    return WorkerView(
        id=worker.id,
        name=identity.name,
        family_name=identity.family_name,
        given_name=identity.given_name,
        ssin=masked(identity),
    )


def worker_detail_view(worker: RegisteredWorker) -> WorkerDetailView:
    """Return a worker with everything that is known of the person."""
    identity = worker.identity
    return WorkerDetailView(
        **dict(worker_view(worker)),
        birth_date=identity.birth_date,
        place_of_birth=identity.place_of_birth,
        country_of_birth=identity.country_of_birth,
        nationality=identity.nationality,
        gender=identity.gender,
        address=identity.address,
        shared_balance=worker.shared_balance,
    )


def masked(identity: WorkerIdentity) -> str | None:
    """Return the national number as it may be shown, or None when there is none."""
    return mask_ssin(identity.ssin) if identity.ssin else None
