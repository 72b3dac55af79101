"""A slow line and a slow phone: what a page shows, and loses, before its words and its looks around come."""

import os
import time

from playwright.sync_api import BrowserContext, Error, Page, WebSocketRoute

_LATER = 0.4
"""Seconds."""
_TIMES_SLOWER = 5
# By this word the page knows that its line lives.
_HEARTBEAT = "2"
_TIMERS_LATER = """
const every = window.setInterval;
window.setInterval = (look, pause, ...rest) => every(look, pause * 10, ...rest);
"""


def slow_down(page: Page, *, in_turn: bool = False) -> None:
    """Have everything that the page is told from now on come later; in turn, so long after the word before.

    In turn takes its time, and gives a person time to do something between two words.
    """

    def connect(browser: WebSocketRoute) -> None:
        free = time.monotonic()

        def later(message: str | bytes) -> None:
            nonlocal free
            free = (max(free, time.monotonic()) if in_turn else time.monotonic()) + _LATER
            try:
                page.wait_for_timeout(1000 * (free - time.monotonic()))
                browser.send(message)
            except Error:
                if not page.is_closed():
                    raise

        browser.connect_to_server().on_message(later)

    page.route_web_socket("**/_event/**", connect)


class Held:
    """What a page is told, held back until it is let through: there is time to tap on what is still shown."""

    def __init__(self, page: Page) -> None:
        self._is_holding = False
        self._waiting: list[tuple[WebSocketRoute, str | bytes]] = []
        page.route_web_socket("**/_event/**", self._connect)

    def _connect(self, browser: WebSocketRoute) -> None:
        browser.connect_to_server().on_message(lambda message: self._arrives(browser, message))

    def _arrives(self, browser: WebSocketRoute, message: str | bytes) -> None:
        if self._is_holding and message != _HEARTBEAT:
            self._waiting.append((browser, message))
        else:
            browser.send(message)

    def holds(self) -> None:
        """Hold back every word from now on."""
        self._is_holding = True

    def lets_go(self) -> None:
        """Let through what waited, in its order, and whatever comes."""
        self._is_holding, waiting = False, self._waiting
        self._waiting = []
        for browser, message in waiting:
            browser.send(message)


def slow_timers(page: Page) -> None:
    """Have the documents opened from now on look around ten times as seldom, as a busy phone does."""
    page.add_init_script(_TIMERS_LATER)


def busy(context: BrowserContext) -> BrowserContext:
    """Make a context as slow as a cheap phone with much to do, if `PHONE=busy` asks for it."""
    if os.environ.get("PHONE") == "busy":
        context.add_init_script(_TIMERS_LATER)
        context.on("page", _throttle)
    return context


def _throttle(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _TIMES_SLOWER})
