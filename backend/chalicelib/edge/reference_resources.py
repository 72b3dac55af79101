"""The shapes of the rule tables as the API shows them: from these the web app draws its forms."""

from datetime import date
from typing import Any

from pydantic import Field

from chalicelib.domain.schema import Value

_ABSENT: Any = Field(default=None, exclude_if=lambda value: value is None)
"""A field that is left out, not null, when there is nothing to say."""


class ChoiceView(Value):
    """One value of a field that has a fixed list of them."""

    value: str
    name: str


class PartView(Value):
    """One part of a field that is a block, such as the nature of a trainee's work."""

    name: str
    presence: str
    choices: list[ChoiceView] | None = _ABSENT


class FieldView(Value):
    """Whether a field belongs in an IN: required, optional or forbidden.

    ``inCommittees`` names the joint committees where that differs; ``since`` limits a requirement to
    periods that start from that day on.
    """

    name: str
    presence: str
    in_committees: dict[str, str] | None = _ABSENT
    choices: list[ChoiceView] | None = _ABSENT
    parts: dict[str, PartView] | None = _ABSENT
    since: date | None = _ABSENT
    certainty: str
    source: str


class PermitView(Value):
    """Whether something may be done with a period; if not, the RSZ's code and what to do instead.

    ``since`` limits a prohibition to periods that start from that day on.
    """

    name: str
    allowed: bool
    code: str | None = _ABSENT
    remedy: str | None = _ABSENT
    since: date | None = _ABSENT
    certainty: str
    source: str


class VariantView(Value):
    """One way to file a worker type. ``sameQuarter``: start and end lie in one quarter of the year."""

    code: str
    name: str
    applies_when: str
    same_quarter: bool
    same_day: bool
    by_hours: bool
    fields: dict[str, FieldView]
    operations: dict[str, PermitView]


class CommitteeFitView(Value):
    """Whether a worker type goes with a joint committee; ``instead`` is the committee to take."""

    number: str
    name: str
    fits: bool
    instead: str | None = _ABSENT
    certainty: str
    source: str


class QuotaRowView(Value):
    """A limit of a calendar year, in force from a day on; for extras by joint committee."""

    kind: str
    name: str
    limit: int
    unit: str
    joint_committee: str | None = _ABSENT
    code: str
    valid_from: date
    certainty: str
    source: str


class WorkerTypeView(Value):
    """A worker type with everything the table says of it. The first variant that applies counts."""

    code: str
    name: str
    explanation: str
    valid_from: date
    valid_until: date | None
    source: str
    variants: list[VariantView]
    committees: list[CommitteeFitView]
    quotas: list[QuotaRowView]


class WorkerTypeList(Value):
    """The worker types this service files."""

    items: list[WorkerTypeView]


class JointCommitteeView(Value):
    """A joint committee the RSZ takes. ``lump``: an extra there is by the hour or by the day."""

    number: str
    name: str
    valid_from: date
    for_using_employer: bool
    lump: bool
    source: str


class JointCommitteeList(Value):
    """The joint committees the RSZ takes."""

    items: list[JointCommitteeView]


class AnomalyRowView(Value):
    """An anomaly code: where it points, whether it blocks, what it means and what to do about it.

    ``officialLabels`` are the RSZ's own words, by language; ``blockingFor`` names worker types for which
    a warning blocks all the same.
    """

    code: str
    element: str
    blocking: bool
    blocking_for: list[str] | None = _ABSENT
    action_required: bool
    label: str
    meaning: str
    remedy: str
    official_labels: dict[str, str]
    source: str
    as_of: date


class AnomalyList(Value):
    """Every anomaly code of the RSZ's glossary."""

    items: list[AnomalyRowView]


class ConsequenceView(Value):
    """What late, wrong or missing filing can mean: information with its source, not advice.

    ``min`` and ``max`` are in ``unit``: a currency, or months; without a figure they are null. Empty
    ``workerTypes`` and ``jointCommittees`` mean all.
    """

    kind: str
    title: str
    detail: str
    faults: list[str]
    worker_types: list[str]
    joint_committees: list[str]
    min: float | None
    max: float | None
    unit: str | None
    currency: str | None
    per: str
    valid_from: date
    valid_until: date | None
    source: str
    certainty: str


class ConsequenceList(Value):
    """The consequences in force on a day. ``note`` says that this is information and not advice."""

    items: list[ConsequenceView]
    as_of: date
    note: str
