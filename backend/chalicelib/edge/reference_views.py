"""Joint committees, anomalies and consequences in the caller's language; the tables stay as they are."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from chalicelib.domain.law.anomalies import Anomaly
from chalicelib.domain.law.committees import LUMP_COMMITTEES, USER_COMMITTEES, JointCommittee
from chalicelib.domain.law.consequences import Consequence, ConsequenceKind
from chalicelib.edge.anomaly_texts import anomaly_text
from chalicelib.edge.reference_resources import (
    AnomalyRowView,
    ConsequenceList,
    ConsequenceView,
    JointCommitteeView,
)
from chalicelib.edge.texts import text


def committee_view(row: JointCommittee, language: str) -> JointCommitteeView:
    """Return a row of the table of joint committees."""
    return JointCommitteeView(
        number=row.number,
        name=text(language, f"committee.{row.number}"),
        valid_from=row.valid_from,
        for_using_employer=row.number in USER_COMMITTEES,
        lump=row.number in LUMP_COMMITTEES,
        source=row.source,
    )


def anomaly_row_view(row: Anomaly, language: str) -> AnomalyRowView:
    """Return a code of the glossary with its texts."""
    said = anomaly_text(row.code, language, {})
    return AnomalyRowView(
        code=row.code,
        element=row.element,
        blocking=row.blocking,
        blocking_for=sorted(row.blocking_for) or None,
        action_required=row.action_required,
        label=said.label,
        meaning=said.meaning,
        remedy=said.remedy,
        official_labels=dict(row.labels),
        source=row.source,
        as_of=row.as_of,
    )


def consequence_list(rows: Iterable[Consequence], day: date, language: str) -> ConsequenceList:
    """Return the consequences in force on a day."""
    return ConsequenceList(
        items=[consequence_view(row, language) for row in rows],
        as_of=day,
        note=text(language, "consequence.note"),
    )


def consequence_view(row: Consequence, language: str) -> ConsequenceView:
    """Return a consequence as the API shows it."""
    return ConsequenceView(
        kind=row.kind,
        title=text(language, f"consequence.{row.kind}.title"),
        detail=text(language, f"consequence.{row.kind}.detail"),
        faults=[fault.value for fault in row.faults],
        worker_types=list(row.worker_types),
        joint_committees=list(row.committees),
        min=_figure(row.minimum),
        max=_figure(row.maximum),
        unit="months" if row.kind is ConsequenceKind.PRISON else row.currency,
        currency=row.currency,
        per=row.per,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        source=row.source,
        certainty=row.certainty,
    )


def _figure(amount: Decimal | None) -> float | None:
    return float(amount) if amount is not None else None
