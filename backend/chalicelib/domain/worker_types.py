"""The worker types as a table: which fields an IN of that type needs, may have or may not have.

This table feeds the checks here, the forms of the web app and the reference answers of the API.
Source: RSZ glossary 2023/3 unless a row says otherwise.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalicelib.domain.certainty import Certainty

GLOSSARY = "RSZ glossary 2023/3"


class Presence(StrEnum):
    """Whether a field belongs in an IN of a worker type."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One cell: presence of a field, the glossary zone its anomaly codes start with, and how sure we are."""

    presence: Presence
    zone: str
    certainty: Certainty = Certainty.OFFICIAL
    source: str = GLOSSARY


@dataclass(frozen=True, slots=True)
class CommitteeRule:
    """Whether a worker type goes with a joint committee; ``instead`` is what to file when it does not."""

    fits: bool
    certainty: Certainty
    source: str
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class WorkerType:
    """A worker type of the RSZ, with its validity and its rules for an IN."""

    code: str
    valid_from: date
    fields: dict[str, FieldRule]
    committees: dict[str, CommitteeRule]
    same_quarter: bool = False
    reserves_student_hours: bool = False
    source: str = GLOSSARY
    uncertain_committee: CommitteeRule = field(
        default=CommitteeRule(
            fits=False, certainty=Certainty.UNCERTAIN, source="no full matrix was published"
        )
    )

    def committee_rule(self, committee: str) -> CommitteeRule:
        """Return what is known about this type with that joint committee."""
        return self.committees.get(committee, self.uncertain_committee)


JOINT_COMMITTEES = ("124", "140", "144", "145", "149", "302", "320", "322", "XXX")
"""Every joint committee number the RSZ takes in a Dimona (glossary zone 00046)."""
OTHER_COMMITTEE = "XXX"
AGENCY_COMMITTEE = "322"

_WHO = "RSZ page 'who' (regular staff of 144, 145 and 302 are declared as XXX)"
_OFFICIAL_FIT = CommitteeRule(fits=True, certainty=Certainty.OFFICIAL, source=GLOSSARY)
_INFERRED_FIT = CommitteeRule(fits=True, certainty=Certainty.INFERRED, source="no full matrix was published")
_REGULAR_STAFF = CommitteeRule(fits=False, certainty=Certainty.OFFICIAL, source=_WHO, instead=OTHER_COMMITTEE)

_REQUIRED, _OPTIONAL, _FORBIDDEN = Presence.REQUIRED, Presence.OPTIONAL, Presence.FORBIDDEN

_NO_HOURS = {
    "start_hour": FieldRule(_FORBIDDEN, "00777"),
    "end_hour": FieldRule(_FORBIDDEN, "00778"),
}

ORDINARY = WorkerType(
    code="OTH",
    valid_from=date(2003, 1, 1),
    fields={
        **_NO_HOURS,
        "end_date": FieldRule(_OPTIONAL, "00911"),
        "planned_hours": FieldRule(_FORBIDDEN, "01135"),
        "place_of_work": FieldRule(_FORBIDDEN, "90376"),
    },
    committees={
        "XXX": _OFFICIAL_FIT,
        "140": _OFFICIAL_FIT,
        "149": _OFFICIAL_FIT,
        "322": _OFFICIAL_FIT,
        "144": _REGULAR_STAFF,
        "145": _REGULAR_STAFF,
        "302": _REGULAR_STAFF,
        "124": CommitteeRule(
            fits=False, certainty=Certainty.INFERRED, source="construction workers are BCW", instead="BCW"
        ),
    },
)

STUDENT = WorkerType(
    code="STU",
    valid_from=date(2012, 1, 1),
    fields={
        **_NO_HOURS,
        "end_date": FieldRule(_REQUIRED, "00911"),
        "planned_hours": FieldRule(_REQUIRED, "01135"),
        "place_of_work": FieldRule(_OPTIONAL, "90376"),
    },
    committees={
        "XXX": _OFFICIAL_FIT,
        "322": _OFFICIAL_FIT,
        "124": _INFERRED_FIT,
        "140": _INFERRED_FIT,
        "149": _INFERRED_FIT,
        "302": CommitteeRule(
            fits=False,
            certainty=Certainty.LIVE,
            source="refused by the live service in 2026 (90374-349)",
            instead=OTHER_COMMITTEE,
        ),
    },
    same_quarter=True,
    reserves_student_hours=True,
)

WORKER_TYPES: dict[str, WorkerType] = {kind.code: kind for kind in (ORDINARY, STUDENT)}
"""The worker types this version files; the others follow in a later issue."""
