"""Compare the register with the RSZ: begin, follow, and mend what differs."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import reflex as rx

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import MissingError
from dimona_web.api.job_shapes import Comparison, Difference
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.compare.differences import DECLARE_ANEW, IMPORT, Shown, Told, shown, told
from dimona_web.pages.declare.beginning import begun_for
from dimona_web.pages.names import names_of
from dimona_web.pages.watching import Watching, seconds_until
from dimona_web.paths import REGISTER, comparison_path, path
from dimona_web.platform.visitor import caller
from dimona_web.ui.address import asked
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon, tone_icon
from dimona_web.ui.links import link
from dimona_web.ui.waiting import waiting


@dataclass(frozen=True)
class Look:
    """A comparison as of one look; `pause` are the seconds until the next, 0 when nothing moves."""

    told: Told
    rows: list[Shown]
    next: str
    pause: float


async def look(who: Caller, wanted: str, cursor: str = "") -> Look:
    """Look at a comparison and at a page of its differences."""
    one = await api().comparison(who, wanted, cursor)
    return Look(told(who.language, one), await _rows(who, one), one.next, seconds_until(one.poll_after))


async def _rows(who: Caller, one: Comparison) -> list[Shown]:
    """Tell what was found once all is found: until then more may come before it."""
    if one.poll_after is not None:
        return []
    names = await names_of(who, _workers(one.differences))
    return [shown(who.language, each, names) for each in one.differences]


def _workers(differences: Iterable[Difference]) -> set[str]:
    return {one.worker for one in differences if one.worker}


class CompareState(Watching, rx.State):
    """The comparison that the address names, if it names one; `about` is its id."""

    about: str = ""
    told: Told = Told()
    rows: rx.Field[list[Shown]] = rx.field(default_factory=list)
    ready: bool = False
    missing: bool = False
    has_more: bool = False
    _next: str = ""
    _key: str = ""

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show the comparison and watch it while it runs; without one, the page offers to begin."""
        self.about, self.told, self.rows = self._wanted(), Told(), []
        self.ready, self.missing, self.has_more = False, False, False
        self._turn += 1
        self._key, self._pause = str(uuid4()), 0
        yield None
        if self._wanted():
            try:
                self._show(await look(caller(self), self._wanted()))
            except MissingError:
                self.missing = True
        self.ready = True
        if self._pause:
            yield CompareState.watch

    @rx.event
    async def begin(self, imports: bool) -> Any:  # noqa: FBT001 - the browser says it so
        """Begin a comparison; pressed twice it begins once."""
        return await self._begun(imports=imports)

    async def _begun(self, *, imports: bool) -> Any:
        who = caller(self)
        begun = await api().start_comparison(
            who, f"{self._key}-{'import' if imports else 'compare'}", imports=imports
        )
        return rx.redirect(comparison_path(who.language, begun.id))

    @rx.event
    async def more(self) -> None:
        """Show the next differences below."""
        if self._next:
            seen = await look(caller(self), self._wanted(), self._next)
            self.rows, self._next, self.has_more = [*self.rows, *seen.rows], seen.next, bool(seen.next)

    @rx.event
    async def mend(self, act: str, worker: str) -> Any:
        """Do what a remedy without a page of its own does."""
        if act == IMPORT:
            return await self._begun(imports=True)
        if act == DECLARE_ANEW and any(one.worker == worker for one in self.rows):
            return await begun_for(self, await api().worker(caller(self), worker))
        return None

    def _wanted(self) -> str:
        return self.router.url.query_parameters.get("job", "")

    async def _look(self, who: Caller, wanted: str) -> Look:
        return await look(who, wanted)

    def _show(self, seen: Look) -> None:
        self.told, self.rows, self._pause = seen.told, seen.rows, seen.pause
        self._next, self.has_more = seen.next, bool(seen.next and seen.rows)


_TOLD = live(CompareState.told)
_IS_IT = live(CompareState.about) == asked("job")


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "compare.title")),
        rx.cond(
            _IS_IT & CompareState.missing,
            rx.el.p(text(language, "compare.gone"), class_name="lead"),
            rx.el.p(text(language, "compare.lead"), class_name="lead"),
        ),
        rx.cond(
            _IS_IT & CompareState.ready,
            rx.fragment(
                rx.cond(_TOLD.id != "", _followed(language)),
                rx.cond((_TOLD.id == "") | _TOLD.is_done, _beginning(language)),
            ),
            waiting(language),
        ),
        here=REGISTER,
        back=path(language, REGISTER),
    )


def _beginning(language: str) -> View:
    """Offer the two ways; the one that changes nothing first."""
    return section(
        rx.cond(_TOLD.id != "", text(language, "compare.again"), text(language, "compare.begin")),
        _way(language, "compare.only", imports=False),
        _way(language, "compare.import", imports=True),
        id="begin",
    )


def _way(language: str, words: str, *, imports: bool) -> View:
    hint = "compare.import.hint" if imports else "compare.only.hint"
    return rx.el.div(
        rx.el.button(
            text(language, words),
            type="button",
            on_click=live(CompareState.begin)(imports),
            class_name="secondary",
            id="import" if imports else "compare",
        ),
        rx.el.p(text(language, hint), class_name="hint"),
        class_name="aside-way stack",
    )


def _followed(language: str) -> View:
    return rx.fragment(
        rx.el.div(
            rx.el.p(rx.el.strong(_TOLD.standing)),
            rx.cond(
                _TOLD.is_done,
                rx.fragment(),
                rx.el.progress(custom_attrs={"aria-label": text(language, "compare.title")}),
            ),
            rx.cond(_TOLD.found != "", rx.el.p(_TOLD.found)),
            rx.el.p(_TOLD.looked, class_name="hint"),
            rx.cond(_TOLD.unreadable != "", rx.el.p(_TOLD.unreadable, class_name="hint")),
            id="standing",
            class_name="standing tone-" + _TOLD.tone,
            role="status",
        ),
        rx.cond(
            live(CompareState.rows).length() > 0,
            section(
                text(language, "compare.differences"),
                rx.foreach(live(CompareState.rows), lambda one: _difference(language, one)),
                id="differences",
            ),
        ),
        rx.cond(
            CompareState.has_more,
            rx.el.button(
                text(language, "compare.more"),
                on_click=CompareState.more,
                type="button",
                class_name="secondary",
            ),
        ),
    )


def _difference(language: str, one: Live) -> View:
    return rx.el.article(
        rx.el.h3(
            tone_icon(one.tone), rx.cond(one.name != "", one.name, text(language, "difference.unknown"))
        ),
        rx.el.p(one.text),
        rx.el.dl(
            _side(language, "difference.ours", one.ours),
            _side(language, "difference.theirs", one.theirs),
            class_name="facts",
        ),
        rx.el.p(one.remedy),
        rx.cond(
            one.href != "",
            link(one.words, icon("forward"), to=one.href, class_name="secondary"),
            rx.cond(
                one.act != "",
                rx.el.button(
                    one.words,
                    type="button",
                    on_click=live(CompareState.mend)(one.act, one.worker),
                    class_name="secondary",
                ),
            ),
        ),
        class_name="objection tone-" + one.tone,
    )


def _side(language: str, key: str, one: Live) -> View:
    return rx.el.div(
        rx.el.dt(text(language, key)),
        rx.el.dd(one.when, rx.el.br(), rx.el.span(one.rest, class_name="hint")),
    )
