"""How a declaration's state looks and reads: a word, an icon and a colour, never a colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import reflex as rx

from dimona_web.live import Live, View
from dimona_web.ui.icons import tone_icon


@dataclass(frozen=True)
class Status:
    """How a state is told: its tone, and the keys of its word and of the sentence that explains it."""

    tone: str
    word: str
    sentence: str


STATUSES: Mapping[str, Status] = {
    "recorded": Status("busy", "state.recorded", "state.recorded.sentence"),
    "held": Status("busy", "state.held", "state.held.sentence"),
    "submitting": Status("busy", "state.submitting", "state.submitting.sentence"),
    "unconfirmed": Status("warn", "state.unconfirmed", "state.unconfirmed.sentence"),
    "submitted": Status("busy", "state.submitted", "state.submitted.sentence"),
    "waiting": Status("busy", "state.waiting", "state.waiting.sentence"),
    "accepted": Status("ok", "state.accepted", "state.accepted.sentence"),
    "acceptedWithWarning": Status("warn", "state.acceptedWithWarning", "state.acceptedWithWarning.sentence"),
    "refused": Status("bad", "state.refused", "state.refused.sentence"),
    "needsHelp": Status("bad", "state.needsHelp", "state.needsHelp.sentence"),
    "withdrawn": Status("none", "state.withdrawn", "state.withdrawn.sentence"),
}
_UNKNOWN = Status("none", "state.unknown", "state.unknown.sentence")

NOT_AT_RSZ = frozenset({"recorded", "held", "submitting", "unconfirmed"})
SETTLED = frozenset({"accepted", "acceptedWithWarning", "refused", "withdrawn"})


def status_of(state: str) -> Status:
    """Return how to tell a state; a state from a newer API is told as unknown and never as good."""
    return STATUSES.get(state, _UNKNOWN)


def badge(tone: Live, word: Live) -> View:
    """Show a state."""
    return rx.el.span(tone_icon(tone), word, class_name="badge tone-" + tone)
