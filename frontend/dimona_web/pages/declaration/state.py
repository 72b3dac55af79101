"""The live view of one declaration: looks again when the API says so, until nothing moves any more."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import Caller, api
from dimona_web.api.errors import BusyError, MissingError, RefusedError, UnreachableError
from dimona_web.api.shapes import Declaration, Event
from dimona_web.pages.declaration.story import Story, story
from dimona_web.pages.declare.beginning import anew
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.paths import TERMS, path
from dimona_web.platform.session import owner_of
from dimona_web.platform.visitor import caller

# The API says when to look again; these keep a wrong clock from hammering or from sleeping for ever.
_SOONEST, _LATEST = 0.5, 60.0
_AFTER_FAILURE = 5.0


def seconds_until(poll_after: datetime) -> float:
    """Return how long to wait before looking again."""
    return min(_LATEST, max(_SOONEST, (poll_after - clock.now()).total_seconds()))


class DeclarationState(rx.State):
    """The declaration whose page is open."""

    story: Story = Story()
    ready: bool = False
    missing: bool = False
    moving: bool = False
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    _watch: int = 0
    _poll_after: datetime | None = None

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show the declaration of the address, then watch it while it moves."""
        wanted = self._address()
        if wanted != self.story.id:
            self._empty()
            yield None
        try:
            await self._look(caller(self), wanted)
        except MissingError:
            self.missing, self.ready = True, True
            self.moving = False
        self._watch += 1
        if self.moving:
            yield DeclarationState.watch

    async def _look(self, who: Caller, wanted: str) -> None:
        one = await api().declaration(who, wanted)
        self._show(who, one, await api().events(who, wanted))

    def _show(self, who: Caller, one: Declaration, events: tuple[Event, ...]) -> None:
        self.story = story(who.language, one, events)
        self._poll_after, self.moving = one.poll_after, one.poll_after is not None
        self.ready, self.missing = True, False

    @rx.event
    def forget(self) -> None:
        """Forget it when its page is left: the next one must not show it, not even for a moment."""
        if self.story.id != self._address():
            self._empty()

    def _empty(self) -> None:
        self.story, self.ready, self.missing, self.errors = Story(), False, False, {}

    @rx.event
    async def withdraw(self) -> AsyncIterator[Any]:
        """Take it back, as long as it was not sent."""
        try:
            await api().withdraw(caller(self), self._address())
            self.errors = {}
        except RefusedError as error:
            self.errors = {"withdraw": error.detail}
            yield focus_on_problems()
        yield DeclarationState.load

    @rx.event
    async def resolve(self, choice: str, form: dict[str, Any]) -> AsyncIterator[Any]:
        """Settle what needs help: send it again, adopt the RSZ's number, or withdraw it."""
        number = re.sub(r"\s", "", str(form.get("rsz_number") or ""))
        body = {"as": choice} | ({"rszNumber": number} if choice == "adopt" else {})
        try:
            await api().resolve(caller(self), self._address(), body)
            self.errors = {}
        except RefusedError as error:
            issues = [issue.detail for issue in error.issues]
            self.errors = {"rsz_number" if choice == "adopt" else "resolve": (issues or [error.detail])[0]}
            yield focus_on_problems()
        yield DeclarationState.load

    @rx.event
    async def file_anew(self) -> Any:
        """Begin the same filing anew, to be mended; one that stands is cancelled by it, as one intention."""
        who = caller(self)
        one = await api().declaration(who, self._address())
        draft = await self.get_state(Draft)
        draft.start(one.worker, anew(one, cancelling=one.state != "refused"))
        # The page of what is filed now opens empty, not with this one on it.
        self._empty()
        return rx.redirect(path(who.language, TERMS))

    @rx.event(background=True)
    async def watch(self) -> None:
        """Look again and again without keeping the tab waiting; end when another page or person comes."""
        async with self:
            turn, wanted, who = self._watch, self.story.id, caller(self)
            mine, poll_after = owner_of(self.router.headers.cookie), self._poll_after
        while poll_after is not None:
            await asyncio.sleep(seconds_until(poll_after))
            try:
                one = await api().declaration(who, wanted)
                events = await api().events(who, wanted)
            except (UnreachableError, BusyError):
                await asyncio.sleep(_AFTER_FAILURE)
                continue
            async with self:
                if not self._still_watching(turn, wanted, mine):
                    return
                self._show(who, one, events)
                poll_after = self._poll_after

    def _still_watching(self, turn: int, wanted: str, mine: str) -> bool:
        here = owner_of(self.router.headers.cookie) == mine
        return here and self._watch == turn and self._address() == wanted == self.story.id

    def _address(self) -> str:
        """The last part of the address: the declaration's id while its page is open."""
        return self.router.url.path.rstrip("/").rpartition("/")[2]
