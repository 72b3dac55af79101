"""The contract of the port Papers: each owner's own, sealed, expiring."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.application.ports import InvalidCursorError, Paper, PaperKind
from tests.contracts.stores import Stores
from tests.synthetic import LIVE_BUILDER, LIVE_CAFE, NOON, TEST_CAFE

DRAFT, TEMPLATE = PaperKind.DRAFT, PaperKind.TEMPLATE


def paper(paper_id: str, minutes: int = 0, **fields: Any) -> Paper:
    given: dict[str, Any] = {"kind": DRAFT, "owner": "usr_1", "content": {"type": "in"}, **fields}
    return Paper(id=paper_id, saved_at=NOON + timedelta(minutes=minutes), **given)


def listed(stores: Stores, size: int = 10) -> list[str]:
    found, cursor = [], None
    while True:
        page = stores.papers.listed(LIVE_CAFE, DRAFT, "usr_1", size, cursor)
        found += [each.id for each in page.items]
        cursor = page.cursor
        if cursor is None:
            return found


def test_a_paper_is_kept_replaced_and_thrown_away(stores: Stores) -> None:
    first, second = paper("a"), paper("a", 1, content={"type": "out"})
    stores.papers.put(LIVE_CAFE, first)
    assert stores.papers.get(LIVE_CAFE, DRAFT, "usr_1", "a") == first

    stores.papers.put(LIVE_CAFE, second)
    assert stores.papers.get(LIVE_CAFE, DRAFT, "usr_1", "a") == second
    assert listed(stores) == ["a"]

    for _ in range(2):
        stores.papers.remove(LIVE_CAFE, DRAFT, "usr_1", "a")
        assert stores.papers.get(LIVE_CAFE, DRAFT, "usr_1", "a") is None
    assert listed(stores) == []


@pytest.mark.parametrize("size", [10, 1])
def test_the_last_saved_comes_first(stores: Stores, size: int) -> None:
    for number, name in enumerate("bca"):
        stores.papers.put(LIVE_CAFE, paper(name, number))
    stores.papers.put(LIVE_CAFE, paper("b", 9))
    assert listed(stores, size) == ["b", "a", "c"]


def test_an_expired_paper_is_gone(stores: Stores) -> None:
    stores.papers.put(LIVE_CAFE, paper("a", expires_at=stores.clock.now() + timedelta(days=1)))
    assert listed(stores) == ["a"]
    stores.clock.advance(timedelta(days=1))
    assert stores.papers.get(LIVE_CAFE, DRAFT, "usr_1", "a") is None
    assert listed(stores) == []


def test_owners_kinds_employers_and_modes_are_apart(stores: Stores) -> None:
    for number in range(2):
        stores.papers.put(LIVE_CAFE, paper(f"p{number}", number))
    cursor = stores.papers.listed(LIVE_CAFE, DRAFT, "usr_1", 1, None).cursor
    for scope, kind, owner in (
        (LIVE_BUILDER, DRAFT, "usr_1"),
        (TEST_CAFE, DRAFT, "usr_1"),
        (LIVE_CAFE, TEMPLATE, "usr_1"),
        (LIVE_CAFE, DRAFT, "usr_2"),
    ):
        assert stores.papers.get(scope, kind, owner, "p0") is None
        assert stores.papers.listed(scope, kind, owner, 9, None).items == []
        if scope is not LIVE_CAFE:
            with pytest.raises(InvalidCursorError):
                stores.papers.listed(scope, kind, owner, 1, cursor)
