"""A slow line: the words of the web app come with pauses between them; what stands on a page is seen."""

import time

from playwright.sync_api import Error, Page, WebSocketRoute

_APART = 0.4
"""Seconds."""


def slow_down(page: Page) -> None:
    """Have everything that the page is told from now on come later, one after the other."""

    def connect(browser: WebSocketRoute) -> None:
        free = time.monotonic()

        def later(message: str | bytes) -> None:
            nonlocal free
            free = max(free, time.monotonic()) + _APART
            try:
                page.wait_for_timeout(1000 * (free - time.monotonic()))
                browser.send(message)
            except Error:
                if not page.is_closed():
                    raise

        browser.connect_to_server().on_message(later)

    page.route_web_socket("**/_event/**", connect)
