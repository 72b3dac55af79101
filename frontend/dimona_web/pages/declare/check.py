"""Step 4: look once more, then send. However often the button is pressed, it is filed once."""

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.errors import RefusedError, UnreachableError
from dimona_web.api.shapes import Filed
from dimona_web.i18n.catalogue import text
from dimona_web.pages.declare.answers import told_at
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.keeping import let_go, take_up_again
from dimona_web.pages.declare.outlook import Outlook, outlook
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.declare.team import outlook_of_team
from dimona_web.pages.declare.terms import TermsState
from dimona_web.pages.fact import Fact
from dimona_web.pages.told import told
from dimona_web.paths import DECLARE, TERMS, batch_path, declaration_path, path
from dimona_web.platform.refusals import key_trouble, told_refusal
from dimona_web.platform.visitor import caller, language


def _filed_path(language: str, filed: str) -> str:
    return batch_path(language, filed) if filed.startswith("bat_") else declaration_path(language, filed)


class CheckState(rx.State):
    """What is about to be sent, and what came of sending. `version` is the one of the draft it tells."""

    version: int = 0
    lines: rx.Field[list[Fact]] = rx.field(default_factory=list)
    outlook: Outlook = Outlook()
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    busy: bool = False

    @rx.event
    async def load(self) -> Any:
        """Show the draft and what would come of it; what is missing is asked first."""
        draft, words = await self.get_state(Draft), language(self)
        await take_up_again(self, draft)
        if draft.filed:
            return rx.redirect(_filed_path(words, draft.filed), replace=True)
        if not draft.worker_id:
            return rx.redirect(path(words, DECLARE), replace=True)
        if not draft.body:
            return rx.redirect(path(words, TERMS), replace=True)
        self.lines = told(words, Filed.of(draft.body), draft.kind_name)
        self.errors, self.busy = {}, False
        if self.version != draft.version:
            self.outlook, self.version = Outlook(), draft.version
        # When nobody answers this, it can be sent all the same.
        self.outlook = await self._outlook(words, draft)
        return None

    async def _outlook(self, words: str, draft: Draft) -> Outlook:
        if draft.team:
            return await outlook_of_team(caller(self), draft)
        return outlook(words, await api().validate(caller(self), draft.body))

    @rx.event
    async def send(self) -> AsyncIterator[Any]:
        """File the draft under its one key; a second press leads to the same declaration."""
        self.busy = True
        yield
        try:
            yield await self._sent()
        finally:
            self.busy = False

    async def _sent(self) -> Any:
        draft, words = await self.get_state(Draft), language(self)
        await take_up_again(self, draft)
        if not draft.filed:
            if not draft.body or not draft.worker_id:
                return rx.redirect(path(words, DECLARE))
            try:
                filed = await self._file(draft)
            except UnreachableError:
                return self._say(text(words, "check.unknown"))
            except RefusedError as error:
                return await self._refused(words, error)
            draft.became(filed)
            if not draft.team:
                await let_go(caller(self), draft.key)
        return rx.redirect(_filed_path(words, draft.filed), replace=True)

    async def _file(self, draft: Draft) -> str:
        if draft.team:
            return (await api().file_batch(caller(self), draft.bodies, draft.key)).id
        return (await api().declare(caller(self), draft.body, draft.key)).id

    async def _refused(self, words: str, error: RefusedError) -> Any:
        terms = await self.get_state(TermsState)
        about_terms = not key_trouble(words, error) and error.issues
        if about_terms and all(told_at(terms.sheet, issue) for issue in error.issues):
            terms.refuse(error.issues)
            return rx.redirect(path(words, TERMS))
        return self._say(told_refusal(words, error))

    def _say(self, words: str) -> Any:
        self.errors = {"send": words}
        return focus_on_problems()
