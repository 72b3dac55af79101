"""Which states each page has, and how to come there; what a page has not, has a reason instead.

Every address stands here (a test asks), so a new page is looked at empty and full.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import expect

from dimona_web import paths
from dimona_web.i18n.catalogue import text
from tests.journeys.addresses import opened
from tests.journeys.phone import Phone

STATES = ("empty", "full")
Way = Callable[[Phone], None]


@dataclass(frozen=True)
class Story:
    """What there is to see at an employer who has something of everything."""

    declaration: str
    worker: str
    name: str
    period: str
    open_period: str
    batch: str

    def address(self, page: str) -> str:
        """The address of a page with something on it."""
        ids = {
            "declaration_id": self.declaration,
            "worker_id": self.worker,
            "period_id": self.open_period if page == paths.PERIOD_OUT else self.period,
            "batch_id": self.batch,
        }
        for name, one in ids.items():
            page = page.replace(f"[{name}]", one)
        return page


@dataclass(frozen=True)
class State:
    """A state of a page: what shows that it is there (a selector), and what is done on the page before."""

    shown_by: str
    way: Way | None = None


States = dict[str, State | str]
_NO_DATA = "shows nothing of the employer's"
_A_FORM = "asks, and shows nothing before one answers"
_NEEDS_STEP_BEFORE = "leads back to the first step when nobody is chosen"


def _first_draft(phone: Phone) -> None:
    phone.open(paths.DRAFTS)
    phone.page.locator(".rows a").first.click()


def _list(empty: str, full: str) -> States:
    return {"empty": State(empty), "full": State(full)}


def _always_the_same(shown_by: str = "h1") -> States:
    return {"empty": _NO_DATA, "full": State(shown_by)}


def _with_id(full: str) -> States:
    """Empty is what an id shows that nothing has."""
    return _list("main .lead", full)


def _step(full: str) -> States:
    return {"empty": _NEEDS_STEP_BEFORE, "full": State(full)}


def _form(full: str) -> States:
    return {"empty": _A_FORM, "full": State(full)}


_IN_ITS_TOUR = "is looked at in test_register_pages.py"
_SEEN_ELSEWHERE: States = {"empty": _IN_ITS_TOUR, "full": _IN_ITS_TOUR}
PAGES: Mapping[str, States] = {
    paths.HOME: _list(".empty", ".answer a.row"),
    paths.DECLARE: _list("#found .nothing", "button.row"),
    paths.NEW_WORKER: _form("#ssin"),
    paths.KIND: _step(".kinds"),
    paths.TERMS: _step("#terms"),
    paths.CHECK: _step("#send"),
    paths.DRAFTS: _list("main .nothing", ".rows a"),
    paths.DRAFT: _list("main .nothing", "#go-on") | {"full": State("#go-on", _first_draft)},
    paths.DECLARATIONS: _list("main .empty", ".declaration-row"),
    paths.DECLARATION: _with_id("#standing"),
    paths.DEADLINES: _list(".nothing", "h1"),
    paths.ON_TIME: _list("main .nothing", ".shares tbody tr"),
    paths.REGISTER: _list("main .empty", "#found a"),
    paths.NEW_IN_REGISTER: _form("#ssin"),
    paths.WORKER: _with_id("#periods a"),
    paths.WORKER_EDIT: _SEEN_ELSEWHERE | {"full": State("h1")},
    paths.WORKER_NUMBER: _SEEN_ELSEWHERE | {"full": State("h1")},
    paths.EXPORT: _SEEN_ELSEWHERE | {"full": State("h1")},
    paths.COMPARE: _SEEN_ELSEWHERE | {"full": State("h1")},
    paths.PERIODS: _list(".nothing", "#found a"),
    paths.PERIOD: _with_id("#operations a"),
    paths.PERIOD_OUT: _with_id("#send"),
    paths.PERIOD_CHANGE: _with_id("#send"),
    paths.PERIOD_CANCEL: _with_id("#send"),
    paths.WEEK: _list(".week-day", ".week-day a"),
    paths.SEVERAL: _list(".nothing", ".tick"),
    paths.AGAIN: _list(".nothing", "#lines .tick"),
    paths.UPLOAD: _form("#templates"),
    paths.BATCH: _with_id("#standing"),
    paths.MORE: _always_the_same("main a"),
    paths.NOTIFICATIONS: {"empty": _NO_DATA, "full": State("main form")},
    paths.SETTINGS: {"empty": _NO_DATA, "full": State("#committee")},
    paths.HELP: {"empty": _NO_DATA, "full": State(".consequence")},
    paths.STATEMENT: _always_the_same(),
    paths.SIGN_IN: _always_the_same("#email"),
    paths.OFFLINE: _always_the_same(),
    paths.NOT_FOUND: _always_the_same(),
    paths.ERROR: _always_the_same(),
    **{f"{paths.SIGN_IN}/{notice}": _always_the_same("#email") for notice in paths.SIGN_IN_NOTICES},
}


def states_of(kind: str) -> list[str]:
    """The pages that have a state."""
    return [page for page, states in PAGES.items() if isinstance(states.get(kind), State)]


def come_to(phone: Phone, page: str, kind: str, story: Story | None) -> None:
    """Open a page in a state and see that it is in it."""
    state = PAGES[page][kind]
    assert isinstance(state, State)
    phone.open(story.address(page) if story else opened(page))
    if state.way:
        state.way(phone)
    expect(phone.page.locator("main .nothing", has_text=text(phone.language, "page.loading"))).to_have_count(
        0
    )
    phone.page.locator(state.shown_by).first.wait_for()
