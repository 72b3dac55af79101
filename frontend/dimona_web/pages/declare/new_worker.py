"""Step 1, for somebody new: national number and names. The number goes to the API and nowhere else."""

from typing import Any

import reflex as rx

from dimona_web.api.shapes import Worker
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.declare.beginning import begun_for
from dimona_web.pages.declare.steps import step_page
from dimona_web.pages.register.adding import Adding, worker_form
from dimona_web.paths import DECLARE, NEW_IN_REGISTER, path
from dimona_web.ui.fields import error_summary
from dimona_web.ui.links import link


class NewWorkerState(Adding, rx.State):
    """The form of the wizard."""

    async def _leads_on(self, worker: Worker) -> Any:
        """Go on to the terms."""
        return await begun_for(self, worker)


def view(language: str) -> View:
    """Draw the page."""
    return step_page(
        language,
        1,
        text(language, "newWorker.title"),
        error_summary(live(NewWorkerState.errors), text(language, "form.problems")),
        worker_form(language, NewWorkerState, "declare.next", _numberless(language)),
        back=path(language, DECLARE),
    )


def _numberless(language: str) -> View:
    """Lead who has no number yet to the register, where the rest of what the RSZ wants is asked."""
    return link(text(language, "newWorker.numberless"), to=path(language, NEW_IN_REGISTER), class_name="more")
