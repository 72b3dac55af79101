"""The pages as Lighthouse sees them on a phone: medians, as `make test` only asks for the gate."""

from collections.abc import Iterator
from statistics import median

from infra.local.house import House
from tests.lighthouse.measuring import Look, look
from tests.local.sessions import cookie, session
from tests.performance.report import Figure

GROUP = "Lighthouse on the served pages, a phone on slow 4G (simulated)"
PAGES = ("/nl/sign-in", "/nl")
LOOKS = 5


def figures(house: House) -> Iterator[Figure]:
    """Look at each page five times; at all but the first with somebody signed in."""
    if "web" not in house.urls:
        return
    web = house.urls["web"]
    person = house.ready["signIns"][0]
    signed_in = cookie(session(web, person["email"], person["password"]))
    for page in PAGES:
        visitor = None if page == PAGES[0] else signed_in
        yield _figure(page, [look(web + page, visitor) for _ in range(LOOKS)])


def _figure(page: str, looks: list[Look]) -> Figure:
    speeds = [one.performance for one in looks]
    return Figure(
        GROUP,
        page,
        f"performance {median(speeds):.0f} ({min(speeds)}-{max(speeds)}), "
        f"accessibility {min(one.accessibility for one in looks)}, "
        f"best practices {min(one.best_practices for one in looks)}",
        "at least 95, 100 and 95; below 90 `make test` fails",
        f"median of {LOOKS}; largest paint {median(one.largest_paint for one in looks):.2f} s, "
        f"blocked {median(one.blocked for one in looks) * 1000:.0f} ms, "
        f"layout shift at most {max(one.layout_shift for one in looks):.3f}",
    )
