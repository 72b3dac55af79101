"""The dry run as the API shows it: in the caller's language, the national number masked unless asked for."""

from collections.abc import Mapping
from typing import Any

from chalicelib.application.dry_run import DryRun
from chalicelib.domain.checks.quotas import QuotaUse
from chalicelib.domain.clock.late_risk import LateRisk, RiskLevel
from chalicelib.domain.identifiers import mask_ssin
from chalicelib.edge.dry_run_resources import DryRunView, LateRiskView, QuotaView
from chalicelib.edge.problems import fault_of_finding, issue
from chalicelib.edge.reference_views import consequence_view
from chalicelib.edge.texts import text
from chalicelib.edge.views import deadline_view, warning_view


def dry_run_view(run: DryRun, language: str, *, reveal: bool = False) -> DryRunView:
    """Return what would come of a filing as the API shows it; ``reveal`` shows the national number."""
    judgement = run.judgement
    quotas = [_quota_view(use) for use in judgement.quotas] if judgement else []
    return DryRunView(
        valid=not run.issues,
        issues=[issue(fault_of_finding(found), language) for found in run.issues],
        warnings=[
            warning_view(found.code, found.params, language)
            for found in (judgement.warnings if judgement else [])
        ],
        deadline=deadline_view(judgement.deadline, language) if judgement else None,
        quota=quotas[0] if quotas else None,
        quotas=quotas,
        late_risk=_late_risk_view(run.late_risk, language) if run.late_risk else None,
        rsz_request=_request(run, reveal=reveal),
    )


def _quota_view(use: QuotaUse) -> QuotaView:
    return QuotaView(
        kind=use.quota.kind,
        year=use.year,
        unit=use.quota.unit,
        limit=use.quota.limit,
        used_here=use.used_here,
        shared_balance=use.shared_balance,
        reserved_by_this=use.reserved,
        remaining=use.remaining,
        known="here" if use.remaining is None else "full",
        source=use.quota.source,
    )


def _late_risk_view(risk: LateRisk, language: str) -> LateRiskView:
    return LateRiskView(
        level=risk.level,
        minutes_left=risk.minutes_left,
        text=text(language, f"lateRisk.{_words(risk)}"),
        consequences=[consequence_view(row, language) for row in risk.consequences],
    )


def _words(risk: LateRisk) -> str:
    """Return whose words are right: an early reading may have passed where the law leaves the hour open."""
    return "perhaps" if risk.level is RiskLevel.NEAR and risk.minutes_left < 0 else risk.level


def _request(run: DryRun, *, reveal: bool) -> dict[str, Any] | None:
    if run.rsz_request is None:
        return None
    return dict(run.rsz_request) if reveal else _masked(run.rsz_request)


def shows_ssin(run: DryRun) -> bool:
    """Tell whether the request for the RSZ holds a national number: only that of an IN does."""
    return "ssin" in _worker(run.rsz_request or {})


def _masked(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the request with the worker's number masked."""
    worker = _worker(request)
    if "ssin" not in worker:
        return dict(request)
    ssin = str(worker["ssin"])
    return {**request, "worker": {**worker, "ssin": mask_ssin(ssin) if ssin.isdecimal() else "***"}}


def _worker(request: Mapping[str, Any]) -> Mapping[str, Any]:
    worker = request.get("worker")
    return worker if isinstance(worker, Mapping) else {}
