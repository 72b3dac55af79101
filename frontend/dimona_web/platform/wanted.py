"""The page somebody wanted before they had to sign in: one of ours by its name, and theirs, or none.

It is named without its language, which is that of the sign-in page; so no name can lead to another house.
"""

import re
from collections.abc import Awaitable, Callable, Mapping

from dimona_web.api.client import Api, Caller
from dimona_web.api.errors import ApiError, MissingError, RefusedError
from dimona_web.paths import COMPARE, EXPORT, PAGE_WITH_ID, WITHOUT_ID

_OF_A_JOB = re.compile(rf"(?:{EXPORT}|{COMPARE})\?job=[A-Za-z0-9_-]+")
# The API says who may see what a page is about, when it is asked for it; by the first part of the name.
_READS: Mapping[str, Callable[[Api, Caller, str], Awaitable[object]]] = {
    "declarations": Api.declaration,
    "drafts": Api.draft,
    "register": Api.worker,
    "periods": Api.period,
    "batches": Api.batch,
    EXPORT: Api.export,
    COMPARE: Api.comparison,
}


def page_of_ours(said: str) -> str:
    """Return the page that is said to be wanted; empty when no page of ours is called so."""
    is_ours = said in WITHOUT_ID or PAGE_WITH_ID.fullmatch(said) or _OF_A_JOB.fullmatch(said)
    return said if is_ours else ""


def wanted_at(address: str, query: Mapping[str, str] | None = None) -> str:
    """Return the page at an address, with its job if it is about one; empty when nobody comes back to it."""
    page = address.strip("/").partition("/")[2]
    job = (query or {}).get("job", "")
    return page_of_ours(f"{page}?job={job}") or page_of_ours(page)


async def is_theirs(page: str, api: Api, caller: Caller) -> bool:
    """Say whether what a page of ours is about is there for who has signed in.

    An API that does not answer leaves that to the page itself: it asks again, and shows nothing until then.
    """
    kind, _, subject = page.replace("?job=", "/").partition("/")
    if page in WITHOUT_ID or kind not in _READS:
        return True
    try:
        await _READS[kind](api, caller, subject.partition("/")[0])
    except (MissingError, RefusedError):
        return False
    except ApiError:
        return True
    return True
