"""One declaration on a period in the making: what would come of it, and the key that makes sending harmless.

The three pages that end, change or cancel a period differ in what they ask; all else is here and in
act_page.py, which draws it.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.errors import BusyError, Issue, MissingError, RefusedError, UnreachableError
from dimona_web.api.period_shapes import Period
from dimona_web.i18n.catalogue import text
from dimona_web.pages.declare.outlook import Outlook, outlook
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.names import called
from dimona_web.pages.period.words import what
from dimona_web.paths import declaration_path, period_path
from dimona_web.platform.refusals import key_trouble, told_refusal
from dimona_web.platform.visitor import caller, language, subject

Filing = Mapping[str, Any]


class Act(rx.State):
    """What is known of the declaration before it is sent."""

    name: str = ""
    about: str = ""
    ready: bool = False
    missing: bool = False
    offered: bool = False
    back: str = ""
    outlook: Outlook = Outlook()
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    busy: bool = False
    _period: Period | None = None
    _mark: tuple[str, str] = ("", "")
    _key: str = ""
    _filed: str = ""

    @property
    def period(self) -> Period | None:
        """The period as it was when the page opened."""
        return self._period

    @property
    def key(self) -> str:
        """The idempotency key, however often it is sent."""
        return self._key

    @property
    def filed(self) -> str:
        """The id of the declaration this has become; empty before."""
        return self._filed

    def begin(self, language: str, period: Period, kind: str, *, offered: bool) -> None:
        """Open the page for this; what was typed for the same one is kept."""
        if self._mark != (period.id, kind) or self._filed:
            self._mark, self._key, self._filed = (period.id, kind), str(uuid4()), ""
            self.errors = {}
        self._period, self.name, self.about = period, called(language, period.worker), what(language, period)
        self.back = period_path(language, period.id)
        self.ready, self.missing, self.offered, self.busy = True, False, offered, False
        self.outlook = Outlook()

    def lose(self) -> None:
        """Note that there is no such period."""
        self._period, self.ready, self.missing = None, True, True

    def foresee(self, outlook: Outlook) -> None:
        """Show what would come of it."""
        self.outlook = outlook

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Show what stands in the way."""
        self.errors = dict(errors)

    def became(self, declaration: str) -> None:
        """Note which declaration this has become: sending it again leads there."""
        self._filed = declaration


def told_issues(issues: Sequence[Issue], fields: Mapping[str, str]) -> dict[str, str]:
    """Return issues by the field they belong to, or by the form as a whole."""
    told: dict[str, str] = {}
    for issue in issues:
        name = fields.get(issue.name, "act")
        told[name] = f"{told[name]} {issue.detail}" if name in told else issue.detail
    return told


async def opened(page: rx.State, kind: str) -> Period | None:
    """Open the page for the period of the address; None when there is none or the law does not allow it."""
    act, words = await page.get_state(Act), language(page)
    try:
        period = await api().period(caller(page), subject(page))
    except MissingError:
        act.lose()
        return None
    offered = any(one.type == kind for one in period.operations)
    act.begin(words, period, kind, offered=offered)
    return period if offered else None


async def foreseen(page: rx.State, filing: Filing | None, fields: Mapping[str, str]) -> None:
    """Show what would come of a filing; nothing when the form says too little, or nobody answers."""
    act, words = await page.get_state(Act), language(page)
    act.refuse({})
    if filing is None:
        act.foresee(Outlook())
        return
    try:
        run = await api().validate(caller(page), filing)
    except (UnreachableError, BusyError):
        act.foresee(Outlook())
        return
    act.foresee(outlook(words, run))
    act.refuse(told_issues(run.issues, fields))


async def sent(page: rx.State, filing: Filing, fields: Mapping[str, str]) -> AsyncIterator[Any]:
    """File it under its one key and lead to the declaration; a second press leads to the same one."""
    act = await page.get_state(Act)
    act.busy = True
    yield
    try:
        yield await _sent(page, act, filing, fields)
    finally:
        act.busy = False


async def _sent(page: rx.State, act: Act, filing: Filing, fields: Mapping[str, str]) -> Any:
    words = language(page)
    if not act.filed:
        try:
            filed = await api().declare(caller(page), filing, act.key)
        except UnreachableError:
            act.refuse({"act": text(words, "check.unknown")})
            return focus_on_problems()
        except RefusedError as error:
            act.refuse(_refusal(words, error, fields))
            return focus_on_problems()
        act.became(filed.id)
    return rx.redirect(declaration_path(words, act.filed), replace=True)


def _refusal(language: str, error: RefusedError, fields: Mapping[str, str]) -> dict[str, str]:
    told = {} if key_trouble(language, error) else told_issues(error.issues, fields)
    return told or {"act": told_refusal(language, error)}
