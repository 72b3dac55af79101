"""What the RSZ says: results, anomalies and the answer to one declaration."""

from enum import StrEnum

from pydantic import Field

from chalicelib.domain.schema import Value
from chalicelib.domain.worker import FamilyName, GivenName


class Result(StrEnum):
    """The result codes of the RSZ (official v1 description; same letters in v2)."""

    ACCEPTED = "A"
    ACCEPTED_WITH_WARNING = "W"
    REFUSED = "B"
    WAITING = "S"


class ReportedAnomaly(Value):
    """One anomaly as the RSZ reported it; labels by language (nl, fr, sometimes de)."""

    code: str
    labels: dict[str, str] = Field(default_factory=dict)


class RszAnswer(Value):
    """The interpreted answer to one declaration. ``period_id`` is absent while S and on a refused IN."""

    declaration_id: str
    result: Result
    period_id: str | None = None
    anomalies: tuple[ReportedAnomaly, ...] = ()
    ssin: str | None = None
    family_name: FamilyName | None = None
    given_name: GivenName | None = None
