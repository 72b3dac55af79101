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
from dimona_web.live import live
from dimona_web.pages.declare.outlook import Outlook, outlook
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.names import called
from dimona_web.pages.period.words import what
from dimona_web.paths import PERIODS, declaration_path, path, period_path
from dimona_web.platform.refusals import key_trouble, refusal_at
from dimona_web.platform.visit import has_come_back
from dimona_web.platform.visitor import caller, language, place, subject

Filing = Mapping[str, Any]


class Act(rx.State):
    """What is known of the declaration before it is sent; `about` is the place of its page.

    The browser draws it at that address only: what is pressed is what was shown, whoever was shown before.
    """

    about: str = ""
    name: str = ""
    period_words: str = ""
    ready: bool = False
    missing: bool = False
    offered: bool = False
    back: str = ""
    outlook: Outlook = Outlook()
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    busy: bool = False
    _period: Period | None = None
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

    def is_about(self, place: str) -> bool:
        """Say whether this belongs to the page at `place`; a tab may have gone elsewhere since."""
        return self.about == place

    def turn_to(self, place: str, back: str) -> None:
        """Be about the page at `place`, before anything of it is known; what was begun there is kept."""
        if not self.is_about(place) or self._filed:
            self._empty()
            self.about, self._key, self._filed = place, str(uuid4()), ""
        self.back = back

    def begin(self, language: str, period: Period, *, offered: bool) -> None:
        """Open the page for this period."""
        self._period = period
        self.name, self.period_words = called(language, period.worker), what(language, period)
        self.ready, self.missing, self.offered, self.busy = True, False, offered, False
        self.outlook = Outlook()

    def lose(self, instead: str) -> None:
        """Note that there is no such period; the page `instead` is what one may go back to."""
        self._empty()
        self.ready, self.missing, self.back = True, True, instead

    def _empty(self) -> None:
        self._period, self.name, self.period_words = None, "", ""
        self.ready, self.missing, self.offered, self.busy = False, False, False, False
        self.outlook, self.errors = Outlook(), {}

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


async def is_open_still(page: rx.State) -> bool:
    """Say whether the page lost its line and nothing else: it still is about what its address names."""
    return await has_come_back(page) and (await page.get_state(Act)).is_about(place(page))


async def turned(page: rx.State) -> None:
    """Take away what another page showed, before anything is asked for this one."""
    act = await page.get_state(Act)
    act.turn_to(place(page), period_path(language(page), subject(page)))


async def opened(page: rx.State, kind: str) -> Period | None:
    """Open the page for the period of the address; None when there is none or the law does not allow it."""
    act, words = await page.get_state(Act), language(page)
    try:
        period = await api().period(caller(page), subject(page))
    except MissingError:
        act.lose(path(words, PERIODS))
        return None
    offered = any(one.type == kind for one in period.operations)
    act.begin(words, period, offered=offered)
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
    """File it under its one key and lead to the declaration; a second press leads to the same one.

    When the tab has turned to another period since, nothing is sent: the page opens anew.
    """
    act = await page.get_state(Act)
    if not act.is_about(place(page)):
        yield live(type(page)).load
        return
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
    return told or refusal_at("act", language, error)
