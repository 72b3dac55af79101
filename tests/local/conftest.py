"""Fixtures of the local house's tests."""

from collections.abc import Callable, Iterator

import pytest

from infra.local.process import Child, Program


@pytest.fixture
def start() -> Iterator[Callable[[Program], Child]]:
    """Start programs; whatever is still running when the test ends is ended, by its own id."""
    children: list[Child] = []

    def run(program: Program) -> Child:
        children.append(Child(program))
        return children[-1]

    yield run
    for child in reversed(children):
        child.stop()
