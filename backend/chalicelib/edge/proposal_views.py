"""Proposals as the API shows them: the filing as it can be sent back, and what the engine says of it."""

from datetime import date
from typing import Any

from pydantic.alias_generators import to_camel

from chalicelib.application.proposals import Proposal
from chalicelib.domain.again import differences
from chalicelib.domain.schema import Value
from chalicelib.edge.dry_run_resources import DryRunView
from chalicelib.edge.dry_run_view import dry_run_view
from chalicelib.edge.period_resources import ABSENT
from chalicelib.edge.resources import WorkerBrief
from chalicelib.edge.worker_views import masked


class DifferenceView(Value):
    """A field that is another one than last time."""

    name: str
    was: date | None
    now: date | None


class ProposalView(Value):
    """One filing, ready to be filed as it stands, and the dry run of it. Nothing was filed."""

    filing: dict[str, Any]
    repeats: str | None = ABSENT
    worker: WorkerBrief | None = ABSENT
    differs: list[DifferenceView]
    check: DryRunView


class ProposalList(Value):
    """Proposals; ``next`` is absent on the last page."""

    items: list[ProposalView]
    next: str | None = ABSENT


def proposal_view(proposal: Proposal, language: str) -> ProposalView:
    """Return a proposal as the API shows it."""
    past = proposal.repeats
    return ProposalView(
        filing=proposal.filing.model_dump(mode="json", by_alias=True, exclude_none=True),
        repeats=past.period.id if past else None,
        worker=WorkerBrief(id=past.worker_id, name=past.identity.name, ssin=masked(past.identity))
        if past
        else None,
        differs=[
            DifferenceView(name=to_camel(name), was=was, now=now)
            for name, (was, now) in (differences(past.period, proposal.filing) if past else {}).items()
        ],
        check=dry_run_view(proposal.run, language),
    )
