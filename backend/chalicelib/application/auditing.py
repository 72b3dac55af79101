"""Who looked at what is secret: one structured line in the log each time.

There is no store of audit entries yet. Until there is, the log is where such looks are found; the line
names who and what, never the number itself.
"""

import logging

from chalicelib.application.scope import Credential, EmployerScope

log = logging.getLogger("dimona24.audit")


def note_reveal(scope: EmployerScope, caller: Credential, what: str) -> None:
    """Note that a caller was shown national numbers."""
    log.info(
        "national numbers shown: %s to %s of %s in %s", what, caller.id, scope.employer, scope.mode.value,
        extra={"audit": {
            "action": "ssin.reveal", "what": what, "who": caller.id,
            "employer": scope.employer, "mode": scope.mode.value,
        }},
    )  # fmt: skip
