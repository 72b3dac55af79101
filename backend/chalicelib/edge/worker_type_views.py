"""The table of worker types in the caller's language: what a form asks, and what may be done afterwards."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel
from pydantic.alias_generators import to_camel

from chalicelib.domain.filing import ControlCards, Lump, PlaceOfWork, SmallStatutes, UsingEmployer
from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.form import FormField, form_fields, operations
from chalicelib.domain.law.quotas import QUOTAS, Quota
from chalicelib.domain.law.worker_type import Permit, Presence, Variant, WorkerType
from chalicelib.edge.anomaly_texts import anomaly_text
from chalicelib.edge.reference_resources import (
    ChoiceView,
    CommitteeFitView,
    FieldView,
    PartView,
    PermitView,
    QuotaRowView,
    VariantView,
    WorkerTypeView,
)
from chalicelib.edge.texts import text

_BLOCKS: Mapping[str, type[BaseModel]] = {
    "place_of_work": PlaceOfWork,
    "using_employer": UsingEmployer,
    "small_statutes": SmallStatutes,
    "control_cards": ControlCards,
}
_CHOICES: Mapping[str, type[StrEnum]] = {"lump": Lump}


def worker_type_view(kind: WorkerType, language: str) -> WorkerTypeView:
    """Return a row of the table of worker types."""
    return WorkerTypeView(
        code=kind.code,
        name=text(language, f"workerType.{kind.code}.name"),
        explanation=text(language, f"workerType.{kind.code}.explanation"),
        valid_from=kind.valid_from,
        valid_until=kind.valid_until,
        source=kind.source,
        variants=[_variant(kind, each, language) for each in kind.variants],
        committees=[_committee_fit(kind, number, language) for number in JOINT_COMMITTEES],
        quotas=[_quota_row(row, language) for row in QUOTAS if row.worker_type == kind.code],
    )


def _variant(kind: WorkerType, variant: Variant, language: str) -> VariantView:
    fields = form_fields(kind, variant)
    return VariantView(
        code=variant.code,
        name=text(language, f"variant.{variant.code}.name"),
        applies_when=text(language, f"variant.{variant.code}.when"),
        same_quarter=variant.same_quarter,
        same_day=variant.same_day,
        by_hours=variant.by_hours,
        fields={to_camel(name): _field(name, each, language) for name, each in fields.items()},
        operations={
            change.value: _permit(change.value, permit, language)
            for change, permit in operations(variant).items()
        },
    )


def _field(name: str, form: FormField, language: str) -> FieldView:
    block = _BLOCKS.get(name)
    differs = {number: presence.value for number, presence in form.in_committees.items()}
    return FieldView(
        name=_field_name(name, language),
        presence=form.presence,
        in_committees=differs or None,
        choices=_choices(name, _CHOICES.get(name), language),
        parts=_parts(block, language) if block else None,
        since=form.since,
        certainty=form.certainty,
        source=form.source,
    )


def _parts(block: type[BaseModel], language: str) -> dict[str, PartView]:
    """Return the parts of a block as its model has them."""
    return {
        to_camel(name): PartView(
            name=_field_name(name, language),
            presence=Presence.REQUIRED if field.is_required() else Presence.OPTIONAL,
            choices=_choices(name, field.annotation, language),
        )
        for name, field in block.model_fields.items()
    }


def _choices(name: str, values: object, language: str) -> list[ChoiceView] | None:
    """Return the values of a list with their names; None for what is no list."""
    if not isinstance(values, type) or not issubclass(values, StrEnum):
        return None
    key = f"choice.{to_camel(name)}"
    return [ChoiceView(value=each.value, name=text(language, f"{key}.{each.value}")) for each in values]


def _field_name(name: str, language: str) -> str:
    return text(language, f"field.{to_camel(name)}")


def _permit(change: str, permit: Permit, language: str) -> PermitView:
    return PermitView(
        name=text(language, f"change.{change}"),
        allowed=permit.allowed,
        code=permit.code,
        remedy=anomaly_text(permit.code, language, {}).remedy if permit.code else None,
        since=permit.since,
        certainty=permit.certainty,
        source=permit.source,
    )


def _committee_fit(kind: WorkerType, number: str, language: str) -> CommitteeFitView:
    rule = kind.committee_rule(number)
    return CommitteeFitView(
        number=number,
        name=text(language, f"committee.{number}"),
        fits=rule.fits,
        instead=rule.instead,
        certainty=rule.certainty,
        source=rule.source,
    )


def _quota_row(row: Quota, language: str) -> QuotaRowView:
    return QuotaRowView(
        kind=row.kind,
        name=text(language, f"quota.{row.kind}"),
        limit=row.limit,
        unit=row.unit,
        joint_committee=row.committee,
        code=row.code,
        valid_from=row.valid_from,
        certainty=row.certainty,
        source=row.source,
    )
