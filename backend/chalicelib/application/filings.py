"""What the RSZ is told of a stored declaration: with the period as it stands there now."""

from dataclasses import dataclass

from chalicelib.application.ports import Employer, Employers, Register, RszFiling, StoredDeclaration
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.filing import InTerms


@dataclass(frozen=True, slots=True)
class Filings:
    """Makes the filing of a declaration; an IN costs no read, the others one Query (the relation)."""

    employers: Employers
    register: Register

    def of(self, scope: EmployerScope, stored: StoredDeclaration) -> RszFiling:
        """Return the filing of a declaration."""
        declaration = stored.declaration
        period = None
        if not isinstance(declaration.terms, InTerms):
            relation = self.register.relation(scope, declaration.worker_id)
            period = relation.period(declaration.period_id)
        return RszFiling(
            employer=self.employer(scope), worker=stored.identity, terms=declaration.terms, period=period
        )

    def employer(self, scope: EmployerScope) -> Employer:
        """Return the employer as it is told to the RSZ. Raises NotFoundError for one we do not file for."""
        return Employer(self.employers.facts(scope).enterprise_number)
