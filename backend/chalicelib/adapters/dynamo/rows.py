"""Between the domain's values and rows: one function each way for each kind."""

import json
from datetime import date
from typing import Any

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.period_rows import PeriodRows
from chalicelib.adapters.dynamo.row import Row, Table, legible
from chalicelib.adapters.sealing import Seal
from chalicelib.application.ports import Receipt, StoredDeclaration
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import SharedBalance
from chalicelib.domain.registered import RegisteredWorker, as_term, name_parts
from chalicelib.domain.worker import WorkerIdentity

_OPEN_FIELDS = {"family_name", "given_name"}
"""Names stay readable because they are searched by their start; everything else of a person is sealed."""
PRIMARY = " "
"""Begins the entry of a worker under which everybody is listed by name; no searched part of a name does."""


class Rows:
    """Makes and reads the rows of one scope."""

    def __init__(self, table: Table, scope: EmployerScope, seal: Seal) -> None:
        self._row = table.row
        self._scope = scope
        self._seal = seal
        self.periods = PeriodRows(table, scope, seal)

    # declarations

    def of_declaration(
        self, declaration: Declaration, sealed_identity: bytes, answer: bytes | None = None
    ) -> Row:
        """Return the row of a declaration. ``answer`` is already sealed."""
        key = keys.declaration(self._scope, declaration.id)
        owner = keys.of_scope(self._scope)
        due_pk, due_sk = keys.due(declaration) or (None, None)
        deadline_pk, deadline_sk = keys.deadline(self._scope, declaration) or (None, None)
        reference = declaration.terms.reference
        return self._row(
            key.pk,
            key.sk,
            kind=keys.DECLARATION,
            version=declaration.version,
            document=declaration.model_dump_json(),
            sealed=sealed_identity,
            answer=answer,
            list_pk=owner,
            list_sk=keys.list_sort(declaration),
            worker_pk=f"{owner}#{declaration.worker_id}",
            reference_pk=f"{owner}#{reference}" if reference else None,
            state_pk=f"{owner}#{declaration.state}",
            due_pk=due_pk,
            due_sk=due_sk,
            deadline_pk=deadline_pk,
            deadline_sk=deadline_sk,
        )

    def sealed_identity(self, declaration_id: str, identity: WorkerIdentity) -> bytes:
        """Return the identity as filed, sealed for its declaration."""
        return self._close(identity.model_dump_json(exclude_none=True).encode(), declaration_id)

    def sealed_answer(self, declaration_id: str, raw: bytes) -> bytes:
        """Return a raw answer of the RSZ, sealed for its declaration."""
        return self._close(raw, f"answer to {declaration_id}")

    @legible()
    def to_declaration(self, row: Row) -> StoredDeclaration:
        """Read a declaration and open the identity beside it."""
        declaration = Declaration.model_validate_json(row.document)
        plain = self._open(row.sealed, declaration.id)
        return StoredDeclaration(declaration, WorkerIdentity.model_validate_json(plain))

    # receipts

    def of_receipt(self, receipt: Receipt) -> Row:
        """Return the row of a receipt; the answer in it may hold personal data and is sealed."""
        key = keys.receipt(self._scope, receipt.lineage, receipt.operation, receipt.key)
        content = {name: getattr(receipt, name) for name in ("body_hash", "answer", "location")}
        return self._row(
            key.pk,
            key.sk,
            kind=keys.RECEIPT,
            sealed=self._close(json.dumps(content).encode(), key.pk),
            expires_at=int(receipt.expires_at.timestamp()),
        )

    def receipt_content(self, pk: str, sealed: bytes) -> dict[str, Any]:
        """Open what a receipt holds: body_hash, answer, location."""
        content: dict[str, Any] = json.loads(self._open(sealed, pk))
        return content

    # the register

    def of_worker(self, worker: RegisteredWorker) -> Row:
        """Return the row of a worker."""
        return self._row(
            keys.relation(self._scope, worker.id),
            keys.WORKER,
            kind=keys.WORKER,
            version=worker.version,
            document=json.dumps(
                {
                    "id": worker.id,
                    **_names(worker.identity),
                    "shared_balance": _balance(worker),
                    "absorbs": worker.absorbs,
                }
            ),
            sealed=self._close(
                worker.identity.model_dump_json(exclude=_OPEN_FIELDS, exclude_none=True).encode(), worker.id
            ),
        )

    @legible()
    def to_worker(self, row: Row) -> RegisteredWorker:
        """Read a worker, from the worker's own row or from a name entry."""
        document = json.loads(row.document)
        worker_id, balance = document.pop("id"), document.pop("shared_balance", None)
        absorbs = tuple(document.pop("absorbs", ()))
        sealed = json.loads(self._open(row.sealed, worker_id))
        return RegisteredWorker(
            id=worker_id,
            identity=WorkerIdentity.model_validate({**sealed, **document}),
            shared_balance=SharedBalance.model_validate(balance) if balance else None,
            absorbs=absorbs,
            version=int(row.version or 1),
        )

    def of_names(self, worker: RegisteredWorker) -> list[Row]:
        """Return the entries under which a worker is found; each carries what a list shows.

        Who has no name, as the RSZ may tell of somebody, stands before all others.
        """
        known = WorkerIdentity(ssin=worker.identity.ssin, birth_date=worker.identity.birth_date)
        shown = known.model_dump_json(exclude_none=True).encode()
        family = f"{worker.identity.family_name or ''} {worker.identity.given_name or ''}".strip()
        parts = (*name_parts(worker.identity), PRIMARY + as_term([family.casefold()]))
        return [
            self._row(
                keys.names(self._scope),
                f"{part}#{worker.id}",
                kind=keys.NAME,
                document=json.dumps({"id": worker.id, **_names(worker.identity)}),
                sealed=self._close(shown, worker.id),
            )
            for part in parts
        ]

    def of_alias(self, other_id: str, worker_id: str) -> Row:
        """Return the row that leads from a second id to a worker."""
        return self._row(
            keys.relation(self._scope, other_id),
            keys.ALIAS,
            kind=keys.ALIAS,
            document=json.dumps({"id": worker_id}),
        )

    def of_claim(self, number: str, declaration_id: str) -> Row:
        """Return the row that says which declaration of ours a number of the RSZ answers."""
        key = keys.claim(self._scope, number)
        return self._row(key.pk, key.sk, kind=keys.CLAIM, document=json.dumps(declaration_id))

    def of_extra_days(self, worker_id: str, year: int, days: frozenset[date]) -> Row:
        """Return the row with all days of a year on which a worker is an extra in horeca."""
        return self._row(
            keys.extra_days(self._scope, year),
            worker_id,
            kind=keys.EXTRA_DAYS,
            document=json.dumps(sorted(day.strftime("%m-%d") for day in days)),
        )

    def _close(self, plain: bytes, context: str) -> bytes:
        return self._seal.close(plain, f"{keys.of_scope(self._scope)} {context}")

    def _open(self, sealed: bytes, context: str) -> bytes:
        return self._seal.open(sealed, f"{keys.of_scope(self._scope)} {context}")


def to_extra_days(row: Row, year: int) -> frozenset[date]:
    """Read the days of a year on which a worker is an extra."""
    return frozenset(date.fromisoformat(f"{year}-{day}") for day in json.loads(row.document))


def _balance(worker: RegisteredWorker) -> dict[str, object] | None:
    return worker.shared_balance.model_dump(mode="json") if worker.shared_balance else None


def alias_target(row: Row) -> str:
    """Read which worker an alias leads to."""
    target: str = json.loads(row.document)["id"]
    return target


def _names(identity: WorkerIdentity) -> dict[str, str | None]:
    return {"family_name": identity.family_name, "given_name": identity.given_name}
