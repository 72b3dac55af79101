"""The names of workers whom an answer of the API only knows by their id."""

import asyncio
from collections.abc import Iterable, Mapping

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import MissingError

_AT_ONCE = 8


async def names_of(who: Caller, workers: Iterable[str]) -> Mapping[str, str]:
    """Return the names by id, asked for a few at a time; of somebody who is gone there is none."""
    few = asyncio.Semaphore(_AT_ONCE)

    async def named(worker: str) -> tuple[str, str]:
        async with few:
            try:
                one = await api().worker(who, worker)
            except MissingError:
                return worker, ""
        return worker, one.name or one.ssin

    return dict(await asyncio.gather(*map(named, workers)))
