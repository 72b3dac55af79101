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
        """Return the filing of a declaration.

        A declaration on a period that was named by number alone gets its worker from the register: a search
        for one worker is short. An IN keeps what it said, for that is what was sent.
        """
        declaration, worker, period = stored.declaration, stored.identity, None
        if not isinstance(declaration.terms, InTerms):
            relation = self.register.relation(scope, declaration.worker_id)
            period = relation.period(declaration.period_id)
            if worker.ssin is None and relation.worker is not None:
                worker = relation.worker.identity
        return RszFiling(employer=self.employer(scope), worker=worker, terms=declaration.terms, period=period)

    def employer(self, scope: EmployerScope) -> Employer:
        """Return the employer as it is told to the RSZ. Raises NotFoundError for one we do not file for."""
        return Employer(self.employers.facts(scope).enterprise_number)
