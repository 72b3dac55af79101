"""What the people of a history do: requests to the API, each under its own key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import CancelFiling, Filing, InFiling, OutFiling, UpdateFiling
from tests.synthetic import LIVE_CAFE, WOMAN_2007

if TYPE_CHECKING:
    from tests.simulation.world import World

_FILING: TypeAdapter[Filing] = TypeAdapter(InFiling | OutFiling | UpdateFiling | CancelFiling)

STUDENT: dict[str, Any] = {
    "type": "in",
    "worker": {"ssin": WOMAN_2007, "familyName": "Voorbeeld", "givenName": "Lou"},
    "workerType": "STU",
    "jointCommittee": "XXX",
    "startDate": "2026-12-01",
    "endDate": "2026-12-31",
    "plannedHours": 96,
}
ORDINARY: dict[str, Any] = {
    "type": "in",
    "worker": {"ssin": WOMAN_2007, "familyName": "Voorbeeld", "givenName": "Lou"},
    "workerType": "OTH",
    "jointCommittee": "XXX",
    "startDate": "2026-12-01",
}

Body = Callable[["World"], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Action:
    """One filing, at the earliest at a moment.

    ``after`` names filings of which everything has ended before, ``needs`` those that were answered.
    """

    tag: str
    body: Body
    scope: EmployerScope = LIVE_CAFE
    at: timedelta = timedelta(0)
    after: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()

    def filing(self, world: "World") -> Filing:
        """Return the request as it is made at this moment."""
        return _FILING.validate_python(
            {**self.body(world), "reference": self.tag}, by_alias=True, by_name=False
        )


def says(body: dict[str, Any], **changes: Any) -> Body:
    """A body that is known beforehand; None leaves a field out."""
    made = {name: value for name, value in {**body, **changes}.items() if value is not None}
    return lambda _: made


def on(tag: str, kind: str, *, number: bool = False, **rest: Any) -> Body:
    """An OUT, UPDATE or CANCEL on the period that an IN created: by our id, or by the RSZ's number."""

    def body(world: "World") -> dict[str, Any]:
        period = world.number_of(tag) if number else world.period_of(tag)
        return {"type": kind, "period": period, **rest}

    return body


def replacing(tag: str, body: dict[str, Any], **changes: Any) -> Body:
    """An IN in the place of the period that another IN created."""
    return lambda world: {**body, **changes, "replaces": world.period_of(tag)}
