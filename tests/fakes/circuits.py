"""The circuit towards the RSZ in memory."""

from chalicelib.application.errors import StaleError
from chalicelib.domain.circuit import Circuit


class FakeCircuits:
    """Implements the port Circuits."""

    def __init__(self) -> None:
        self.circuit = Circuit()

    def read(self) -> Circuit:
        return self.circuit

    def write(self, circuit: Circuit) -> None:
        if circuit.version != self.circuit.version + 1:
            raise StaleError
        self.circuit = circuit
