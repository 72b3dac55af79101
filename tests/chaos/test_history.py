"""The history check sees every kind of lie."""

from dataclasses import replace
from datetime import date

import pytest

from tests.chaos.book import Accepted, Fate
from tests.chaos.history import AtRsz, Period, Shown, World, judge
from tests.chaos.weather import ANOMALY_OF_A_FAULT

CAFE, WHO, START, END = "0999999922", "01010190012", date(2026, 12, 6), date(2026, 12, 15)
IN = Accepted("dec_1", CAFE, "in", WHO, "per_1", START)
SHOWN = Shown("dec_1", CAFE, "in", "accepted", "per_1", "000000000202", "000000000101", (), None)
SAID = AtRsz("000000000101", CAFE, "dimonaIn", "{in}", "A", (), "000000000202")
PERIOD = Period("000000000202", CAFE, WHO, START, END, stands=True)
GOOD = World([IN], [SHOWN], [SAID], [PERIOD], [PERIOD])
CANCEL = Shown("dec_2", CAFE, "cancel", "withdrawn", "per_1", None, None, (), "withdrawn noPeriod")


def test_a_history_in_which_all_agrees_is_good() -> None:
    assert judge(GOOD).wrong == []


@pytest.mark.parametrize(
    ("promise", "world"),
    [
        ("lost", replace(GOOD, shown=[])),
        ("lost", replace(GOOD, shown=[SHOWN, CANCEL])),
        ("lost", replace(GOOD, shown=[SHOWN, replace(CANCEL, kind="in")])),
        ("twice", replace(GOOD, shown=[SHOWN, replace(SHOWN, id="dec_3")])),
        ("twice", replace(GOOD, periods=[PERIOD, replace(PERIOD, number="000000000303")])),
        ("twice", replace(GOOD, at_rsz=[SAID, replace(SAID, number="000000000404", result="W")])),
        ("unended", replace(GOOD, shown=[replace(SHOWN, state="unconfirmed")])),
        ("unended", replace(GOOD, shown=[replace(SHOWN, state="needsHelp", why="gaveUp noAnswer")])),
        ("unended", replace(GOOD, shown=[replace(SHOWN, state="withdrawn", why=None)])),
        ("differing", replace(GOOD, shown=[replace(SHOWN, state="refused")])),
        ("differing", replace(GOOD, shown=[replace(SHOWN, state="acceptedWithWarning")])),
        ("differing", replace(GOOD, shown=[replace(SHOWN, anomalies=("90373-460",))])),
        ("differing", replace(GOOD, shown=[replace(SHOWN, period_number="000000000909")])),
        ("differing", replace(GOOD, at_rsz=[])),
        ("differing", replace(GOOD, at_rsz=[replace(SAID, employer="0999999823")])),
        ("differing", replace(GOOD, at_rsz=[replace(SAID, kind="dimonaOut")])),
        ("differing", replace(GOOD, accepted=[replace(IN, fate=Fate.MUST_NOT_REACH)])),
        ("differing", replace(GOOD, register=[])),
        ("differing", replace(GOOD, register=[replace(PERIOD, end=None)])),
        ("differing", replace(GOOD, register=[replace(PERIOD, stands=False)])),
        ("differing", replace(GOOD, register=[replace(PERIOD, moving=True)])),
        ("differing", replace(GOOD, periods=[])),
        ("differing", replace(GOOD, shown=[replace(SHOWN, state="withdrawn", why="withdrawn byPerson")])),
    ],
)
def test_each_lie_breaks_the_promise_it_breaks(promise: str, world: World) -> None:
    assert getattr(judge(world), promise)


def test_the_cancel_of_a_period_that_was_replaced_was_filed_with_it() -> None:
    replacing = Accepted("dec_4", CAFE, "in", WHO, "per_4", date(2026, 12, 7), replaces="per_1")
    never_sent = Shown("dec_4", CAFE, "in", "withdrawn", "per_4", None, None, (), "withdrawn notReplaced")

    world = replace(GOOD, accepted=[IN, replacing], shown=[SHOWN, CANCEL, never_sent])

    assert judge(world).wrong == []


def test_an_anomaly_that_a_fault_put_into_the_answer_is_no_lie() -> None:
    spoilt = replace(SHOWN, state="acceptedWithWarning", anomalies=(ANOMALY_OF_A_FAULT,))

    assert judge(replace(GOOD, shown=[spoilt])).wrong == []
