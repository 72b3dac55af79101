"""Waits until a program answers, without guessing how long that takes."""

import http.client
import time
import urllib.error
import urllib.request

from infra.local.process import Child

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback is never reached by a proxy


class NotHealthyError(RuntimeError):
    """A program ended or stayed silent; the message carries the end of its log."""


def wait_until_healthy(child: Child, patience: float = 180) -> None:
    """Return once the child answers its health URL; raise when it ends first or takes too long."""
    name, deadline = child.program.name, time.monotonic() + patience
    while not is_healthy(child.program.health):
        if not child.alive:
            raise NotHealthyError(f"{name} ended while starting:\n{child.last_words()}")
        if time.monotonic() > deadline:
            raise NotHealthyError(f"{name} gave no answer in {patience:.0f} s:\n{child.last_words()}")
        time.sleep(0.05)


def is_healthy(url: str | None) -> bool:
    """True when the URL answers 200, or when there is nothing to ask."""
    if url is None:
        return True
    try:
        with _DIRECT.open(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, http.client.HTTPException, OSError):
        return False
