"""Which states each page has, and how to come there; what a page has not, has a reason instead.

Every address stands here (a test asks), so a new page is looked at empty, full, when nobody answers it and
when something is filled in wrongly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect

from dimona_web import paths
from dimona_web.i18n.catalogue import text
from tests.journeys.addresses import opened
from tests.journeys.phone import Phone
from tests.synthetic import MAN_2003

STATES = ("empty", "full", "unanswered", "wrong")
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
    numberless: str
    export: str
    comparison: str

    def address(self, page: str) -> str:
        """The address of a page with something on it."""
        ids = {
            "declaration_id": self.declaration,
            "worker_id": self.numberless if page == paths.WORKER_NUMBER else self.worker,
            "period_id": self.open_period if page == paths.PERIOD_OUT else self.period,
            "batch_id": self.batch,
        }
        for name, one in ids.items():
            page = page.replace(f"[{name}]", one)
        jobs = {paths.EXPORT: self.export, paths.COMPARE: self.comparison}
        return f"{page}?job={jobs[page]}" if page in jobs else opened(page)


@dataclass(frozen=True)
class State:
    """A state of a page: what shows that it is there (a selector), and what is done on the page before."""

    shown_by: str
    way: Way | None = None


States = dict[str, State | str]
_NO_DATA = "shows nothing of the employer's"
_A_FORM = "asks, and shows nothing before one answers"
_NEEDS_STEP_BEFORE = "leads back to the first step when nobody is chosen"
_ASKS_NOTHING_OF_THE_API = "asks the API nothing"
_ASKS_NOTHING = "asks nothing that could be filled in wrongly"
_LOOKS_FOR = "looks for what is written, and takes whatever it is"
_FROM_LISTS = "is filled in from lists and ticks alone"
_NEVER_SAVED = "999"
# What every page offers that could not be loaded because nobody answered.
_NOT_LOADED = State("#load-again")


def _submit(phone: Phone) -> None:
    phone.page.locator("main form button[type=submit]").first.click()


def _send(phone: Phone) -> None:
    phone.page.locator("#send").click()


def _first_draft(phone: Phone) -> None:
    phone.open(paths.DRAFTS)
    phone.page.locator(".rows a").first.click()


def _sign_in(phone: Phone) -> None:
    phone.sign_in("nobody@example.com", "not-a-password")


def _add_somebody(phone: Phone) -> None:
    """Fill in somebody whom the register has not, without anything to object to."""
    phone.page.locator("#ssin").fill(MAN_2003)
    phone.page.locator("#given_name").fill("Jonas")
    phone.page.locator("#family_name").fill("Testaert")
    _submit(phone)


def _hand_in(phone: Phone) -> None:
    """Hand in a list that nobody has looked at yet."""
    rows: Any = {"name": "x.csv", "mimeType": "text/csv", "buffer": b"Naam;Begindatum\r\nMaes;later\r\n"}
    phone.page.locator("#file").set_input_files(rows)
    _submit(phone)


def _no_terms(phone: Phone) -> None:
    phone.as_student(end="", hours="")
    phone.next()


def _nameless(phone: Phone) -> None:
    phone.page.locator("#familyName").fill("")
    _submit(phone)


def _no_last_day(phone: Phone) -> None:
    phone.page.locator("[name=day][value=pick]").check()
    phone.page.locator("#date").fill("")
    _send(phone)


def _nobody(phone: Phone) -> None:
    phone.page.locator(".tick").first.wait_for()
    phone.page.locator("main .action button").click()


def _nobody_again(phone: Phone) -> None:
    phone.page.locator("#lines .tick").first.wait_for()
    ticked = phone.page.locator("#lines .tick:has(:checked)")
    for left in reversed(range(ticked.count())):
        ticked.first.click()
        expect(ticked).to_have_count(left)
    _send(phone)


def _unknown_committee(phone: Phone) -> None:
    """Choose what no list offers, as an old page might."""
    phone.page.locator("#committee option").first.wait_for(state="attached")
    phone.page.locator("#committee").evaluate(
        "(list, value) => { list.selectedOptions[0].value = value; }", _NEVER_SAVED
    )
    phone.page.locator("form:has(#committee) button[type=submit]").click()


def _shows(empty: State | str, full: State, wrong: State | str = _ASKS_NOTHING) -> States:
    return {"empty": empty, "full": full, "unanswered": _NOT_LOADED, "wrong": wrong}


def _list(empty: str, full: str, wrong: State | str = _ASKS_NOTHING) -> States:
    return _shows(State(empty), State(full), wrong)


def _always_the_same(shown_by: str = "h1") -> States:
    return {
        "empty": _NO_DATA,
        "full": State(shown_by),
        "unanswered": _ASKS_NOTHING_OF_THE_API,
        "wrong": _ASKS_NOTHING,
    }


def _with_id(full: str, wrong: State | str = _ASKS_NOTHING) -> States:
    """Empty is what an id shows that nothing has."""
    return _list("main .lead", full, wrong)


def _problems(way: Way) -> State:
    return State("#problems", way)


_NEW_SOMEBODY: States = {
    "empty": _A_FORM,
    "full": State("#ssin"),
    "unanswered": State(".notice", _add_somebody),
    "wrong": _problems(_submit),
}
PAGES: Mapping[str, States] = {
    paths.HOME: _list(".empty", ".answer a.row"),
    paths.DECLARE: _list("#found .nothing", "button.row", _LOOKS_FOR),
    paths.NEW_WORKER: _NEW_SOMEBODY,
    # The tables that these two are drawn from are kept by the web app: they are there when nobody answers.
    paths.KIND: _shows(_NEEDS_STEP_BEFORE, State(".kinds")) | {"unanswered": State(".kinds")},
    paths.TERMS: _shows(_NEEDS_STEP_BEFORE, State("#terms"), _problems(_no_terms))
    | {"unanswered": State("#terms")},
    paths.CHECK: _shows(_NEEDS_STEP_BEFORE, State("#send")),
    paths.DRAFTS: _list("main .nothing", ".rows a"),
    paths.DRAFT: _shows(State("main .nothing"), State("#go-on", _first_draft)),
    paths.DECLARATIONS: _list("main .empty", ".declaration-row", _LOOKS_FOR),
    paths.DECLARATION: _with_id("#standing", "asks only of what needs help: test_needs_help.py"),
    paths.DEADLINES: _list(".nothing", ".declaration-row"),
    paths.ON_TIME: _list("main .nothing", ".shares tbody tr"),
    paths.REGISTER: _list("main .empty", "#found a", _LOOKS_FOR),
    paths.NEW_IN_REGISTER: _NEW_SOMEBODY,
    paths.WORKER: _with_id("#periods a"),
    paths.WORKER_EDIT: _with_id("#street", _problems(_nameless)),
    paths.WORKER_NUMBER: _with_id("#ssin", _problems(_submit)),
    paths.EXPORT: _with_id("#download"),
    paths.COMPARE: _list("#begin", "#differences article"),
    paths.PERIODS: _list(".nothing", "#found a", _LOOKS_FOR),
    paths.PERIOD: _with_id("#operations a"),
    paths.PERIOD_OUT: _with_id("#send", _problems(_no_last_day)),
    paths.PERIOD_CHANGE: _with_id("#send", _problems(_send)),
    paths.PERIOD_CANCEL: _with_id("#send"),
    paths.WEEK: _list(".week-day", ".week-day a"),
    paths.SEVERAL: _list(".nothing", ".tick", _problems(_nobody)),
    paths.AGAIN: _list(".nothing", "#lines .tick", _problems(_nobody_again)),
    paths.UPLOAD: {
        "empty": _A_FORM,
        "full": State("#templates"),
        "unanswered": _problems(_hand_in),
        "wrong": _problems(_submit),
    },
    paths.BATCH: _with_id("#standing", "asks only how a group is to be called: test_register_pages.py"),
    paths.MORE: _always_the_same("main a"),
    paths.NOTIFICATIONS: _shows(_NO_DATA, State("main form"), _FROM_LISTS),
    paths.SETTINGS: _shows(_NO_DATA, State("#committee"), _problems(_unknown_committee)),
    paths.HELP: _shows(_NO_DATA, State(".consequence")),
    paths.STATEMENT: _always_the_same(),
    paths.SIGN_IN: _always_the_same("#email")
    | {"unanswered": _problems(_sign_in), "wrong": _problems(_sign_in)},
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
    phone.page.locator(state.shown_by).first.wait_for()
    still = phone.page.locator("main").get_by_text(text(phone.language, "page.loading"), exact=True)
    expect(still.locator("visible=true")).to_have_count(0)
