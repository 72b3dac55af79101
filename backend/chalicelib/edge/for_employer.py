"""What is an employer's: which employer a call is for, and the look at one thing that is theirs."""

from typing import Annotated

from pydantic import BaseModel, Field

from chalicelib.application.scope import Permission
from chalicelib.domain.filing import LONGEST_ID, LONGEST_REFERENCE
from chalicelib.domain.schema import Value
from chalicelib.edge.operation import Operation
from chalicelib.edge.problems import Fault, ProblemError

AnyId = Annotated[str, Field(max_length=LONGEST_ID)]
AnyReference = Annotated[str, Field(max_length=LONGEST_REFERENCE)]
"""What a list may be asked for: nothing longer can have been filed, or be a key of the store."""


class ForEmployer(Value):
    """Which employer, for a caller with several."""

    employer: str | None = None


def named_employer(query: ForEmployer, in_body: str | None) -> str | None:
    """Return the employer that a call names, in its query or its body.

    Raises a problem when the two name different ones: neither may be guessed.
    """
    named = {each for each in (query.employer, in_body) if each is not None}
    if len(named) > 1:
        fault = Fault(code="employersDiffer", name="employer", where="query", kind="invalidInput")
        raise ProblemError("badRequest", [fault])
    return named.pop() if named else None


def look_at_one(
    path: str,
    summary: str,
    answer: type[BaseModel],
    permission: Permission,
    query: type[ForEmployer] = ForEmployer,
) -> Operation:
    """Return the operation that shows one thing by its id; what is another's is not found."""
    return Operation(
        method="GET",
        path=path,
        summary=summary,
        query=query,
        answer=answer,
        permission=permission,
        problems=("resourceNotFound",),
    )
