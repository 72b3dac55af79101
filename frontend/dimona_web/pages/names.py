"""What workers are called, and the names of those whom an answer of the API only knows by their id."""

import asyncio
from collections.abc import Iterable, Mapping

import reflex as rx

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import MissingError
from dimona_web.api.shapes import Worker
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live

_AT_ONCE = 8


def called(language: str, worker: Worker) -> str:
    """Return the name, else the masked number; a line about somebody unknown says so and is not empty."""
    return worker.name or worker.ssin or text(language, "person.nameless")


def or_nameless(language: str, name: Live) -> Live:
    """Return the name that a state holds; where it holds none, the page says so."""
    return rx.cond(name != "", name, text(language, "person.nameless"))


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
