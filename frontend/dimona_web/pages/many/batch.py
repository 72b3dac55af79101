"""One batch: how far it has come, what became of each row, and the file of the rows to mend."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from dimona_web.api.batch_shapes import Batch, BatchRow
from dimona_web.api.client import Caller, api
from dimona_web.api.errors import MissingError
from dimona_web.api.shapes import Declaration
from dimona_web.i18n.catalogue import counted, text
from dimona_web.i18n.formats import moment
from dimona_web.live import Live, View, live
from dimona_web.pages.found import found, gone, loading
from dimona_web.pages.many.keeping import Keeping, keep, keep_form, recurring
from dimona_web.pages.many.upload import KINDS
from dimona_web.pages.rows import Row, row, row_list
from dimona_web.pages.watching import Watching, seconds_until
from dimona_web.paths import DECLARATIONS, UPLOAD, path
from dimona_web.platform.visitor import caller, subject
from dimona_web.ui.address import named
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link, native_link

# Of so few rows each declaration is shown and followed; of more, only how many there are.
FEW = 25


@dataclass(frozen=True)
class Rejected:
    """A row that was not filed: its number in words, and what is wrong with it, each with its column."""

    row: str = ""
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """Everything the page shows of a batch but its declarations."""

    id: str = ""
    processed: int = 0
    total: int = 0
    is_done: bool = False
    tone: str = "busy"
    standing: str = ""
    counts: list[str] = field(default_factory=list)
    ignored: str = ""
    until: str = ""
    rejected: list[Rejected] = field(default_factory=list)
    more_rejected: str = ""


def told(language: str, batch: Batch, rows: Sequence[BatchRow]) -> Told:
    """Tell a batch."""
    rejected = [one for one in rows if one.state == "rejected"]
    hidden = batch.rejected - len(rejected)
    counts = (
        ("batch.recorded", batch.recorded),
        ("batch.already", batch.already_recorded),
        ("batch.rejected", batch.rejected),
    )
    until = batch.corrections_until
    is_done = batch.state == "completed"
    return Told(
        id=batch.id,
        processed=batch.processed,
        total=batch.total,
        is_done=is_done,
        tone=_tone(batch) if is_done else "busy",
        standing=_standing(language, batch),
        counts=[counted(language, key, number) for key, number in counts if number],
        ignored=text(language, "batch.ignored", columns=", ".join(batch.ignored)) if batch.ignored else "",
        until=text(language, "batch.until", at=moment(language, until)) if until and batch.rejected else "",
        rejected=[_rejected(language, one) for one in rejected],
        more_rejected=counted(language, "batch.moreRejected", hidden) if is_done and hidden > 0 else "",
    )


def _tone(batch: Batch) -> str:
    return "warn" if batch.rejected else "ok"


def _standing(language: str, batch: Batch) -> str:
    if batch.state != "completed":
        return text(language, "batch.progress", processed=batch.processed, total=batch.total)
    return text(language, "batch.done.some" if batch.rejected else "batch.done.all")


def _rejected(language: str, one: BatchRow) -> Rejected:
    said = [
        text(language, "batch.column", column=issue.column, said=issue.detail)
        if issue.column
        else issue.detail
        for issue in one.issues
    ]
    return Rejected(text(language, "batch.row", row=one.row), said)


@dataclass(frozen=True)
class Look:
    """A batch as of one look at the API; `pause` are the seconds until the next, 0 when nothing moves."""

    told: Told
    rows: list[Row]
    group: list[Mapping[str, Any]]
    pause: float


async def look(who: Caller, wanted: str) -> Look:
    """Look at a batch, at the rows to mend, and at the declarations of a small one."""
    batch = await api().batch(who, wanted)
    is_small = batch.total <= FEW
    rows = (await api().batch_rows(who, wanted, "" if is_small else "rejected")).items
    filed = await _declarations(who, rows) if is_small else []
    moving = [one.poll_after for one in filed if one.poll_after and one.state != "waiting"]
    pause = seconds_until(batch.poll_after or min(moving, default=None))
    shown = [row(who.language, one) for one in filed]
    return Look(told(who.language, batch, rows), shown, _group(filed), pause)


def _group(filed: Sequence[Declaration]) -> list[Mapping[str, Any]]:
    """Return those who start, as a group that can be kept."""
    return [recurring(one.worker, one.filed) for one in filed if one.type == "in"]


async def _declarations(who: Caller, rows: Sequence[BatchRow]) -> list[Declaration]:
    wanted = [one.declaration for one in rows if one.declaration]
    return list(await asyncio.gather(*(api().declaration(who, each) for each in wanted)))


class BatchState(Watching, rx.State):
    """The batch whose page is open; `about` is its id, as the address names it."""

    about: str = ""
    told: Told = Told()
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    ready: bool = False
    missing: bool = False
    may_keep: bool = False
    _group: rx.Field[list[Mapping[str, Any]]] = rx.field(default_factory=list)

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show the batch of the address, then watch it while anything moves."""
        wanted = subject(self)
        if self.about != wanted:
            self.about, self.told, self.rows = wanted, Told(), []
            self.ready, self.missing, self.may_keep = False, False, False
            (await self.get_state(Keeping)).forget()
            yield None
        self._turn += 1
        try:
            self._show(await look(caller(self), wanted))
        except MissingError:
            self.missing, self.ready, self._pause = True, True, 0
        if self._pause:
            yield BatchState.watch

    @rx.event
    async def keep(self, form: dict[str, Any]) -> Any:
        """Keep the group that was filed as a template."""
        return await keep(self, str(form.get("group_name") or ""), self._group)

    def _wanted(self) -> str:
        return subject(self)

    async def _look(self, who: Caller, wanted: str) -> Look:
        return await look(who, wanted)

    def _show(self, seen: Look) -> None:
        self.told, self.rows, self._pause, self._group = seen.told, seen.rows, seen.pause, seen.group
        self.ready, self.missing = True, False
        self.may_keep = seen.told.is_done and len(seen.group) > 1


