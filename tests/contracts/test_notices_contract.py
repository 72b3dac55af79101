"""The contract of the port Notices: written with what they tell of, handed on once."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.application.errors import StaleError
from chalicelib.application.ports import Channel, DueLetter, DueNotice, Letter, Settlement
from chalicelib.domain.declaration import Declaration
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.notice import Notice, Occasion, notices_of
from tests.contracts.stores import Stores
from tests.contracts.test_life_contract import submitting
from tests.synthetic import BUILDER, CAFE, LIVE_BUILDER, LIVE_CAFE, NOON, TEST_CAFE, acceptance

LATER = NOON + timedelta(days=60)


def notice(notice_id: str = "n1", **fields: Any) -> Notice:
    given: dict[str, Any] = {
        "occasion": Occasion.REFUSED,
        "at": NOON,
        "file_by": NOON + timedelta(days=1),
        "declaration_id": "dec_1",
        **fields,
    }
    return Notice(id=notice_id, **given)


def letter(letter_id: str = "ltr_1", **fields: Any) -> Letter:
    given: dict[str, Any] = {
        "mode": Mode.LIVE,
        "employer": CAFE,
        "person_id": "usr_1",
        "channel": Channel.MAIL,
        "occasion": Occasion.REFUSED,
        "count": 1,
        "declaration_id": "dec_1",
        "file_by": NOON,
        "due_at": NOON,
        "created_at": NOON,
        "expires_at": NOON + timedelta(days=30),
        **fields,
    }
    return Letter(id=letter_id, **given)


def refused(stores: Stores, number: int) -> Declaration:
    """A declaration that the RSZ refused, settled with its relation."""
    sending = submitting(stores, number)
    filed = sending.happened(Happening.FILED, NOON)
    stores.declarations.save(LIVE_CAFE, filed)
    settled = filed.happened(Happening.REFUSED, NOON)
    change = acceptance(LIVE_CAFE, number).change
    newer = change.worker.model_copy(update={"version": change.worker.version + 1})
    relation = type(change)(worker=newer, periods=change.periods)
    stores.declarations.settle(LIVE_CAFE, Settlement(settled, relation))
    return settled


def test_a_refusal_is_written_with_its_notice(stores: Stores) -> None:
    settled = refused(stores, 1)

    (found,) = stores.notices.due(NOON, 9)
    assert found == DueNotice(Mode.LIVE, CAFE, notices_of(settled)[0])
    assert found.notice.occasion is Occasion.REFUSED
    assert found.notice.declaration_id == settled.id


def test_what_needs_help_is_written_with_a_notice_and_a_reminder_for_later(stores: Stores) -> None:
    helpless = submitting(stores, 1).happened(Happening.NOT_PERMITTED, NOON)
    stores.declarations.save(LIVE_CAFE, helpless)

    assert [each.notice.occasion for each in stores.notices.due(NOON, 9)] == [Occasion.NEEDS_HELP]
    told = [each.notice for each in stores.notices.due(LATER, 9)]
    assert told == list(notices_of(helpless))
    assert told[1].at == helpless.deadline.advised - timedelta(minutes=15)


def test_a_declaration_in_other_hands_leaves_no_notice(stores: Stores) -> None:
    helpless = submitting(stores, 1).changed().happened(Happening.NOT_PERMITTED, NOON)

    with pytest.raises(StaleError):
        stores.declarations.save(LIVE_CAFE, helpless)

    assert stores.notices.due(LATER, 9) == []


def test_a_raw_answer_stays_with_what_needs_help(stores: Stores) -> None:
    filed = submitting(stores, 1).happened(Happening.FILED, NOON)
    stores.declarations.save(LIVE_CAFE, filed)
    stores.declarations.save(LIVE_CAFE, filed.happened(Happening.UNREADABLE, NOON), b"answer")

    stored = stores.declarations.get(LIVE_CAFE, filed.id)
    assert stored is not None
    assert stored.declaration.state == "needsHelp"
    assert len(stores.notices.due(NOON, 9)) == 1


def test_a_sandbox_tells_nobody(stores: Stores) -> None:
    filed = acceptance(TEST_CAFE, 1)
    stores.declarations.accept(TEST_CAFE, filed)
    sending = filed.declarations[0].declaration.happened(Happening.SENDING_STARTED, NOON)
    stores.declarations.save(TEST_CAFE, sending)
    stores.declarations.save(TEST_CAFE, sending.happened(Happening.NOT_PERMITTED, NOON))

    assert stores.notices.due(LATER, 9) == []


def test_a_notice_is_added_once_also_after_it_was_handed_on(stores: Stores) -> None:
    assert stores.notices.add(LIVE_CAFE, notice())
    assert not stores.notices.add(LIVE_CAFE, notice())
    assert stores.notices.add(LIVE_BUILDER, notice())
    stores.notices.hand_on(LIVE_CAFE, [notice()], [])

    assert not stores.notices.add(LIVE_CAFE, notice())
    assert stores.notices.due(LATER, 9) == [DueNotice(Mode.LIVE, BUILDER, notice())]


def test_notices_come_the_oldest_first_and_never_too_early(stores: Stores) -> None:
    for number in (3, 1, 2):
        stores.notices.add(LIVE_CAFE, notice(f"n{number}", at=NOON + timedelta(minutes=number)))

    found = stores.notices.due(NOON + timedelta(minutes=2), 9)
    assert [each.notice.id for each in found] == ["n1", "n2"]
    assert [each.notice.id for each in stores.notices.due(LATER, 1)] == ["n1"]


def test_handing_on_is_all_or_nothing(stores: Stores) -> None:
    for number in (1, 2):
        stores.notices.add(LIVE_CAFE, notice(f"n{number}"))
    stores.notices.hand_on(LIVE_CAFE, [notice("n1")], [letter("ltr_1")])

    with pytest.raises(StaleError):
        stores.notices.hand_on(LIVE_CAFE, [notice("n1"), notice("n2")], [letter("ltr_2")])

    assert [each.notice.id for each in stores.notices.due(LATER, 9)] == ["n2"]
    assert stores.notices.letter(LIVE_CAFE, "ltr_1") == letter("ltr_1")
    assert stores.notices.letter(LIVE_CAFE, "ltr_2") is None
    assert stores.notices.letter(LIVE_BUILDER, "ltr_1") is None


def test_many_are_put_together(stores: Stores) -> None:
    many = [notice(f"n{number:02d}") for number in range(99)]
    for each in many:
        stores.notices.add(LIVE_CAFE, each)
    together = notice("together", declaration_id=None, count=99)
    stores.notices.hand_on(LIVE_CAFE, many, [], together)

    assert stores.notices.due(LATER, 200) == [DueNotice(Mode.LIVE, CAFE, together)]


def test_a_letter_is_due_until_it_has_ended_and_is_changed_by_one_at_a_time(stores: Stores) -> None:
    stores.notices.hand_on(LIVE_CAFE, [], [letter("ltr_1"), letter("ltr_2", due_at=LATER)])
    assert stores.notices.due_letters(NOON, 9) == [DueLetter(Mode.LIVE, CAFE, "ltr_1")]

    ended = letter(due_at=None, version=2)
    stores.notices.save(LIVE_CAFE, ended)
    assert stores.notices.due_letters(NOON, 9) == []
    assert stores.notices.letter(LIVE_CAFE, "ltr_1") == ended
    with pytest.raises(StaleError):
        stores.notices.save(LIVE_CAFE, ended)
