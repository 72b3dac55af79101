"""The app: every page in every language, and what stands under them. Nothing else lives here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import reflex as rx
from starlette.applications import Starlette
from starlette.types import ASGIApp

from dimona_web import device_routes, paths
from dimona_web.i18n.catalogue import DEFAULT_LANGUAGE, languages, text
from dimona_web.live import View
from dimona_web.pages import (
    deadlines,
    declarations,
    export,
    home,
    more,
    notifications,
    on_time,
    periods,
    settings,
    sign_in,
    statement,
    unfound,
    week,
)
from dimona_web.pages import (
    help as help_page,
)
from dimona_web.pages.compare import page as compare
from dimona_web.pages.declaration import page as declaration
from dimona_web.pages.declaration.state import DeclarationState
from dimona_web.pages.declare import check, check_form, kind, new_worker, terms, terms_form, who
from dimona_web.pages.drafts import listed, one
from dimona_web.pages.many import again, again_form, batch, several, upload
from dimona_web.pages.period import cancel, change, out
from dimona_web.pages.period import page as period
from dimona_web.pages.register import edit, new, number, register, worker
from dimona_web.platform import auth_routes, file_routes, push_routes
from dimona_web.platform.guard import SessionGuard
from dimona_web.platform.in_turn import InTurn
from dimona_web.platform.notice import Notice, on_exception
from dimona_web.platform.origin import OwnSocketsOnly
from dimona_web.platform.reconnect import keep_state_over_networks
from dimona_web.platform.visit import VisitKeeper, when_opened

# What this process answers beside pages and their socket.
_ROUTES = (auth_routes, device_routes, file_routes, push_routes)


@dataclass(frozen=True)
class PageEntry:
    """A page: where it is, the key of its title, what draws it, what runs when it opens."""

    address: str
    title: str
    view: Callable[[str], View]
    on_load: Any = None


PAGES: Sequence[PageEntry] = (
    PageEntry(paths.HOME, "home.title", home.view, home.HomeState.load),
    PageEntry(paths.DECLARE, "who.title", who.view, who.WhoState.load),
    PageEntry(paths.NEW_WORKER, "newWorker.title", new_worker.view),
    PageEntry(paths.KIND, "kind.title", kind.view, kind.KindState.load),
    PageEntry(paths.TERMS, "terms.title", terms_form.view, terms.TermsState.load),
    PageEntry(paths.CHECK, "check.title", check_form.view, check.CheckState.load),
    PageEntry(paths.DRAFTS, "drafts.title", listed.view, listed.DraftsState.load),
    PageEntry(paths.DRAFT, "draft.title", one.view, one.DraftState.load),
    PageEntry(
        paths.DECLARATIONS, "declarations.title", declarations.view, declarations.DeclarationsState.load
    ),
    PageEntry(paths.DECLARATION, "declaration.title", declaration.view, DeclarationState.load),
    PageEntry(paths.WEEK, "week.title", week.view, week.WeekState.load),
    PageEntry(paths.SEVERAL, "several.title", several.view, several.SeveralState.load),
    PageEntry(paths.AGAIN, "again.title", again_form.view, again.AgainState.load),
    PageEntry(paths.UPLOAD, "upload.title", upload.view, upload.UploadState.load),
    PageEntry(paths.BATCH, "batch.title", batch.view, batch.BatchState.load),
    PageEntry(paths.DEADLINES, "deadlines.title", deadlines.view, deadlines.DeadlinesState.load),
    PageEntry(paths.ON_TIME, "onTime.title", on_time.view, on_time.OnTimeState.load),
    PageEntry(paths.MORE, "more.title", more.view),
    PageEntry(
        paths.NOTIFICATIONS,
        "notifications.title",
        notifications.view,
        notifications.NotificationsState.load,
    ),
    PageEntry(paths.SETTINGS, "settings.title", settings.view, settings.SettingsState.load),
    PageEntry(paths.HELP, "help.title", help_page.view, help_page.HelpState.load),
    PageEntry(paths.STATEMENT, "statement.title", statement.view),
    PageEntry(paths.REGISTER, "register.title", register.view, register.RegisterState.load),
    PageEntry(paths.NEW_IN_REGISTER, "newWorker.title", new.view),
    PageEntry(paths.WORKER, "person.title", worker.view, worker.WorkerState.load),
    PageEntry(paths.WORKER_EDIT, "edit.title", edit.view, edit.EditState.load),
    PageEntry(paths.WORKER_NUMBER, "number.title", number.view, number.NumberState.load),
    PageEntry(paths.EXPORT, "export.title", export.view, export.ExportState.load),
    PageEntry(paths.COMPARE, "compare.title", compare.view, compare.CompareState.load),
    PageEntry(paths.PERIODS, "periods.title", periods.view, periods.PeriodsState.load),
    PageEntry(paths.PERIOD, "period.title", period.view, period.PeriodState.load),
    PageEntry(paths.PERIOD_OUT, "out.title", out.view, out.OutState.load),
    PageEntry(paths.PERIOD_CHANGE, "change.title", change.view, change.ChangeState.load),
    PageEntry(paths.PERIOD_CANCEL, "cancel.title", cancel.view, cancel.CancelState.load),
    PageEntry(paths.SIGN_IN, "signIn.title", sign_in.view),
    PageEntry(paths.NOT_FOUND, "notFound.title", unfound.not_found),
    PageEntry(paths.ERROR, "error.title", unfound.error),
    *(
        PageEntry(f"{paths.SIGN_IN}/{notice}", "signIn.title", partial(sign_in.view, notice=notice))
        for notice in paths.SIGN_IN_NOTICES
    ),
)


def _add(app: rx.App, language: str, page: PageEntry) -> None:
    def draw() -> View:
        return page.view(language)

    route = paths.path(language, page.address)
    # Reflex puts all that one module draws into one script: here each page is its own, or it would carry all.
    draw.__module__ = __name__ + route.replace("/", ".")
    app.add_page(
        draw,
        route=route,
        title=text(language, "page.title", page=text(language, page.title)),
        description=text(language, "page.description"),
        image="/favicon.svg",
        on_load=when_opened(Notice.clear, page.on_load) if page.on_load else None,
    )


def _own_sockets_only(app: ASGIApp) -> ASGIApp:
    return OwnSocketsOnly(app)


def _app() -> rx.App:
    app = rx.App(
        stylesheets=["/dimona.css"],
        reset_style=False,
        toaster=None,
        app_wraps={},
        html_lang=DEFAULT_LANGUAGE,
        backend_exception_handler=on_exception,
        api_transformer=[
            Starlette(routes=[route for part in _ROUTES for route in part.ROUTES]),
            _own_sockets_only,
        ],
        head_components=[
            rx.el.meta(name="color-scheme", content="light dark"),
            rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        ],
    )
    app.add_middleware(SessionGuard(), index=0)
    app.add_middleware(VisitKeeper(), index=1)
    app.add_middleware(InTurn(), index=2)
    keep_state_over_networks(app)
    for language in languages():
        for page in PAGES:
            _add(app, language, page)
    app.add_page(
        partial(unfound.not_found, DEFAULT_LANGUAGE),
        route="404",
        title=text(DEFAULT_LANGUAGE, "notFound.title"),
    )
    return app


app = _app()
