"""What a page shows is drawn where its address names it, and nowhere else: known before any answer."""

import re

import pytest

from dimona_web import paths
from dimona_web.dimona_web import PAGES
from dimona_web.ui.address import asked, placed

# Pages of one thing that the address asks for after its question mark.
_WITH_JOB = (paths.EXPORT, paths.COMPARE)
# What a page is about, compared with what the browser has in its address.
_COMPARED = re.compile(r"\.about_rx_state_\S* === \(*(?:\"[a-z/]+\"\+)?(named\.\w+|asked\.get\(\"job\"\))")


@pytest.mark.parametrize("page", [*paths.WITH_ID, *_WITH_JOB])
def test_a_page_of_one_thing_shows_it_at_its_own_address_only(page: str) -> None:
    (entry,) = (one for one in PAGES if one.address == page)
    named = re.search(r"\[(\w+)\]", page)
    by = f"named.{named[1]}" if named else 'asked.get("job")'
    assert by in _COMPARED.findall(str(entry.view("nl").render()))


@pytest.mark.parametrize(
    ("page", "otherwise"),
    [
        (paths.PERIOD_OUT, paths.PERIODS),
        (paths.PERIOD_CHANGE, paths.PERIODS),
        (paths.PERIOD_CANCEL, paths.PERIODS),
        (paths.WORKER_EDIT, paths.REGISTER),
        (paths.WORKER_NUMBER, paths.REGISTER),
    ],
)
def test_the_way_back_is_not_the_one_from_the_page_before(page: str, otherwise: str) -> None:
    (entry,) = (one for one in PAGES if one.address == page)
    back = re.findall(r"to:\((.+?)\)[,']", str(entry.view("nl").render()))
    assert any(_COMPARED.search(one) and f'"/nl/{otherwise}"' in one for one in back), back


def test_where_a_tab_is_by_the_pattern_of_its_page() -> None:
    assert str(placed(paths.PERIOD_OUT)) == '(("periods/"+named.period_id)+"/out")'
    assert str(asked("job")) == '(asked.get("job") ?? "")'
