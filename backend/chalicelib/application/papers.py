"""Drafts and templates: kept for whoever started them or for everybody there, never filed by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chalicelib.application.errors import NotFoundError
from chalicelib.application.ports import Clock, Page, Paper, PaperKind, Papers
from chalicelib.application.scope import Credential, EmployerScope
from chalicelib.domain.identifiers import mask_ssin

DRAFTS_KEPT = timedelta(days=30)
EVERYBODY = "employer"


def owner_of(caller: Credential, *, shared: bool) -> str:
    """Return whose a paper is: the caller's, also after signing in again, or the whole employer's."""
    return EVERYBODY if shared else f"caller {caller.lineage}"


@dataclass(frozen=True, slots=True)
class Drafts:
    """The use cases behind ``/v1/drafts``."""

    papers: Papers
    clock: Clock

    def save(
        self, scope: EmployerScope, owner: str, draft_id: str, filing: Mapping[str, Any]
    ) -> tuple[Paper, bool]:
        """Keep a started filing for thirty days; tell whether it is new.

        A national number that comes back as we showed it, masked, stays the one that was given before.
        """
        now = self.clock.now()
        before = self.papers.get(scope, PaperKind.DRAFT, owner, draft_id)
        paper = Paper(
            kind=PaperKind.DRAFT,
            owner=owner,
            id=draft_id,
            content=_unmasked(dict(filing), before.content if before else {}),
            saved_at=now,
            expires_at=now + DRAFTS_KEPT,
        )
        self.papers.put(scope, paper)
        return paper, before is None

    def one(self, scope: EmployerScope, owner: str, draft_id: str) -> Paper:
        """Return a draft. Raises NotFoundError."""
        return _found(self.papers.get(scope, PaperKind.DRAFT, owner, draft_id))

    def listed(self, scope: EmployerScope, owner: str, size: int, cursor: str | None) -> Page[Paper]:
        """List drafts, last saved first."""
        return self.papers.listed(scope, PaperKind.DRAFT, owner, size, cursor)

    def remove(self, scope: EmployerScope, owner: str, draft_id: str) -> None:
        """Throw a draft away."""
        self.papers.remove(scope, PaperKind.DRAFT, owner, draft_id)


@dataclass(frozen=True, slots=True)
class Templates:
    """The use cases behind ``/v1/templates``; a template is the whole employer's."""

    papers: Papers
    clock: Clock

    def save(self, scope: EmployerScope, template_id: str, content: Mapping[str, Any]) -> tuple[Paper, bool]:
        """Keep a template until it is thrown away; tell whether it is new."""
        before = self.papers.get(scope, PaperKind.TEMPLATE, EVERYBODY, template_id)
        paper = Paper(
            kind=PaperKind.TEMPLATE,
            owner=EVERYBODY,
            id=template_id,
            content=dict(content),
            saved_at=self.clock.now(),
        )
        self.papers.put(scope, paper)
        return paper, before is None

    def one(self, scope: EmployerScope, template_id: str) -> Paper:
        """Return a template. Raises NotFoundError."""
        return _found(self.papers.get(scope, PaperKind.TEMPLATE, EVERYBODY, template_id))

    def listed(self, scope: EmployerScope, size: int, cursor: str | None) -> Page[Paper]:
        """List templates, last saved first."""
        return self.papers.listed(scope, PaperKind.TEMPLATE, EVERYBODY, size, cursor)

    def remove(self, scope: EmployerScope, template_id: str) -> None:
        """Throw a template away."""
        self.papers.remove(scope, PaperKind.TEMPLATE, EVERYBODY, template_id)


def masked_draft(filing: Mapping[str, Any]) -> dict[str, Any]:
    """Return a draft as it may be shown: whatever stands for a national number is masked."""
    ssin = _ssin(filing)
    if ssin is None:
        return dict(filing)
    return {**filing, "worker": {**filing["worker"], "ssin": _mask(ssin)}}


def _unmasked(filing: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    given, known = _ssin(filing), _ssin(before)
    if given is None or known is None or given != _mask(known):
        return filing
    return {**filing, "worker": {**filing["worker"], "ssin": known}}


def _ssin(filing: Mapping[str, Any]) -> Any:
    worker = filing.get("worker")
    return worker.get("ssin") if isinstance(worker, dict) else None


def _mask(ssin: Any) -> str:
    digits = "".join(char for char in str(ssin) if char.isdecimal())
    return mask_ssin(digits) if digits else "***"


def _found(paper: Paper | None) -> Paper:
    if paper is None:
        raise NotFoundError
    return paper
