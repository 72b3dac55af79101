"""Telling people: the outbox, the two ways to send, and how a person wants to be told."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.edge.bootstrap.neighbours import clock, ids, key_wrapper
from chalicelib.edge.bootstrap.stores import declarations, table
from chalicelib.edge.settings import LOCAL_STAGES, settings

if TYPE_CHECKING:
    from chalicelib.adapters.dynamo.notices import DynamoNotices
    from chalicelib.adapters.dynamo.people import DynamoPeople
    from chalicelib.adapters.post.web_push import Sender, Services
    from chalicelib.application.ports import Letter, Mailer, Pusher, Words
    from chalicelib.application.telling.tell import Tell
    from chalicelib.application.telling.wishes import Told, TryDevice


@cache
def notices() -> DynamoNotices:
    """The outbox of notices."""
    from chalicelib.adapters.dynamo.notices import DynamoNotices

    return DynamoNotices(table(), clock())


@cache
def people() -> DynamoPeople:
    """Who files for an employer, and how they want to be told."""
    from chalicelib.adapters.dynamo.people import DynamoPeople

    return DynamoPeople(table(), key_wrapper())


@cache
def mailer() -> Mailer:
    """SES in AWS, a folder on one machine."""
    chosen = settings()
    if chosen.mailbox_dir is not None:
        from chalicelib.adapters.post.mailbox import MailboxMailer

        return MailboxMailer(chosen.mailbox_dir, clock(), ids())
    if chosen.mail_sender is None:
        raise RuntimeError("MAIL_SENDER is needed to tell people")
    import boto3
    from botocore.config import Config

    from chalicelib.adapters.post.ses import SesMailer

    quick = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2})
    return SesMailer(boto3.client("sesv2", region_name=chosen.aws_region, config=quick), chosen.mail_sender)


@cache
def push_sender() -> Sender | None:
    """Who we are to push services; None where there is no key to push with."""
    chosen = settings()
    if chosen.push_key_file is None:
        return None
    from chalicelib.adapters.post.web_push import read_sender

    return read_sender(chosen.push_key_file, chosen.push_contact or "")


@cache
def push_services() -> Services:
    """The push services we call; a test's own one, on one machine."""
    from chalicelib.adapters.post.web_push import Services

    chosen = settings()
    return Services(chosen.push_services, loopback=chosen.stage in LOCAL_STAGES)


@cache
def pusher() -> Pusher | None:
    """Web push, where there is a key for it."""
    sender = push_sender()
    if sender is None:
        return None
    import httpx

    from chalicelib.adapters.post.web_push import TIMEOUT, WebPusher

    return WebPusher(sender, push_services(), clock(), httpx.Client(timeout=TIMEOUT))


def write(letter: Letter, language: str) -> Words:
    """The words of a letter, with links to the web app."""
    from chalicelib.edge.notice_words import words_of

    return words_of(letter, language, str(settings().web_url or "").rstrip("/"))


@cache
def tell() -> Tell:
    """Tell whoever must be told."""
    from chalicelib.application.telling.deliver import Deliver
    from chalicelib.application.telling.gather import Gather
    from chalicelib.application.telling.remind import Remind
    from chalicelib.application.telling.tell import Tell

    return Tell(
        Remind(declarations(), notices(), clock()),
        Gather(
            notices(), people(), declarations(), timedelta(seconds=settings().notice_window), clock(), ids()
        ),
        Deliver(notices(), people(), mailer(), pusher(), write, clock()),
    )


@cache
def told() -> Told:
    """How a person wants to be told."""
    from chalicelib.application.telling.wishes import Told

    return Told(people(), clock())


@cache
def try_device() -> TryDevice:
    """Show something on a person's device."""
    from chalicelib.application.telling.wishes import TryDevice

    return TryDevice(people(), pusher(), write, clock())
