"""What an anomaly code of the RSZ means for a declaration: does it block, must somebody act, which words.

The RSZ's REST answers name codes but not their class, so the classes of the glossary are kept here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from chalicelib.domain.law.anomaly_codes import BLOCKING_FOR, GENERIC_ERRORS, STILL_TO_DO, ZONES, ZoneRow
from chalicelib.domain.law.anomaly_labels import LABELS, OWN_LABELS

SOURCE = "RSZ glossary 2023/3, zones and annex 30"
PUBLISHED = date(2023, 8, 31)
"""The day the source was published: codes may have been added since."""


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One code of the glossary. ``element`` is its place in REST v2, or its XML name where that is unknown.

    ``labels`` are official (nl, fr) and empty for the generic errors. ``blocking_for`` names worker
    types for which a warning refuses all the same.
    """

    code: str
    element: str
    blocking: bool
    action_required: bool
    labels: Mapping[str, str]
    blocking_for: frozenset[str] = frozenset()
    source: str = SOURCE
    as_of: date = PUBLISHED

    @property
    def zone(self) -> str:
        """The zone or block, five digits."""
        return self.code[:5]

    @property
    def error(self) -> str:
        """The error, three digits."""
        return self.code[6:]

    def blocks(self, worker_type: str) -> bool:
        """Tell whether this anomaly refuses a declaration of that worker type."""
        return self.blocking or worker_type in self.blocking_for


def anomaly(code: str) -> Anomaly | None:
    """Return what the glossary says of a code, or None for one it does not have."""
    return anomalies().get(code)


@cache
def anomalies() -> Mapping[str, Anomaly]:
    """Return every code of the glossary, by code."""
    return {each.code: each for zone in ZONES for each in _of(zone)}


def _of(zone: ZoneRow) -> Iterator[Anomaly]:
    for error in zone.generic.split():
        yield _anomaly(zone, error, blocking=True)
    for error in zone.blocking.split():
        yield _anomaly(zone, error, blocking=True)
    for error in zone.warning.split():
        yield _anomaly(zone, error, blocking=False)


def _anomaly(zone: ZoneRow, error: str, *, blocking: bool) -> Anomaly:
    code = f"{zone.number}-{error}"
    return Anomaly(
        code=code,
        element=zone.element or zone.name,
        blocking=blocking,
        action_required=code in STILL_TO_DO,
        labels={} if error in GENERIC_ERRORS else _labels(code, error),
        blocking_for=BLOCKING_FOR.get(code, frozenset()),
    )


def _labels(code: str, error: str) -> dict[str, str]:
    dutch, french = OWN_LABELS.get(code, LABELS[error])
    return {"nl": dutch, "fr": french}
