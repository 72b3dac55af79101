"""When what a search shows came in: our own is never hidden, and what may be older is not called newer."""

from datetime import UTC, datetime

import httpx
import pytest

from chalicelib.application.ports import FoundDeclaration
from tests.fakes.rsz_http import NUMBER, HttpRsz, filing
from tests.fakes.world import FakeClock

ONE_O_CLOCK = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
"""The clocks have just gone back: in Brussels the hour from two to three begins for the second time."""
HALF_PAST = datetime(2026, 10, 25, 1, 29, 5, tzinfo=UTC)


def search(received: object, since: datetime) -> list[FoundDeclaration]:
    """Search an RSZ that holds exactly our declaration, received at a moment as it writes it."""
    body = {"receptionInstant": received, "declarationStatus": {"declarationId": NUMBER}}
    rsz = HttpRsz()
    client = rsz.client(FakeClock())
    rsz.reactions.append(httpx.Response(200, json={"items": [client.request_for(filing()) | body]}))
    return client.find(filing(), since)


@pytest.mark.parametrize(
    ("received", "since"),
    [
        ("2026-10-25T02:30:06", HALF_PAST),  # our own, or from an hour before we sent it
        ("2026-10-25T02:59:59.999", ONE_O_CLOCK),
        ("soon", HALF_PAST),
        (None, HALF_PAST),
    ],
)
def test_a_moment_that_may_be_before_our_send_is_shown_without_one(received: object, since: datetime) -> None:
    assert search(received, since) == [FoundDeclaration(NUMBER, None)]


@pytest.mark.parametrize(
    ("received", "since", "moment"),
    [
        (
            "2026-10-25T02:30:06",
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 0, 30, 6, tzinfo=UTC),
        ),
        ("2026-10-25T02:30:06+01:00", HALF_PAST, datetime(2026, 10, 25, 1, 30, 6, tzinfo=UTC)),
        ("2026-10-25T03:00:00", HALF_PAST, datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        ("2026-07-01T12:00:00", ONE_O_CLOCK.replace(month=7, day=1), datetime(2026, 7, 1, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_after_our_send_is_told(received: str, since: datetime, moment: datetime) -> None:
    assert search(received, since) == [FoundDeclaration(NUMBER, moment)]


@pytest.mark.parametrize(
    "received",
    ["2026-10-25T02:30:06+02:00", "2026-10-25T02:29:04", "2026-10-25T01:59:59", "2026-10-24T23:00:00Z"],
)
def test_what_surely_came_in_before_is_not_shown(received: str) -> None:
    assert search(received, HALF_PAST) == []
