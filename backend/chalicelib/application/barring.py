"""A 403 to a question: once it may be a slip of the RSZ, for long it is a mandate that ended.

It is no outage, so the circuit stays closed and waiting does not help: somebody must act.
"""

from datetime import datetime, timedelta

from chalicelib.application.ports import NotPermittedError, RszError
from chalicelib.domain.declaration import Declaration

LASTS_FROM = timedelta(minutes=20)
"""From when on a 403 counts as lasting; as long as an answer is waited for."""


def since_barred(declaration: Declaration, failure: RszError | None, now: datetime) -> datetime | None:
    """Return since when the RSZ bars us, after a question went wrong. Only an answer ends that."""
    if isinstance(failure, NotPermittedError):
        return declaration.barred_since or now
    return declaration.barred_since


def bars_for_long(declaration: Declaration, failure: RszError | None, now: datetime) -> bool:
    """Tell whether a failure is a 403 that has lasted so long that somebody must be told."""
    since = since_barred(declaration, failure, now)
    return isinstance(failure, NotPermittedError) and since is not None and now - since > LASTS_FROM
