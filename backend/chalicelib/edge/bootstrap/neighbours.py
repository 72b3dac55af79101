"""What lies outside the process: the clock, chance, the key, the queues and the RSZ."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.edge.settings import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chalicelib.adapters.keys import KeyWrapper
    from chalicelib.application.ports import Clock, Ids, Queue, Rsz
    from chalicelib.domain.filing import Mode


@cache
def clock() -> Clock:
    """The one clock."""
    from chalicelib.adapters.world import ShiftedClock

    return ShiftedClock(settings().clock)


@cache
def ids() -> Ids:
    """New identifiers."""
    from chalicelib.adapters.world import RandomIds

    return RandomIds()


@cache
def key_wrapper() -> KeyWrapper:
    """The key-encryption key: a file on one machine, KMS in AWS."""
    from chalicelib.adapters.keys import KeyFile, KmsKey

    chosen = settings()
    if chosen.key_file is not None:
        return KeyFile(chosen.key_file)
    import boto3

    return KmsKey(boto3.client("kms", region_name=chosen.aws_region), chosen.kms_key_id or "")


@cache
def queue() -> Queue:
    """The queues."""
    import boto3
    from botocore.config import Config

    from chalicelib.adapters.sqs import SqsQueue
    from chalicelib.application.ports import Lane

    chosen = settings()
    quick = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2})
    return SqsQueue(
        boto3.client("sqs", region_name=chosen.aws_region, config=quick),
        {
            Lane.URGENT: chosen.queue_urgent_url,
            Lane.BULK: chosen.queue_bulk_url,
            Lane.FOLLOW_UP: chosen.queue_follow_up_url,
            Lane.JOBS: chosen.queue_jobs_url,
        },
    )


@cache
def rsz() -> Mapping[Mode, Rsz]:
    """The RSZ for live declarations, a sandbox for test ones."""
    from chalicelib.adapters.rsz.client import RszAccount, rsz_client
    from chalicelib.adapters.rsz.sandbox import SandboxRsz
    from chalicelib.domain.filing import Mode

    chosen = settings()
    if chosen.rsz_base_url is None or chosen.rsz_token_url is None or chosen.rsz_private_key_file is None:
        raise RuntimeError("RSZ_BASE_URL, RSZ_TOKEN_URL and RSZ_PRIVATE_KEY_FILE are needed to file")
    account = RszAccount(
        base_url=str(chosen.rsz_base_url),
        token_url=str(chosen.rsz_token_url),
        client_id=chosen.rsz_client_id,
        private_key_pem=chosen.rsz_private_key_file.read_text(encoding="ascii"),
    )
    return {
        Mode.LIVE: rsz_client(account, clock()),
        Mode.TEST: SandboxRsz(nonce=lambda: ids().new("sandbox")),
    }


def web_signing_key() -> str:
    """The secret that signs the browser's address."""
    return settings().web_signing_key.get_secret_value()
