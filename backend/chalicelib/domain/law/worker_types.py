"""The worker types as a table: which fields an IN has, which committees, and what may change afterwards.

This table feeds the checks, the forms of the web app and the reference answers of the API. A worker
type is added by a row here and its names in the catalogues.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.law.sources import (
    FLEXI,
    GLOSSARY,
    LIVE_SERVICE,
    NO_SOURCE,
    STUDENTS,
    TRAINEES,
    WHEN,
    WHO,
)
from chalicelib.domain.law.worker_type import (
    PERMITTED,
    Change,
    CommitteeRule,
    FieldRule,
    Permit,
    Presence,
    Variant,
    WorkerType,
    by_day_lump,
    by_hours_of_one_day,
    with_hours,
)

_INFERRED, _UNCERTAIN, _LIVE, _SECONDARY = (
    Certainty.INFERRED,
    Certainty.UNCERTAIN,
    Certainty.LIVE,
    Certainty.SECONDARY,
)
ALWAYS = date(1920, 1, 1)
"""Types that are as old as any start date the RSZ takes."""
REQUIRED, OPTIONAL, FORBIDDEN = Presence.REQUIRED, Presence.OPTIONAL, Presence.FORBIDDEN


def _zone(
    zone: str, presence: Presence, certainty: Certainty = Certainty.OFFICIAL, source: str = GLOSSARY
) -> FieldRule:
    return FieldRule(presence, f"{zone}-001", f"{zone}-005", certainty, source)


# What most types share; a variant names only what differs.
_FIELDS: Final[dict[str, FieldRule]] = {
    "ssin": _zone("00024", OPTIONAL),
    "end_date": _zone("00911", OPTIONAL),
    "start_hour": _zone("00777", FORBIDDEN),
    "end_hour": _zone("00778", FORBIDDEN),
    "planned_hours": _zone("01135", FORBIDDEN),
    "place_of_work": _zone("00776", FORBIDDEN),
    "small_statutes": _zone("01231", FORBIDDEN),
    "control_cards": _zone("00663", FORBIDDEN),
}
_END_REQUIRED = {"end_date": _zone("00911", REQUIRED)}
_HOURS_REQUIRED = {"start_hour": _zone("00777", REQUIRED), "end_hour": _zone("00778", REQUIRED)}
_SSIN_REQUIRED = {"ssin": _zone("00024", REQUIRED)}
_SSIN_ADVISED = {
    "ssin": _zone("00024", REQUIRED, _INFERRED, "the flexi conditions are checked on the national number")
}
_TRAINEE = {
    "small_statutes": replace(_zone("01231", REQUIRED, source=TRAINEES), since=date(2020, 1, 1)),
    "control_cards": _zone("00663", OPTIONAL),
}

_YES = PERMITTED
_NOT_LATER = Permit(allowed=False, code="00910-344")
_END_NOT_LATER = Permit(allowed=False, code="00911-344", source=FLEXI)
_END_STAYS = Permit(allowed=False, code="90378-368")
_LUMP_UNCLEAR = Permit(
    allowed=False,
    code="00913-181",
    certainty=_UNCERTAIN,
    source="the glossary forbids it for the old lump periods; of today's day lump nobody says it",
)
_FIXED_START = Permit(allowed=False, code="00910-005", since=date(2017, 1, 1))

_PERMITS: Final[dict[Change, Permit]] = {
    Change.OUT: _YES,
    Change.CANCEL: _YES,
    Change.START_EARLIER: Permit(allowed=True, source=WHEN),
    Change.START_LATER: _NOT_LATER,
    Change.END_EARLIER: Permit(allowed=True, source=WHEN),
    Change.END_LATER: Permit(allowed=True, source=WHEN),
    Change.REMOVE_END: _YES,
    Change.START_HOUR: Permit(allowed=False, code="00777-005"),
    Change.END_HOUR: Permit(allowed=False, code="00778-005"),
    Change.PLANNED_HOURS: Permit(allowed=False, code="01135-005"),
}
_END_STAYS_PERMITS = {**_PERMITS, Change.REMOVE_END: _END_STAYS}
_BY_HOURS_PERMITS = {**_END_STAYS_PERMITS, Change.START_HOUR: _YES, Change.END_HOUR: _YES}

_FITS = CommitteeRule(fits=True, certainty=Certainty.OFFICIAL, source=GLOSSARY)
_PROBABLY = CommitteeRule(fits=True, certainty=_INFERRED, source="no full matrix was published")
_REGULAR_STAFF = CommitteeRule(fits=False, certainty=Certainty.OFFICIAL, source=WHO, instead="XXX")
_REFUSED_LIVE = CommitteeRule(fits=False, certainty=_LIVE, source=LIVE_SERVICE, instead="XXX")
_NO_EXTRAS = CommitteeRule(
    fits=False, certainty=_INFERRED, source="KSZ description of the variable: 144, 145, 302, 320, 322"
)
_ONLY_CONSTRUCTION = CommitteeRule(fits=False, certainty=Certainty.OFFICIAL, source=GLOSSARY, instead="124")
_ONLY_OTHER = CommitteeRule(fits=False, certainty=Certainty.OFFICIAL, source=FLEXI, instead="XXX")
_PROBABLY_BCW = CommitteeRule(
    fits=False, certainty=_INFERRED, source="construction workers are BCW", instead="XXX"
)

ORDINARY = WorkerType(
    code="OTH",
    valid_from=ALWAYS,
    committees={
        "XXX": _FITS, "140": _FITS, "149": _FITS, "322": _FITS,
        "144": _REGULAR_STAFF, "145": _REGULAR_STAFF, "302": _REGULAR_STAFF,
        "124": _PROBABLY_BCW,
    },
    variants=(Variant("standard", _FIELDS, _PERMITS),),
)  # fmt: skip

CONSTRUCTION_WORKER = WorkerType(
    code="BCW",
    valid_from=ALWAYS,
    committees={"124": _FITS, "322": _FITS},
    variants=(
        Variant("standard", {**_FIELDS, "control_cards": _zone("00663", REQUIRED)}, _PERMITS),
    ),
    users_likewise=True,
    other_committee=_ONLY_CONSTRUCTION,
)  # fmt: skip

STUDENT = WorkerType(
    code="STU",
    valid_from=date(2012, 1, 1),
    committees={
        "XXX": _FITS, "322": _FITS,
        "124": _PROBABLY, "140": _PROBABLY, "149": _PROBABLY,
        "302": _REFUSED_LIVE,
    },
    variants=(
        Variant(
            "standard",
            {
                **_FIELDS,
                **_END_REQUIRED,
                "planned_hours": _zone("01135", REQUIRED, source=STUDENTS),
                "place_of_work": _zone("00776", OPTIONAL),
                "control_cards": _zone("00663", OPTIONAL),
            },
            {
                **_END_STAYS_PERMITS,
                Change.START_EARLIER: _FIXED_START,
                Change.START_LATER: _FIXED_START,
                Change.PLANNED_HOURS: Permit(allowed=True, source=STUDENTS),
            },
            same_quarter=True,
        ),
    ),
)  # fmt: skip

EXTRA = WorkerType(
    code="EXT",
    valid_from=ALWAYS,
    committees={"144": _FITS, "145": _FITS, "302": _FITS, "320": _FITS, "322": _FITS},
    variants=(
        Variant(
            "dayLump",
            {**_FIELDS, **_SSIN_REQUIRED, **_END_REQUIRED, "start_hour": _zone("00777", REQUIRED)},
            {
                **_END_STAYS_PERMITS,
                Change.START_EARLIER: _LUMP_UNCLEAR,
                Change.START_HOUR: _LUMP_UNCLEAR,
                Change.END_EARLIER: _LUMP_UNCLEAR,
                Change.END_LATER: _LUMP_UNCLEAR,
                Change.END_HOUR: Permit(
                    allowed=False, code="00778-005", certainty=_UNCERTAIN, source=_LUMP_UNCLEAR.source
                ),
            },
            applies=by_day_lump,
            same_day=True,
            update=_LUMP_UNCLEAR,
        ),
        Variant(
            "hours",
            {**_FIELDS, **_SSIN_REQUIRED, **_END_REQUIRED, **_HOURS_REQUIRED},
            _BY_HOURS_PERMITS,
        ),
    ),
    other_committee=_NO_EXTRAS,
)

FLEXI_WORKER = WorkerType(
    code="FLX",
    valid_from=date(2015, 12, 1),
    committees={"XXX": _FITS, "322": _FITS, "302": _REFUSED_LIVE},
    variants=(
        Variant(
            "day",
            {**_FIELDS, **_SSIN_ADVISED, **_END_REQUIRED, **_HOURS_REQUIRED},
            {
                **_BY_HOURS_PERMITS,
                Change.END_LATER: Permit(
                    allowed=False,
                    code="00911-344",
                    certainty=_UNCERTAIN,
                    source="a shift that runs past midnight needs a later date, which the glossary forbids",
                ),
            },
            applies=by_hours_of_one_day,
            stands=with_hours,
        ),
        Variant(
            "period",
            {
                **_FIELDS,
                **_SSIN_ADVISED,
                "end_date": _zone(
                    "00911", REQUIRED, _SECONDARY, "Partena: IN and OUT dates for each quarter"
                ),
            },
            {**_END_STAYS_PERMITS, Change.END_LATER: _END_NOT_LATER},
            same_quarter=True,
            several_days=True,
        ),
    ),
    other_committee=_ONLY_OTHER,
)

_TRAINEE_COMMITTEES = {"XXX": _FITS, "124": _FITS, "140": _PROBABLY, "149": _PROBABLY}
_TRAINEE_VARIANT = Variant("standard", {**_FIELDS, **_END_REQUIRED, **_TRAINEE}, _END_STAYS_PERMITS)

VOCATIONAL_TRAINEE = WorkerType(
    code="IVT",
    valid_from=ALWAYS,
    committees=_TRAINEE_COMMITTEES,
    variants=(_TRAINEE_VARIANT,),
    source=TRAINEES,
)

TRANSITION_TRAINEE = WorkerType(
    code="TRI",
    valid_from=date(2013, 1, 1),
    committees=_TRAINEE_COMMITTEES,
    variants=(_TRAINEE_VARIANT,),
    source=TRAINEES,
)

OTHER_TRAINEE = WorkerType(
    code="STG",
    valid_from=date(2020, 1, 1),
    committees=_TRAINEE_COMMITTEES,
    variants=(
        Variant(
            "standard",
            {
                **_FIELDS,
                **_TRAINEE,
                "end_date": _zone("00911", REQUIRED, _INFERRED, NO_SOURCE),
            },
            {
                **_PERMITS,
                Change.REMOVE_END: Permit(
                    allowed=False, code="90378-368", certainty=_INFERRED, source=NO_SOURCE
                ),
            },
        ),
    ),
    source=TRAINEES,
)

WORKER_TYPES: Final[dict[str, WorkerType]] = {
    kind.code: kind
    for kind in (
        ORDINARY,
        CONSTRUCTION_WORKER,
        STUDENT,
        EXTRA,
        FLEXI_WORKER,
        VOCATIONAL_TRAINEE,
        TRANSITION_TRAINEE,
        OTHER_TRAINEE,
    )
}
"""The worker types this service files."""
