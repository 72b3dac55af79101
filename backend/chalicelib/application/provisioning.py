"""Set up employers, persons and keys. Everything may be called again and changes nothing then."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.application.errors import RefusedFilingError
from chalicelib.application.idempotency import IdempotentRequest
from chalicelib.application.ports import Accounts, EmployerFacts, Employers, Ids, Passwords, User
from chalicelib.application.scope import (
    PERMISSIONS_OF_NEW_KEY,
    Credential,
    CredentialKind,
    Membership,
    service_scope,
)
from chalicelib.application.workers import AddWorker
from chalicelib.domain.filing import Mode
from chalicelib.domain.worker import WorkerIdentity


@dataclass(frozen=True, slots=True)
class Provisioning:
    """What an operator does for a new customer, and what the demo data are made with."""

    employers: Employers
    accounts: Accounts
    passwords: Passwords
    add_to_register: AddWorker
    ids: Ids

    def create_employer(
        self,
        enterprise_number: str,
        name: str,
        rsz_number: str | None = None,
        default_joint_committee: str = "XXX",
    ) -> None:
        """Add an employer, live and test."""
        facts = EmployerFacts(
            enterprise_number=enterprise_number,
            name=name,
            rsz_number=rsz_number,
            default_joint_committee=default_joint_committee,
        )
        for mode in Mode:
            self.employers.add(service_scope(mode, enterprise_number), facts)

    def create_user(
        self, email: str, password: str, name: str, language: str, memberships: Sequence[tuple[str, str]]
    ) -> None:
        """Add a person with roles by employer; a person who is there stays as is.

        Written all the same: who was there before employers could find their people is found from now on.
        """
        known = self.accounts.user(email)
        if known is not None:
            self.accounts.add_user(known)
            return
        roles = dict(memberships)
        user = User(
            id=self.ids.new("usr"),
            email=email,
            name=name,
            language=language,
            password_hash=self.passwords.hash(password),
            roles=roles,
            employer_names={number: self._name(number) for number in roles},
        )
        self.accounts.add_user(user)

    def create_api_key(self, enterprise_number: str, mode: str, key: str | None = None) -> str:
        """Add an API key for an employer and return it; a key that is given and known stays as is."""
        token = key or f"dk_{mode}_{secrets.token_urlsafe(32)}"
        if self.accounts.credential(token) is None:
            self.accounts.keep(token, self._key(enterprise_number, Mode(mode)))
        return token

    def add_worker(
        self, enterprise_number: str, mode: str, ssin: str, family_name: str, given_name: str
    ) -> str:
        """Add a worker to a register and return the id; a worker who is there stays as is."""
        scope = service_scope(Mode(mode), enterprise_number)
        identity = WorkerIdentity(ssin=ssin, family_name=family_name, given_name=given_name)
        worker_id = self.add_to_register.register.worker_id_of(scope, ssin)
        request = IdempotentRequest(
            key=worker_id, operation="provision", lineage="operator", body_hash=worker_id
        )
        try:
            self.add_to_register(scope, identity, request, lambda worker, _: worker.id)
        except RefusedFilingError as refusal:
            if [found.code for found in refusal.findings] != ["own.workerExists"]:
                raise
        return worker_id

    def _name(self, enterprise_number: str) -> str:
        return self.employers.facts(service_scope(Mode.LIVE, enterprise_number)).name

    def _key(self, enterprise_number: str, mode: Mode) -> Credential:
        key_id = self.ids.new("key")
        name = self._name(enterprise_number)
        membership = Membership(
            employer=enterprise_number, employer_name=name, role="key", permissions=PERMISSIONS_OF_NEW_KEY
        )
        return Credential(
            kind=CredentialKind.API_KEY,
            id=key_id,
            lineage=key_id,
            mode=mode,
            name=f"{name} ({mode})",
            memberships=(membership,),
        )
