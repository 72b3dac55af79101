"""The live view of one declaration: looks again when the API says so, until nothing moves any more."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import reflex as rx

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import MissingError, RefusedError
from dimona_web.pages.declaration.story import Story, story
from dimona_web.pages.declare.beginning import anew
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.watching import Watching, seconds_until
from dimona_web.paths import TERMS, path
from dimona_web.platform.visitor import caller


@dataclass(frozen=True)
class Look:
    """A declaration as of one look; `pause` are the seconds until the next, 0 when nothing moves."""

    story: Story
    pause: float


async def look(who: Caller, wanted: str) -> Look:
    """Look at a declaration and its history."""
    one = await api().declaration(who, wanted)
    return Look(story(who.language, one, await api().events(who, wanted)), seconds_until(one.poll_after))


def is_done(choice: str, state: str) -> bool:
    """Say whether a declaration in this state is what a person chose to make of it."""
    return state == "withdrawn" if choice == "withdraw" else state not in {"needsHelp", "withdrawn"}


class DeclarationState(Watching, rx.State):
    """The declaration whose page is open; `about` is its id, as the address names it."""

    about: str = ""
    story: Story = Story()
    ready: bool = False
    missing: bool = False
    moving: bool = False
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show the declaration of the address, then watch it while it moves."""
        wanted = self._address()
        if self.about != wanted:
            self.about, self.story, self.errors = wanted, Story(), {}
            self.ready, self.missing, self.moving = False, False, False
            yield None
        try:
            self._show(await look(caller(self), wanted))
        except MissingError:
            self.missing, self.ready = True, True
            self.moving = False
        self._turn += 1
        if self.moving:
            yield DeclarationState.watch

    def _wanted(self) -> str:
        return self._address()

    async def _look(self, who: Caller, wanted: str) -> Look:
        return await look(who, wanted)

    def _show(self, seen: Look) -> None:
        self.story, self._pause, self.moving = seen.story, seen.pause, seen.pause > 0
        self.ready, self.missing = True, False

    @rx.event
    async def withdraw(self) -> AsyncIterator[Any]:
        """Take it back, as long as it was not sent."""
        try:
            await api().withdraw(caller(self), self._address())
            self.errors = {}
        except RefusedError as error:
            yield await self._not_done("withdraw", {"withdraw": error.detail})
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
            said = (issues or [error.detail])[0]
            yield await self._not_done(choice, {"rsz_number" if choice == "adopt" else "resolve": said})
        yield DeclarationState.load

    async def _not_done(self, choice: str, errors: dict[str, str]) -> Any:
        """Say why it was not done, unless it is: a second tap finds what the first has done."""
        state = (await api().declaration(caller(self), self._address())).state
        self.errors = {} if is_done(choice, state) else errors
        return focus_on_problems() if self.errors else None

    @rx.event
    async def file_anew(self) -> Any:
        """Begin the same filing anew, to be mended; one that stands is cancelled by it, as one intention."""
        who = caller(self)
        one = await api().declaration(who, self._address())
        draft = await self.get_state(Draft)
        draft.start(one.worker, anew(one, cancelling=one.state != "refused"))
        return rx.redirect(path(who.language, TERMS))

    def _address(self) -> str:
        """The last part of the address: the declaration's id while its page is open."""
        return self.router.url.path.rstrip("/").rpartition("/")[2]
