"""How a person is told while not looking: mails by topic, and push on devices. Only for who is signed in."""

import hashlib
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from chalice.app import Blueprint
from pydantic import Field
from pydantic.alias_generators import to_camel

from chalicelib.application.ports import Device, Language, Reach, Subscription
from chalicelib.application.scope import Credential
from chalicelib.domain.notice import Topic
from chalicelib.domain.schema import Value
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.changes import UNCHANGED, Changes
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, operation
from chalicelib.edge.problems import Fault, ProblemError
from chalicelib.edge.views import local

notifications = Blueprint(__name__)

MINE = "/v1/me/notifications"
SUBSCRIPTIONS = "/v1/me/pushSubscriptions"
ONE = f"{SUBSCRIPTIONS}/{{subscription_id}}"


class MailTopics(Value):
    """Of what a person hears by mail."""

    refused: bool
    action_needed: bool
    needs_help: bool
    unsent: bool


class PushSubscriptionView(Value):
    """A device that is told by push."""

    id: str
    language: Language
    added_at: datetime


class NotificationsView(Value):
    """How a person is told. ``mailRefusedAt``: since when no mail goes out, because the address was refused.

    ``pushKey`` is the key that a browser subscribes with; null where there is no push.
    """

    language: Language
    mail: MailTopics
    mail_refused_at: datetime | None
    push_key: str | None
    push_subscriptions: list[PushSubscriptionView]


class MailTopicsChanges(Changes):
    """Which topics change; a topic that is turned on tries a refused address again."""

    refused: bool = UNCHANGED
    action_needed: bool = UNCHANGED
    needs_help: bool = UNCHANGED
    unsent: bool = UNCHANGED


class NotificationsChanges(Changes):
    """What changes of how a person is told."""

    language: Language = UNCHANGED
    mail: MailTopicsChanges = UNCHANGED


class PushKeys(Value):
    """The keys of a push subscription, base64url, as browsers give them."""

    p256dh: Annotated[str, Field(alias="p256dh", min_length=1, max_length=200)]
    auth: Annotated[str, Field(min_length=1, max_length=100)]


class PushSubscriptionBody(Value):
    """A push subscription as ``PushSubscription.toJSON()`` gives it, and the language of its device."""

    endpoint: Annotated[str, Field(min_length=1, max_length=1000)]
    expiration_time: float | None = None
    keys: PushKeys
    language: Language


@operation(
    notifications,
    Operation(method="GET", path=MINE, summary="How I am told", answer=NotificationsView),
)
def get_notifications(call: Call[None, None]) -> Reply:
    """Say how the caller is told; what nobody chose is on."""
    caller = call.known_caller()
    return Reply(_view(caller, bootstrap.told().look(caller)))


@operation(
    notifications,
    Operation(
        method="PATCH",
        path=MINE,
        summary="Change how I am told",
        body=NotificationsChanges,
        answer=NotificationsView,
        problems=("badRequest", *BODY_PROBLEMS),
    ),
)
def change_notifications(call: Call[NotificationsChanges, None]) -> Reply:
    """Change what is named."""
    caller, named = call.known_caller(), call.body.named()
    topics = {
        Topic(to_camel(name)): on for name, on in (named["mail"].named() if "mail" in named else {}).items()
    }
    return Reply(_view(caller, bootstrap.told().change(caller, topics, named.get("language"))))


@operation(
    notifications,
    Operation(
        method="POST",
        path=SUBSCRIPTIONS,
        summary="Be told on this device",
        status=HTTPStatus.CREATED,
        body=PushSubscriptionBody,
        answer=PushSubscriptionView,
        problems=("badRequest", *BODY_PROBLEMS),
    ),
)
def add_subscription(call: Call[PushSubscriptionBody, None]) -> Reply:
    """Keep a push subscription, sealed; the same browser again replaces what it gave before."""
    body = call.body
    subscription = Subscription(endpoint=body.endpoint, p256dh=body.keys.p256dh, auth=body.keys.auth)
    _refuse_what_is_no_push_service(subscription)
    added = bootstrap.told().add(call.known_caller(), _id_of(subscription), subscription, body.language)
    return Reply(_device_view(added), {"Location": f"{SUBSCRIPTIONS}/{added.id}"})


@operation(
    notifications,
    Operation(
        method="DELETE",
        path=ONE,
        summary="Be told on a device no more",
        status=HTTPStatus.NO_CONTENT,
        problems=("resourceNotFound",),
    ),
)
def remove_subscription(call: Call[None, None]) -> Reply:
    """Forget a push subscription; doing it twice is fine."""
    bootstrap.told().remove(call.known_caller(), call.id("subscription_id"))
    return Reply(None)


@operation(
    notifications,
    Operation(
        method="POST",
        path=f"{ONE}/test",
        summary="Try a device",
        status=HTTPStatus.NO_CONTENT,
        problems=("resourceNotFound",),
    ),
)
def try_subscription(call: Call[None, None]) -> Reply:
    """Show something on a device now; 404 when its browser has ended the subscription."""
    bootstrap.try_device()(call.known_caller(), call.id("subscription_id"))
    return Reply(None)


def _view(caller: Credential, reach: Reach) -> NotificationsView:
    wishes, sender = reach.wishes, bootstrap.push_sender()
    return NotificationsView.model_validate(
        {
            "language": wishes.language or caller.language,
            "mail": {topic.value: topic in wishes.mail for topic in Topic},
            "mail_refused_at": local(wishes.mail_refused_at),
            "push_key": sender.public_key if sender is not None else None,
            "push_subscriptions": [_device_view(each) for each in reach.devices],
        }
    )


def _device_view(device: Device) -> PushSubscriptionView:
    return PushSubscriptionView(id=device.id, language=device.language, added_at=local(device.added_at))


def _refuse_what_is_no_push_service(subscription: Subscription) -> None:
    """Nobody makes us call another address, or keeps keys that nothing can be sent with."""
    wrong = bootstrap.push_services().wrong_part(subscription)
    if wrong is not None:
        raise ProblemError("badRequest", [Fault(code="invalidValue", name=wrong)])


def _id_of(subscription: Subscription) -> str:
    return f"psh_{hashlib.sha256(subscription.endpoint.encode()).hexdigest()[:26]}"
