"""What is to be forgotten says when, in the attribute that the table watches.

DynamoDB removes expired rows within days, an emulator perhaps never: so nothing waits for that. That reads
leave them out is part of the contracts.
"""

from datetime import timedelta

import pytest

from tests.cloud import RunningCloud
from tests.contracts.stores import Stores
from tests.contracts.test_accounts_contract import credential
from tests.synthetic import LIVE_CAFE, NOON, acceptance

pytestmark = pytest.mark.cloud


def test_receipts_sessions_and_attempts_expire_and_nothing_else_does(
    dynamo: Stores, cloud: RunningCloud
) -> None:
    dynamo.declarations.accept(LIVE_CAFE, acceptance(LIVE_CAFE, 1))
    dynamo.accounts.keep("token", credential())
    dynamo.accounts.keep("key", credential(expires_at=None))
    dynamo.accounts.count_attempt("eva", timedelta(minutes=15))

    rows = cloud.clients.dynamodb.scan(TableName=cloud.table_name, ConsistentRead=True)["Items"]
    expiring = sorted(
        (row["kind"]["S"], timedelta(seconds=int(row["expiresAt"]["N"]) - NOON.timestamp()))
        for row in rows
        if "expiresAt" in row
    )

    assert expiring == [
        ("ATTEMPTS", timedelta(minutes=30)),
        ("CREDENTIAL", timedelta(hours=12)),
        ("RECEIPT", timedelta(days=30)),
    ]