_TOLD = live(BatchState.told)


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        found(
            live(BatchState),
            loading=loading(language, "batch.title"),
            gone=gone(
                language, "batch.missing", "declaration.missing.text", DECLARATIONS, "frame.declarations"
            ),
            shown=_shown(language),
            wanted=named("batch_id"),
        ),
        back=path(language, DECLARATIONS),
    )


def _shown(language: str) -> View:
    return rx.fragment(
        title(text(language, "batch.title")),
        rx.el.div(
            rx.el.p(rx.el.strong(_TOLD.standing)),
            rx.el.progress(
                value=_TOLD.processed,
                max=_TOLD.total,
                custom_attrs={"aria-label": text(language, "batch.title")},
            ),
            rx.el.ul(rx.foreach(_TOLD.counts, rx.el.li)),
            rx.cond(_TOLD.ignored != "", rx.el.p(_TOLD.ignored, class_name="hint")),
            id="standing",
            class_name="standing tone-" + _TOLD.tone,
            role="status",
        ),
        rx.cond(_TOLD.rejected.length() > 0, _to_mend(language)),
        rx.cond(
            live(BatchState.rows).length() > 0,
            section(text(language, "declarations.title"), row_list(live(BatchState.rows)), id="filed"),
        ),
        rx.cond(BatchState.may_keep, keep_form(language, BatchState.keep)),
        rx.cond(
            _TOLD.is_done,
            link(
                icon("list"),
                text(language, "home.all"),
                to=path(language, DECLARATIONS),
                class_name="secondary",
            ),
        ),
    )


def _to_mend(language: str) -> View:
    return section(
        text(language, "batch.mend"),
        rx.cond(
            _TOLD.is_done,
            rx.fragment(
                rx.el.p(text(language, "batch.mend.how")),
                rx.el.div(
                    *(_download(language, kind) for kind in KINDS),
                    link(icon("table"), text(language, "batch.sendAgain"), to=path(language, UPLOAD)),
                    class_name="doors",
                    id="corrections",
                ),
                rx.el.p(_TOLD.until, class_name="hint"),
            ),
        ),
        rx.el.ul(rx.foreach(_TOLD.rejected, _mend), class_name="plain"),
        rx.cond(_TOLD.more_rejected != "", rx.el.p(_TOLD.more_rejected, class_name="hint")),
        id="rejected",
    )


def _download(language: str, kind: str) -> View:
    href = "/files/batches/" + _TOLD.id + f"/corrections.{kind}?language={language}"
    return native_link(icon("down"), text(language, "batch.download", kind=kind.upper()), href=href)


def _mend(one: Live) -> View:
    return rx.el.li(rx.el.strong(one.row), rx.foreach(one.said, rx.el.p))
