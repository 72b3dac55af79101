"""What is kept in the table: one store for each kind of thing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.edge.bootstrap.neighbours import clock, key_wrapper
from chalicelib.edge.settings import settings

if TYPE_CHECKING:
    from chalicelib.adapters.dynamo.accounts import DynamoAccounts
    from chalicelib.adapters.dynamo.declarations import DynamoDeclarations
    from chalicelib.adapters.dynamo.employers import DynamoEmployers
    from chalicelib.adapters.dynamo.jobs import DynamoJobs
    from chalicelib.adapters.dynamo.papers import DynamoPapers
    from chalicelib.adapters.dynamo.periods import DynamoPeriods
    from chalicelib.adapters.dynamo.receipts import DynamoReceipts
    from chalicelib.adapters.dynamo.register import DynamoRegister
    from chalicelib.adapters.dynamo.row import Table
    from chalicelib.application.ports import Circuits


@cache
def table() -> Table:
    """The table."""
    from chalicelib.adapters.dynamo.row import Table

    return Table(settings().table_name, settings().aws_region)


@cache
def employers() -> DynamoEmployers:
    """The employers and their seals."""
    from chalicelib.adapters.dynamo.employers import DynamoEmployers

    return DynamoEmployers(table(), key_wrapper(), clock())


@cache
def receipts() -> DynamoReceipts:
    """The receipts of idempotency keys."""
    from chalicelib.adapters.dynamo.receipts import DynamoReceipts

    return DynamoReceipts(table(), employers().seal, clock())


@cache
def declarations() -> DynamoDeclarations:
    """The declarations."""
    from chalicelib.adapters.dynamo.declarations import DynamoDeclarations

    return DynamoDeclarations(table(), employers().seal, receipts())


@cache
def register() -> DynamoRegister:
    """The personnel register."""
    from chalicelib.adapters.dynamo.register import DynamoRegister

    return DynamoRegister(table(), employers().seal, receipts())


@cache
def periods() -> DynamoPeriods:
    """The periods, through their indexes."""
    from chalicelib.adapters.dynamo.periods import DynamoPeriods

    return DynamoPeriods(table(), employers().seal)


@cache
def accounts() -> DynamoAccounts:
    """Persons, sessions and keys."""
    from chalicelib.adapters.dynamo.accounts import DynamoAccounts

    return DynamoAccounts(table(), clock())


@cache
def papers() -> DynamoPapers:
    """Drafts and templates."""
    from chalicelib.adapters.dynamo.papers import DynamoPapers

    return DynamoPapers(table(), employers().seal, clock())


@cache
def jobs() -> DynamoJobs:
    """Batches, exports and reconciliations."""
    from chalicelib.adapters.dynamo.jobs import DynamoJobs

    return DynamoJobs(table(), employers().seal, receipts(), clock())


@cache
def circuits() -> Circuits:
    """The circuit towards the RSZ."""
    from chalicelib.adapters.dynamo.circuits import DynamoCircuits

    return DynamoCircuits(table(), settings().rsz_client_id, clock())
