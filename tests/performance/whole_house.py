"""The running house: from POST to accepted, and the bytes a phone loads for each page."""

import re
import time
from collections.abc import Iterator

import httpx

from infra.local.house import House
from tests.api.callers import Caller, caller_with, new_ssin, student
from tests.performance.measure import spread
from tests.performance.report import Figure

WAY, BYTES = "The whole way, RSZ simulator without delay", "Bytes per page, brotli, as served"
FILINGS = 12
PAGES = ("/nl/sign-in", "/nl/", "/nl/declare", "/nl/declarations")
ASSET = re.compile(r'(?:src|href)="(/assets/[^"]+\.(?:js|css))"')


def figures(house: House) -> Iterator[Figure]:
    """File some declarations one after the other, then load the pages."""
    with httpx.Client(base_url=house.urls["api"], timeout=20, trust_env=False) as http:
        cafe = caller_with(http, house, employer="0999999922", mode="live")
        cafe.settled(cafe.file(student(new_ssin(1)))["id"])  # warms the workers up
        taken = [_accepted(cafe, number) for number in range(2, 2 + FILINGS)]
    way = spread(taken)
    yield Figure(
        WAY,
        "POST until accepted",
        f"{way.median:.2f} s ({way.low:.2f}-{way.high:.2f})",
        "2 s that the RSZ asks us to wait before the first question",
        f"{way.count} filings, one after the other",
    )
    if "web" in house.urls:
        with httpx.Client(base_url=house.urls["web"], timeout=20, trust_env=False) as web:
            for page in PAGES:
                yield _page(web, page)


def _accepted(cafe: Caller, number: int) -> float:
    started = time.perf_counter()
    cafe.settled(cafe.file(student(new_ssin(number)))["id"])
    return time.perf_counter() - started


def _page(web: httpx.Client, page: str) -> Figure:
    answer = web.get(page, headers={"Accept-Encoding": "identity"}, follow_redirects=True)
    if not ASSET.search(answer.text):
        raise RuntimeError(f"{page} names no files: nothing would be measured")
    assets = sorted(set(ASSET.findall(answer.text)))
    scripts = sum(_sent(web, each) for each in assets if each.endswith(".js"))
    styles = sum(_sent(web, each) for each in assets if each.endswith(".css"))
    return Figure(
        BYTES,
        page,
        f"{scripts / 1000:.0f} kB of script, {styles / 1000:.1f} kB of style",
        "at most 150 kB and 15 kB",
        f"{len(assets)} files beside the page",
    )


def _sent(web: httpx.Client, path: str) -> int:
    """Return how many bytes travel for a file: before decompression."""
    with web.stream("GET", path, headers={"Accept-Encoding": "br"}) as answer:
        return sum(len(chunk) for chunk in answer.iter_raw())
