"""What a person does to a page that is still opening is done after it has opened, never before.

On a slow line the page stands there, drawn, before the server has begun to open it. What was typed or chosen
by then would run first, and opening the page would undo it: a search would show everybody again. So it is put
off, behind what opens the page. Nothing of it is lost: it keeps its place in the tab's queue among its like.
What still comes from the page that was left does not wait for the next one.
"""

import reflex as rx
from reflex.app import App
from reflex.event import Event
from reflex.state import BaseState, StateUpdate
from reflex_base.constants import CompileVars

from dimona_web.live import live

# The handlers that Reflex runs when a browser connects and when somebody goes to another page.
_BEGINS = frozenset(
    event.rpartition(".")[2] for event in (CompileVars.HYDRATE_AND_LOAD, CompileVars.ON_LOAD_INTERNAL)
)
# The first of what a page does when it opens: the rest of that follows without anything in between.
_OPENS = frozenset({"clear", "load"})
_ENOUGH = 200
"""So often something is put off in one opening, lest what never opens never answers either."""


class Opening(rx.State):
    """The page of the tab that has yet to begin to open, and how often something waited for that."""

    _awaited: str = ""
    _put_off: int = 0

    def begin(self, place: str) -> None:
        """Note that what opens the page at this place is on its way."""
        self._awaited, self._put_off = place, 0

    def end(self) -> None:
        """Note that the page opens now: all else is behind that already."""
        self._awaited = ""

    def puts_off(self, place: str) -> bool:
        """Say whether what was done at this place has to wait, and count it."""
        waits = self._awaited == place
        self._put_off += waits
        return waits and self._put_off <= _ENOUGH


class InTurn(rx.Middleware):
    """Puts what a person does behind what opens the page."""

    async def preprocess(self, app: App, state: BaseState, event: Event) -> StateUpdate | None:
        """Answer with the event itself, to be queued anew, while its page has yet to open."""
        del app
        root = state._get_root_state()  # noqa: SLF001 - as the guard: this is the tab's, not one page's
        opening, place = await root.get_state(Opening), str(root.router.url)
        of, _, name = event.name.rpartition(".")
        if name in _BEGINS:
            opening.begin(place)
        elif name in _OPENS:
            opening.end()
        elif not _is_of_reflex(of) and not live(root).is_hydrated and opening.puts_off(place):
            return StateUpdate(events=[event])
        return None


def _is_of_reflex(state: str) -> bool:
    return state.rpartition(".")[2].startswith("reflex___")
