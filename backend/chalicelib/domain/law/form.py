"""What a form for a worker type asks, and what may be done afterwards: the table, read by who fills it in.

The row of the type says most of it. The joint committee decides the rest: the lump of extras, the using
employer and the end date of agency work. A test asks the engine whether it agrees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.law.committees import AGENCY, CONSTRUCTION, LUMP_COMMITTEES
from chalicelib.domain.law.sources import GLOSSARY
from chalicelib.domain.law.worker_type import Change, FieldRule, Permit, Presence, Variant, WorkerType

_OURS = "this service; never sent to the RSZ"
_CLOSED = Permit(allowed=False, code="00913-356")
"""A period that always has an end date is never closed by an OUT."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form; ``in_committees`` are the joint committees where its presence differs.

    ``since`` limits a requirement to periods that start from that day on.
    """

    presence: Presence
    certainty: Certainty = Certainty.OFFICIAL
    source: str = GLOSSARY
    in_committees: Mapping[str, Presence] = field(default_factory=dict)
    since: date | None = None


def form_fields(kind: WorkerType, variant: Variant) -> dict[str, FormField]:
    """Return the fields of an IN of a worker type, filed in one of its ways, by field name."""
    fields = {
        "joint_committee": FormField(Presence.REQUIRED),
        "lump": _lump(kind),
        "using_employer": FormField(Presence.FORBIDDEN, in_committees={AGENCY: Presence.REQUIRED}),
        "start_date": FormField(Presence.REQUIRED),
    }
    fields |= {name: _of_rule(name, rule) for name, rule in variant.fields.items()}
    if variant.fields["start_hour"].presence is not Presence.REQUIRED:
        fields["work_starts_at"] = FormField(Presence.OPTIONAL, source=_OURS)
    return fields


def operations(variant: Variant) -> dict[Change, Permit]:
    """Return what may be done with a period that was filed this way."""
    end = variant.fields["end_date"]
    always_ends = end.presence is Presence.REQUIRED and end.certainty.refuses
    found = {change: _permit(variant, change, permit) for change, permit in variant.permits.items()}
    return {**found, **({Change.OUT: _CLOSED} if always_ends else {})}


def _permit(variant: Variant, change: Change, permit: Permit) -> Permit:
    """What one change allows an UPDATE as such may still forbid."""
    by_update = change not in {Change.OUT, Change.CANCEL}
    return variant.update if by_update and permit.allowed else permit


def _lump(kind: WorkerType) -> FormField:
    """Only extras have one: required in horeca, and for an agency whose user is in horeca."""
    if kind.code != "EXT":
        return FormField(Presence.FORBIDDEN, source=_OURS)
    where = dict.fromkeys(sorted(LUMP_COMMITTEES), Presence.REQUIRED)
    return FormField(Presence.FORBIDDEN, source=_OURS, in_committees={**where, AGENCY: Presence.OPTIONAL})


def _of_rule(name: str, rule: FieldRule) -> FormField:
    optional = rule.presence is Presence.OPTIONAL
    if name == "end_date" and optional:
        return FormField(rule.presence, rule.certainty, rule.source, {AGENCY: Presence.REQUIRED})
    if name == "control_cards" and optional:
        where = dict.fromkeys((CONSTRUCTION, AGENCY), Presence.OPTIONAL)
        return FormField(Presence.FORBIDDEN, Certainty.INFERRED, rule.source, where)
    return FormField(rule.presence, rule.certainty, rule.source, since=rule.since)
