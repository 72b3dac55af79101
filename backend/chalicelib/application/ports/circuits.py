"""Where the circuit towards the RSZ is kept: one for all workers that speak through one RSZ account."""

from typing import Protocol

from chalicelib.domain.circuit import Circuit


class Circuits(Protocol):
    """The circuit of our RSZ account."""

    def read(self) -> Circuit:
        """Return the circuit; may be some seconds old. A closed one when none was ever written."""
        ...

    def write(self, circuit: Circuit) -> None:
        """Replace the circuit whose stored version is one less. Raises StaleError otherwise."""
        ...
