"""How a person is told while not looking, as the API knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dimona_web.api.transport import Caller, Transport, part

TOPICS = ("refused", "actionNeeded", "needsHelp", "unsent")
_MINE, _SUBSCRIPTIONS = "/v1/me/notifications", "/v1/me/pushSubscriptions"


@dataclass(frozen=True)
class Notifications:
    """By topic whether a mail is wanted; since when mail is refused; the key and the devices of push."""

    language: str
    mail: Mapping[str, bool]
    mail_refused_at: str
    push_key: str
    devices: tuple[str, ...]

    @classmethod
    def of(cls, body: Any) -> "Notifications":
        """Read the API's answer."""
        return cls(
            body["language"],
            {topic: bool(body["mail"].get(topic)) for topic in TOPICS},
            body.get("mailRefusedAt") or "",
            body.get("pushKey") or "",
            tuple(each["id"] for each in body.get("pushSubscriptions", ())),
        )


class NotificationCalls(Transport):
    """The calls about being told."""

    async def notifications(self, caller: Caller) -> Notifications:
        """Return how the caller is told."""
        return Notifications.of(await self._call("GET", _MINE, caller))

    async def change_notifications(self, caller: Caller, changes: Mapping[str, Any]) -> Notifications:
        """Change what is named of it."""
        return Notifications.of(await self._call("PATCH", _MINE, caller, body=changes))

    async def subscribe(self, caller: Caller, subscription: Mapping[str, Any]) -> str:
        """Keep a browser's push subscription; returns its id."""
        return str((await self._call("POST", _SUBSCRIPTIONS, caller, body=subscription))["id"])

    async def unsubscribe(self, caller: Caller, subscription: str) -> None:
        """Forget a push subscription."""
        await self._call("DELETE", f"{_SUBSCRIPTIONS}/{part(subscription)}", caller)

    async def try_subscription(self, caller: Caller, subscription: str) -> None:
        """Show something on that device now."""
        await self._call("POST", f"{_SUBSCRIPTIONS}/{part(subscription)}/test", caller)
