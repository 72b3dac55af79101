"""What axe-core finds on a page: the rules of WCAG 2.2 AA and its own best practice."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from infra.local.javascript import axe

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async (rules) => {
  const seen = await axe.run(document, {runOnly: {type: "tag", values: rules}});
  return seen.violations.map(one => [one.id, one.help, one.nodes.map(node => node.html.slice(0, 160))]);
}"""


@cache
def _script() -> str:
    return axe().read_text("utf-8")


def violations(page: Page) -> list[Any]:
    """Return each rule that is broken, with where."""
    page.evaluate(_script())
    return list(page.evaluate(_RUN, _RULES))
