"""What can go wrong at a call of a port, and a gate through which every call passes.

The gate numbers the calls of a whole history. A chooser says which of them goes wrong and how; without a
chooser nothing does. Between two calls a use case touches nothing, so these are all the places there are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from chalicelib.application.errors import BusyError, QueueUnavailableError
from chalicelib.application.ports import (
    NotExecutedError,
    NotPermittedError,
    OutcomeUnknownError,
    RefusedForShapeError,
)


class Crash(BaseException):
    """The process ends here; nothing of it runs any more."""


class Kind(StrEnum):
    """One way in which one call goes wrong."""

    FAILS = "fails"
    """The port's own error, and no effect."""
    FAILS_AFTER = "failsAfter"
    """The effect, and then the port's own error."""
    TIMES_OUT = "timesOut"
    """A POST without an answer that never arrived."""
    TIMES_OUT_AFTER = "timesOutAfter"
    """A POST without an answer that was executed."""
    FORBIDDEN = "forbidden"
    """A 403."""
    UNSHAPELY = "unshapely"
    """A 400."""
    CRASHES = "crashes"
    """The process ends before the effect."""
    CRASHES_AFTER = "crashesAfter"
    """The process ends after the effect."""
    DOUBLED = "doubled"
    """A POST or a message that arrives twice."""
    LOST = "lost"
    """A message that vanishes, although the queue took it."""
    EMPTIED = "emptied"
    """Every queue is emptied."""
    LATER = "later"
    """A message that lets others go first."""
    TWIN = "twin"
    """The same message, or the same request, is handled by a second process, at this very moment."""
    YIELDS = "yields"
    """Whatever else is ready runs first, from its beginning to its end."""
    SLOW = "slow"
    """A POST that takes nearly a minute, in which everything else goes on."""


READ = (Kind.FAILS, Kind.CRASHES)
WRITE = (Kind.FAILS, Kind.FAILS_AFTER, Kind.CRASHES, Kind.CRASHES_AFTER)
LOOK = (Kind.FAILS, Kind.FORBIDDEN, Kind.CRASHES)
SEND = (*WRITE, Kind.LOST)
POST = (
    Kind.FAILS,
    Kind.FORBIDDEN,
    Kind.UNSHAPELY,
    Kind.TIMES_OUT,
    Kind.TIMES_OUT_AFTER,
    Kind.CRASHES,
    Kind.CRASHES_AFTER,
    Kind.DOUBLED,
    Kind.SLOW,
)
RECEIVE = (Kind.LOST, Kind.EMPTIED, Kind.DOUBLED, Kind.LATER)

PORTS: Mapping[str, Mapping[str, tuple[Kind, ...]]] = {
    "declarations": {
        "accept": WRITE,
        "receipt": READ,
        "get": READ,
        "save": WRITE,
        "claim": WRITE,
        "settle": WRITE,
        "due": READ,
    },
    "register": {"worker_id_of": READ, "relation": READ, "place_of": READ, "extra_days": READ},
    "employers": {"facts": READ},
    "circuits": {"read": READ, "write": WRITE},
    "jobs": {"due": READ},
    "queue": {"send": SEND, "send_all": SEND},
    "rsz": {"file": POST, "answer": LOOK, "find": LOOK, "is_ours": LOOK, "period": LOOK, "ping": LOOK},
}
"""Every call of a port that does more than reckon, and what can go wrong there."""
PURE = {"rsz": ("request_for", "interpret")}

