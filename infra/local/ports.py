"""Chooses the ports of the house: the usual ones, the next free ones, or any free ones for tests."""

import socket
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Literal

LOOPBACK = "127.0.0.1"
USUAL = {"web": 3000, "api": 8000, "rsz": 8900, "aws": 4566, "dynamodb": 4567, "mail": 8025}
VARIABLES = {name: f"{name.upper()}_PORT" for name in USUAL}
ALWAYS = ("web", "api", "rsz", "aws")

Ports = dict[str, int]


class PortTakenError(RuntimeError):
    """A port that was asked for by name is in use."""


def choose(
    mode: Literal["usual", "free"], environ: Mapping[str, str], names: Iterable[str] = ALWAYS
) -> Ports:
    """A port for each program, all different. One set in the environment is taken or refused, not moved."""
    ports: Ports = {}
    for name in names:
        if asked := environ.get(VARIABLES[name]):
            ports[name] = _asked(VARIABLES[name], int(asked))
        else:
            taken = set(ports.values())
            ports[name] = another_free(taken) if mode == "free" else next_free(USUAL[name], taken)
    return ports


def next_free(usual: int, taken: Collection[int], is_free: Callable[[int], bool] | None = None) -> int:
    """The usual port, or the first one after it that nobody uses."""
    free = is_free or is_bindable
    return next(port for port in range(usual, 65536) if port not in taken and free(port))


def is_bindable(port: int) -> bool:
    """True when a program can listen on this port of the loopback address now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left counts as free
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def any_free() -> int:
    """A port that the system says is free."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def another_free(taken: Collection[int]) -> int:
    """A port that the system says is free, and that is none of these."""
    while (port := any_free()) in taken:
        pass  # the system tells the same one twice now and then: nobody listens there yet
    return port


def _asked(variable: str, port: int) -> int:
    if not is_bindable(port):
        raise PortTakenError(f"{variable}={port} was asked for, but something is listening there already.")
    return port
