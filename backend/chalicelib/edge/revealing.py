"""Showing national numbers: only when asked, to whoever may see them, and never without a note of it."""

from collections.abc import Iterable
from typing import Any, Literal, TypeVar

from chalicelib.application.auditing import note_reveal
from chalicelib.application.scope import EmployerScope, Permission
from chalicelib.edge.call import Call
from chalicelib.edge.for_employer import ForEmployer


class RevealQuery(ForEmployer):
    """``reveal=ssin`` shows the national numbers, to whoever may see them."""

    reveal: Literal["ssin"] | None = None


Asked = TypeVar("Asked", bound=RevealQuery)


def reveals(call: Call[Any, Asked], scope: EmployerScope) -> bool:
    """Tell whether a call asks for national numbers. Raises ForbiddenError for who may not see them."""
    if call.query.reveal is None:
        return False
    call.scope(Permission.SSIN_REVEAL, scope.employer)
    return True


def note(call: Call[Any, Asked], scope: EmployerScope, shown: Iterable[str]) -> None:
    """Note whose numbers a call that asked for them was shown; of an empty page there is nothing to note."""
    things = " ".join(shown)
    if call.query.reveal is not None and things:
        note_reveal(scope, call.known_caller(), things)
