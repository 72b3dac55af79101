"""Whether the RSZ can be spoken to now: one circuit for all workers of an RSZ account."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.application.errors import StaleError
from chalicelib.application.ports import Circuits, Clock, NotExecutedError, OutcomeUnknownError, Rsz, RszError
from chalicelib.domain.circuit import Circuit
from chalicelib.domain.filing import Mode

_OUTAGES = (NotExecutedError, OutcomeUnknownError)


@dataclass(frozen=True, slots=True)
class Breaker:
    """Keeps the circuit. The sandbox of mode test has none: it cannot be down."""

    circuits: Circuits
    rsz: Mapping[Mode, Rsz]
    clock: Clock

    def closed(self, mode: Mode) -> bool:
        """Tell whether the RSZ may be called now; when it is time, one caller asks whether it is back."""
        if mode is Mode.TEST:
            return True
        circuit = self.circuits.read()
        if circuit.closed:
            return True
        now = self.clock.now()
        if not circuit.may_probe(now) or not self._save(probing := circuit.probing(now)):
            return False
        return self._probe(probing)

    def saw(self, mode: Mode, failure: RszError | None) -> None:
        """Take note of how a call went. A refusal is an answer too: the RSZ works."""
        if mode is Mode.TEST:
            return
        circuit = self.circuits.read()
        if isinstance(failure, _OUTAGES) and not _is_throttled(failure):
            self._save(circuit.failed(self.clock.now()))
        elif circuit.failures or not circuit.version:
            self._save(circuit.worked())

    def _probe(self, circuit: Circuit) -> bool:
        try:
            self.rsz[Mode.LIVE].ping()
        except RszError:
            self._save(circuit.failed(self.clock.now()))
            return False
        return self._save(circuit.worked())

    def _save(self, circuit: Circuit) -> bool:
        """Write the circuit, unless somebody else knew better meanwhile."""
        try:
            self.circuits.write(circuit)
        except StaleError:
            return False
        return True


def _is_throttled(failure: RszError) -> bool:
    """A limit on our calls is no outage: the declaration itself waits as long as it was told."""
    return isinstance(failure, NotExecutedError) and failure.throttled