_OWN_ERROR: Mapping[str, Callable[[], Exception]] = {
    "queue": QueueUnavailableError,
    "rsz": lambda: NotExecutedError("connection refused", kept_out=True),
}
_ERROR: Mapping[Kind, Callable[[], BaseException]] = {
    Kind.TIMES_OUT: lambda: OutcomeUnknownError("timed out"),
    Kind.TIMES_OUT_AFTER: lambda: OutcomeUnknownError("timed out"),
    Kind.FORBIDDEN: lambda: NotPermittedError("no mandate"),
    Kind.UNSHAPELY: lambda: RefusedForShapeError("features is required"),
    Kind.CRASHES: Crash,
    Kind.CRASHES_AFTER: Crash,
}
_AFTER = {Kind.FAILS_AFTER, Kind.TIMES_OUT_AFTER, Kind.CRASHES_AFTER}


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a history: its number, where it is, and what can go wrong there."""

    number: int
    port: str
    method: str
    kinds: tuple[Kind, ...]


Chooser = Callable[[Call], Kind | None]


class Surroundings(Protocol):
    """What else goes on while a call is under way."""

    def can_meet_a_twin(self) -> bool:
        """Tell whether a second process may handle the same thing now."""
        ...

    def others_are_ready(self) -> bool:
        """Tell whether something else could run now."""
        ...

    def meet_twin(self) -> None:
        """Let a second process handle the same thing, from its beginning to its end."""
        ...

    def let_others_run(self, most: int) -> None:
        """Let what is ready run."""
        ...

    def take(self, seconds: int) -> None:
        """Let time pass, and what becomes ready in it run."""
        ...


class Gate:
    """Every call of a port passes here."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.calls = 0
        self.first_of_step = 1
        self.trace: list[Call] = []
        self.choose: Chooser | None = None
        self._slow = False
        self.listens = False
        """Whether the calls are kept, with everything that can go wrong at each of them."""

    def begins_step(self) -> None:
        """Forget the calls of the step before."""
        self.trace = []
        self.first_of_step = self.calls + 1

    def asks(self, port: str, method: str, kinds: tuple[Kind, ...]) -> Kind | None:
        """Number a call and return what goes wrong there."""
        self.calls += 1
        if self.choose is None:
            return None
        call = Call(self.calls, port, method, kinds + self._meetings() if self.listens else kinds)
        if self.listens:
            self.trace.append(call)
        return self.choose(call)

    def _meetings(self) -> tuple[Kind, ...]:
        """Before the first call of a step others run as well without being a fault."""
        if self.calls == self.first_of_step or not self._around.can_meet_a_twin():
            return ()
        return (Kind.TWIN, Kind.YIELDS) if self._around.others_are_ready() else (Kind.TWIN,)

    def guarded(self, port: str, method: str, effect: Callable[..., Any]) -> Callable[..., Any]:
        """Return a method of a port that passes the gate first."""
        kinds = PORTS[port][method]

        def guarded(*args: Any, **named: Any) -> Any:
            kind = self.asks(port, method, kinds)
            if kind is None:
                return effect(*args, **named)
            return self._goes_wrong(kind, port, lambda: effect(*args, **named))

        return guarded

    def _goes_wrong(self, kind: Kind, port: str, effect: Callable[[], Any]) -> Any:
        match kind:
            case Kind.TWIN:
                self._around.meet_twin()
            case Kind.YIELDS:
                self._around.let_others_run(1)
            case Kind.DOUBLED:
                effect()
            case Kind.SLOW:
                return self._slowly(effect)
            case Kind.LOST:
                return None
            case _:
                if kind in _AFTER:
                    effect()
                error = _ERROR.get(kind, _OWN_ERROR.get(port, BusyError))
                raise error()
        return effect()

    def _slowly(self, effect: Callable[[], Any]) -> Any:
        """Two slow POSTs at the same time are not twice as slow."""
        if self._slow:
            return effect()
        self._slow = True
        try:
            self._around.take(25)
            answer = effect()
            self._around.take(25)
        finally:
            self._slow = False
        return answer


class Injected:
    """A port behind the gate. It has exactly the methods that the use cases of this simulation call."""

    def __init__(self, gate: Gate, name: str, port: object) -> None:
        for method in PORTS[name]:
            setattr(self, method, gate.guarded(name, method, getattr(port, method)))
        for method in PURE.get(name, ()):
            setattr(self, method, getattr(port, method))
