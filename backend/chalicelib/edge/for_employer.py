"""What is an employer's: which employer a call is for, and the look at one thing that is theirs."""

from typing import Annotated

from pydantic import BaseModel, Field

from chalicelib.application.scope import Permission
from chalicelib.domain.filing import LONGEST_ID, LONGEST_REFERENCE
from chalicelib.domain.schema import Value
from chalicelib.edge.operation import Operation

AnyId = Annotated[str, Field(max_length=LONGEST_ID)]
AnyReference = Annotated[str, Field(max_length=LONGEST_REFERENCE)]
"""What a list may be asked for: nothing longer can have been filed, or be a key of the store."""


class ForEmployer(Value):
    """Which employer, for a caller with several."""

    employer: str | None = None


def look_at_one(path: str, summary: str, answer: type[BaseModel], permission: Permission) -> Operation:
    """Return the operation that shows one thing by its id; what is another's is not found."""
    return Operation(
        method="GET",
        path=path,
        summary=summary,
        query=ForEmployer,
        answer=answer,
        permission=permission,
        problems=("resourceNotFound",),
    )
