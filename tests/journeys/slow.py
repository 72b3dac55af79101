"""A slow line: each word of the web app comes a while after the one before it; what stands on a page is seen."""

from time import monotonic

from playwright.sync_api import Page, WebSocketRoute

_APART = 0.4
"""Seconds."""


def slow_down(page: Page) -> None:
    """Have everything that the page is told from now on come later, one after the other."""

    def connect(browser: WebSocketRoute) -> None:
        free = monotonic()

        def later(message: str | bytes) -> None:
            nonlocal free
            free = max(free, monotonic()) + _APART
            page.wait_for_timeout(1000 * (free - monotonic()))
            browser.send(message)

        browser.connect_to_server().on_message(later)

    page.route_web_socket("**/_event/**", connect)
