"""Who asks for less motion gets none."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from infra.local.demo_people import CAFE, Worker
from tests.journeys.conftest import Running
from tests.journeys.office import Office
from tests.journeys.phone import Phone

# Somebody for whom no other journey has filed.
STILL = Worker("Stilstand", "Robin", "1987-02-11", 953)
LONGEST = 0.01
# What moves now, and what would as soon as anything changes; all in seconds.
_MOTION = """() => {
  const seconds = (list) => Math.max(...list.split(",").map(
    (one) => parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1)));
  const ready = [...document.querySelectorAll("*")].flatMap(
    (one) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part || null);
    const moves = style.animationName === "none" ? 0 : seconds(style.animationDuration);
    return [one.tagName + "." + one.className + part, Math.max(moves, seconds(style.transitionDuration))];
  }));
  const running = document.getAnimations().map(
    (one) => ["running", Number(one.effect.getComputedTiming().activeDuration) / 1000]);
  return [...ready, ...running].filter(([, lasts]) => lasts > 0);
}"""


def _motion(page: Page) -> list[tuple[str, float]]:
    return [(what, lasts) for what, lasts in page.evaluate(_MOTION) if lasts > LONGEST]


@pytest.fixture(scope="module")
def declaration(running: Running) -> str:
    return str(Office(running, CAFE).hire(STILL, startDate="2026-11-03")["id"])


@pytest.mark.parametrize("page", ["", "declare", "declaration"], ids=["home", "declare", "declaration"])
def test_nothing_moves_for_who_wants_less_motion(
    running: Running, new_context: Callable[..., BrowserContext], declaration: str, page: str
) -> None:
    shown_by = {"": "main .answer", "declare": "#found button.row", "declaration": "#standing"}[page]
    phone = Phone(new_context(reduced_motion="reduce"), running.web)
    phone.context.add_cookies([running.session_of(CAFE.owner_email)])
    phone.open(f"declarations/{declaration}" if page == "declaration" else page)
    expect(phone.page.locator(shown_by).first).to_be_visible()
    assert _motion(phone.page) == []

    phone.page.emulate_media(reduced_motion="no-preference")
    assert _motion(phone.page) != [], "the look at motion sees none where there is some"
