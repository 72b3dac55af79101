"""Sixteen threads that begin at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

THREADS = 16
Answer = TypeVar("Answer")


def together(do: Callable[[int], Answer], *expected: type[Exception]) -> list[Answer | Exception]:
    """What each thread got: its answer, or one of the errors that may come."""
    barrier = threading.Barrier(THREADS)

    def one(number: int) -> Answer | Exception:
        barrier.wait(120)
        try:
            return do(number)
        except expected as error:
            return error

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))
