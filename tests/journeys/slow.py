"""A line on which each word of the web app takes its time: what stands on a page before it comes is seen."""

from playwright.sync_api import Page, WebSocketRoute

_LATER = 400
"""Milliseconds."""


def slow_down(page: Page) -> None:
    """Have everything that the page is told from now on come later."""

    def connect(browser: WebSocketRoute) -> None:
        def later(message: str | bytes) -> None:
            page.wait_for_timeout(_LATER)
            browser.send(message)

        browser.connect_to_server().on_message(later)

    page.route_web_socket("**/_event/**", connect)
