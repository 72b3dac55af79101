"""What is an employer's: which employer a call is for, and the look at one thing that is theirs."""

from pydantic import BaseModel

from chalicelib.application.scope import Permission
from chalicelib.domain.schema import Value
from chalicelib.edge.operation import Operation


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
