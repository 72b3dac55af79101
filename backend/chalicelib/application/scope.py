"""Who may do what for which employer: the only place where an EmployerScope is made.

Every access to stored data takes a scope, so nothing can be read or written for an employer that
authorisation did not name. A rule test looks for any other construction of the class.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.application.errors import EmployerNotNamedError, ForbiddenError
from chalicelib.domain.filing import Mode
from chalicelib.domain.schema import Value


class Permission(StrEnum):
    """What a credential may do; the names are part of the API."""

    DECLARATIONS_READ = "declarations:read"
    DECLARATIONS_WRITE = "declarations:write"
    WORKERS_READ = "workers:read"
    WORKERS_WRITE = "workers:write"
    SSIN_REVEAL = "ssin:reveal"
    SETTINGS_WRITE = "settings:write"
    KEYS_WRITE = "keys:write"
    WEBHOOKS_WRITE = "webhooks:write"
    REVIEWS_WRITE = "reviews:write"
    PAYROLL_READ = "payroll:read"
    AUDIT_READ = "audit:read"


class Role(StrEnum):
    """The role of a person with an employer."""

    OWNER = "owner"
    FILER = "filer"
    VIEWER = "viewer"


_VIEWER = (Permission.DECLARATIONS_READ, Permission.WORKERS_READ)
_FILER = (*_VIEWER, Permission.DECLARATIONS_WRITE, Permission.WORKERS_WRITE)
PERMISSIONS_OF_ROLE: dict[Role, tuple[Permission, ...]] = {
    Role.VIEWER: _VIEWER,
    Role.FILER: _FILER,
    Role.OWNER: (
        *_FILER,
        Permission.SSIN_REVEAL,
        Permission.SETTINGS_WRITE,
        Permission.KEYS_WRITE,
        Permission.WEBHOOKS_WRITE,
        Permission.AUDIT_READ,
    ),
}
PERMISSIONS_OF_NEW_KEY = _FILER
"""What an API key may do when nothing else was said: file and read, for its employer."""


class Membership(Value):
    """One employer a credential may act for, with what it may do there."""

    employer: str
    employer_name: str
    role: str
    permissions: tuple[Permission, ...]


class CredentialKind(StrEnum):
    """A person signed in, or a partner app's key."""

    SESSION = "session"
    API_KEY = "apiKey"


class Credential(Value):
    """A proven caller. ``lineage`` stays the same when a key is rolled or a person signs in again."""

    kind: CredentialKind
    id: str
    lineage: str
    mode: Mode
    name: str
    email: str | None = None
    language: str = "nl"
    memberships: tuple[Membership, ...]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EmployerScope:
    """The right to touch one employer's data in one mode."""

    mode: Mode
    employer: str


def authorise(
    credential: Credential, permission: Permission, employer: str | None = None
) -> tuple[EmployerScope, Membership]:
    """Return the scope of a caller for an employer.

    An employer that is not theirs is forbidden, whether it exists or not; with several employers
    the caller must say which.
    """
    membership = _membership(credential, employer)
    if permission not in membership.permissions:
        raise ForbiddenError(permission)
    return EmployerScope(credential.mode, membership.employer), membership


def service_scope(mode: Mode, employer: str) -> EmployerScope:
    """Return the scope for our own work on a declaration that was already authorised when it was accepted."""
    return EmployerScope(mode, employer)


def _membership(credential: Credential, employer: str | None) -> Membership:
    if employer is None:
        if len(credential.memberships) != 1:
            raise EmployerNotNamedError
        return credential.memberships[0]
    for membership in credential.memberships:
        if membership.employer == employer:
            return membership
    raise ForbiddenError("employer")
