"""One export: how far it has come, and the file once it is ready."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import MissingError
from dimona_web.api.job_shapes import Export
from dimona_web.i18n.catalogue import counted, text
from dimona_web.i18n.formats import moment
from dimona_web.live import Live, View, live
from dimona_web.pages.found import found, gone, loading
from dimona_web.pages.watching import Watching, seconds_until
from dimona_web.paths import DECLARATIONS, REGISTER, export_path, path
from dimona_web.platform.visitor import caller
from dimona_web.ui.address import asked
from dimona_web.ui.frame import frame, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link, native_link

FORMATS: Sequence[str] = ("xlsx", "csv")
# By kind of list: the key of what it is called, and the page it comes from.
_KINDS: Mapping[str, tuple[str, str]] = {
    "declarations": ("declarations.title", DECLARATIONS),
    "workers": ("register.title", REGISTER),
}
_STATES: Mapping[str, tuple[str, str]] = {
    "processing": ("busy", "export.processing"),
    "completed": ("ok", "export.completed"),
    "failed": ("bad", "export.failed"),
}


@dataclass(frozen=True)
class Told:
    """Everything the page shows of an export; `download` is empty until there is a file."""

    name: str = ""
    tone: str = "busy"
    standing: str = ""
    rows: str = ""
    until: str = ""
    download: str = ""
    list_href: str = ""


def told(language: str, one: Export) -> Told:
    """Tell an export."""
    name, page = _KINDS[one.kind]
    tone, standing = _STATES[one.state]
    is_ready = one.state == "completed"
    until = moment(language, one.expires_at) if one.expires_at else ""
    return Told(
        name=f"{text(language, name)} · {one.format.upper()}",
        tone=tone,
        standing=text(language, standing),
        rows=counted(language, "export.rows", one.rows),
        until=text(language, "batch.until", at=until) if is_ready and until else "",
        download=f"/files/exports/{one.id}?language={language}" if is_ready else "",
        list_href=path(language, page),
    )


@dataclass(frozen=True)
class Look:
    """An export as of one look at the API; `pause` are the seconds until the next, 0 when nothing moves."""

    told: Told
    pause: float


async def look(who: Caller, wanted: str) -> Look:
    """Look at an export."""
    one = await api().export(who, wanted)
    return Look(told(who.language, one), seconds_until(one.poll_after))


async def export_begun(who: Caller, kind: str, file_format: str, filters: Mapping[str, str]) -> Any:
    """Begin to write a list to a file and lead to its page; an unknown format begins nothing."""
    if file_format not in FORMATS:
        return None
    begun = await api().start_export(who, kind, file_format, filters)
    return rx.redirect(export_path(who.language, begun.id))


def export_buttons(language: str, on_export: Live) -> View:
    """Make the buttons that write the list on this page to a file."""
    return rx.el.div(
        *(
            rx.el.button(
                icon("down"),
                text(language, "export.as", kind=name.upper()),
                type="button",
                on_click=on_export(name),
                class_name="plain-button",
                custom_attrs={"data-format": name},
            )
            for name in FORMATS
        ),
        class_name="doors",
        id="export",
    )


class ExportState(Watching, rx.State):
    """The export that the address names; `about` is its id, empty when the address names none."""

    about: str = ""
    told: Told = Told()
    ready: bool = False
    missing: bool = False

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show the export, then watch it until the file is there."""
        self.about, self.told, self.ready, self.missing = self._wanted(), Told(), False, False
        self._turn += 1
        yield None
        try:
            self._show(await look(caller(self), self.about or "none"))
        except MissingError:
            self.missing, self.ready, self._pause = True, True, 0
        if self._pause:
            yield ExportState.watch

    def _wanted(self) -> str:
        return self.router.url.query_parameters.get("job", "")

    async def _look(self, who: Caller, wanted: str) -> Look:
        return await look(who, wanted)

    def _show(self, seen: Look) -> None:
        self.told, self._pause, self.ready, self.missing = seen.told, seen.pause, True, False


_TOLD = live(ExportState.told)


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        found(
            live(ExportState),
            loading=loading(language, "export.title"),
            gone=gone(language, "export.title", "export.gone", DECLARATIONS, "frame.declarations"),
            shown=_shown(language),
            wanted=asked("job"),
        ),
        back=path(language, DECLARATIONS),
    )


def _shown(language: str) -> View:
    return rx.fragment(
        title(text(language, "export.title")),
        rx.el.p(_TOLD.name, class_name="lead"),
        rx.el.div(
            rx.el.p(rx.el.strong(_TOLD.standing)),
            rx.cond(
                _TOLD.tone == "busy",
                rx.el.progress(custom_attrs={"aria-label": text(language, "export.title")}),
            ),
            rx.cond(_TOLD.tone != "bad", rx.el.p(_TOLD.rows)),
            rx.cond(_TOLD.until != "", rx.el.p(_TOLD.until, class_name="hint")),
            id="standing",
            class_name="standing tone-" + _TOLD.tone,
            role="status",
        ),
        rx.cond(
            _TOLD.download != "",
            rx.fragment(
                rx.el.div(
                    native_link(
                        icon("down"),
                        text(language, "export.download"),
                        href=_TOLD.download,
                        class_name="primary",
                        id="download",
                    ),
                    class_name="stack",
                ),
                rx.el.p(text(language, "export.masked"), class_name="hint"),
            ),
        ),
        link(icon("list"), text(language, "export.back"), to=_TOLD.list_href, class_name="secondary"),
    )
