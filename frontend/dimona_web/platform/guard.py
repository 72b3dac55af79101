"""Nobody sees what another person left in the same tab.

A tab keeps its state over sign-out and sign-in. So every event first compares the session it comes with to
the session the state was made under, and empties the state when they differ.
"""

import reflex as rx
from reflex.app import App
from reflex.event import Event
from reflex.state import BaseState, StateUpdate

from dimona_web.live import live
from dimona_web.platform.session import owner_of


class Owner(rx.State):
    """Whose state this tab holds: a mark of the session, never the session itself."""

    _mark: str = ""

    def belongs_to(self, mark: str) -> bool:
        """Say whether the tab's state was made under the session with this mark."""
        return self._mark == mark

    def hand_over(self, mark: str) -> None:
        """Note under which session the state is made from now on."""
        self._mark = mark


class SessionGuard(rx.Middleware):
    """Empties a tab's state when its events come from another session than before."""

    async def preprocess(self, app: App, state: BaseState, event: Event) -> StateUpdate | None:
        """Compare owner and session before any handler runs; never answers by itself."""
        del app, event
        root = state._get_root_state()  # noqa: SLF001 - the guard must empty all pages' states, not one
        mark = owner_of(root.router.headers.cookie)
        owner = await root.get_state(Owner)
        if not owner.belongs_to(mark):
            live(root.reset)()
            owner.hand_over(mark)
        return None
