"""The errors of the use cases, one tree, sorted by what the caller should do next."""

from collections.abc import Sequence

from chalicelib.domain.finding import Finding


class ApplicationError(Exception):
    """Root of everything a use case refuses. ``code`` names the text in the catalogues."""

    code = "internal"


class UnauthenticatedError(ApplicationError):
    """No credential, or one that is wrong, expired or ended."""

    code = "unauthenticated"


class WrongPasswordError(ApplicationError):
    """Wrong password or unknown account: the same answer for both."""

    code = "wrongPassword"


class ThrottledError(ApplicationError):
    """Too many attempts; try again after ``retry_after`` seconds."""

    code = "tooManyRequests"

    def __init__(self, retry_after: int) -> None:
        super().__init__(self.code)
        self.retry_after = retry_after


class ForbiddenError(ApplicationError):
    """The caller lacks a permission, or the employer is not theirs."""

    code = "missingPermission"

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.missing = missing


class EmployerNotNamedError(ApplicationError):
    """A caller with several employers must say for which one."""

    code = "employerNotNamed"


class NotFoundError(ApplicationError):
    """There is no such thing for this caller."""

    code = "resourceNotFound"


class RefusedFilingError(ApplicationError):
    """Certain rules forbid the filing; nothing was stored or sent."""

    code = "badRequest"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = tuple(findings)


class KeyReusedError(ApplicationError):
    """The idempotency key was used before for another body."""

    code = "idempotencyKeyReused"


class BusyError(ApplicationError):
    """Others kept changing the same thing, or the store is overloaded. Nothing was written; try again."""

    code = "serviceUnavailable"
    retry_after = 1


class UnkeepableError(ApplicationError):
    """The store cannot keep this as it is: a key or a row is too large. Nothing was written, nor will be."""

    code = "unkeepable"


class UnreadableError(ApplicationError):
    """What is stored does not have the shape that it should have. Only somebody who mends it can help."""

    code = "unreadable"


class StaleError(ApplicationError):
    """It was changed by somebody else since it was read. Nothing was written."""

    code = "changedMeanwhile"


class ClaimedError(ApplicationError):
    """That declaration of the RSZ answers another one of ours. Nothing was written."""

    code = "claimed"


class NotAllowedNowError(ApplicationError):
    """In its present state that cannot be done with the declaration. Nothing was written."""

    code = "notAllowedNow"

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class MayBeAtRszError(ApplicationError):
    """The RSZ has the declaration, or may have it, so it cannot be taken back. Nothing was written."""

    code = "mayBeAtRsz"


class RelationChangedError(ApplicationError):
    """The worker's relation was changed by somebody else since it was read. Nothing was written."""

    code = "relationChanged"


class QueueUnavailableError(ApplicationError):
    """A message could not be sent. Nothing is lost: the sweep finds what is due."""

    code = "queueUnavailable"
