"""The dry run: everything a filing would be told, and the exact request the RSZ would get. Stores nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.application.considering import Consider, Considered
from chalicelib.application.errors import RefusedFilingError
from chalicelib.application.ports import Clock, Employer, Employers, RszFiling
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.clock.late_risk import LateRisk, late_risk
from chalicelib.domain.filing import Filing, InTerms
from chalicelib.domain.finding import Finding
from chalicelib.domain.judgement import Judgement
from chalicelib.domain.occupation import committee_in_effect


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would come of a filing. Without a judgement the filing names what is not there."""

    issues: list[Finding]
    judgement: Judgement | None = None
    late_risk: LateRisk | None = None
    rsz_request: Mapping[str, object] | None = None
    worker_id: str | None = None


@dataclass(frozen=True, slots=True)
class Validate:
    """The use case behind ``POST /v1/declarations/validate``."""

    consider: Consider
    employers: Employers
    clock: Clock
    request_for: Callable[[RszFiling], Mapping[str, object]]

    def __call__(self, scope: EmployerScope, filing: Filing) -> DryRun:
        """Judge a filing as if it came in now."""
        try:
            considered = self.consider(scope, filing, "{}_new".format)
        except RefusedFilingError as refusal:
            return DryRun(list(refusal.findings))
        judgement = considered.judgement
        risk = _risk(judgement, considered, self.clock.now())
        request = self._request(scope, considered)
        return DryRun(judgement.refusals, judgement, risk, request, considered.worker.id)

    def _request(self, scope: EmployerScope, considered: Considered) -> Mapping[str, object]:
        facts = self.employers.facts(scope)
        is_in = isinstance(considered.terms, InTerms)
        period = None if is_in or considered.period is None else considered.period.expected()
        return self.request_for(
            RszFiling(
                employer=Employer(facts.enterprise_number),
                worker=considered.worker.identity,
                terms=considered.terms,
                period=period,
            )
        )


def _risk(judgement: Judgement, considered: Considered, now: datetime) -> LateRisk:
    of = considered.terms if isinstance(considered.terms, InTerms) else considered.period
    if of is None:
        return late_risk(judgement.deadline, None, now)
    return late_risk(judgement.deadline, of.worker_type, now, committee=committee_in_effect(of))
