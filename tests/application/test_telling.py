"""From what happened to what people read: gathered, sent at least once, each failure sorted."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from chalicelib.application.ports import (
    AddressRefusedError,
    Channel,
    Device,
    Due,
    Letter,
    LetterState,
    NotExecutedError,
    NotNowError,
    NotPermittedError,
    NotTakenError,
    OutcomeUnknownError,
    Subscription,
    SubscriptionGoneError,
    User,
    Wishes,
    Words,
)
from chalicelib.application.resolve import As
from chalicelib.application.telling.deliver import GIVEN_UP_AFTER, LEASE, Deliver
from chalicelib.application.telling.gather import Gather
from chalicelib.application.telling.remind import Remind
from chalicelib.application.telling.tell import Tell
from chalicelib.domain.lifecycle import State
from chalicelib.domain.notice import Notice, Occasion, Topic
from tests.application.house import House, filing
from tests.fakes.callers import FakeAccounts
from tests.fakes.notices import FakeMailer, FakeNotices, FakePeople, FakePusher
from tests.synthetic import BUILDER, CAFE, LIVE_BUILDER, LIVE_CAFE, SSINS

MINUTE, WINDOW = timedelta(minutes=1), timedelta(minutes=1)


class CrashError(BaseException):
    """The process ends here."""


def crash(*_: object) -> None:
    raise CrashError


def write(letter: Letter, language: str) -> Words:
    return Words(f"{letter.occasion} {letter.count}", letter.declaration_id or "", "/", language)


class Desk:
    """A house with people in it who are told."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.accounts = FakeAccounts(house.clock)
        self.notices = FakeNotices(house.store, house.clock)
        self.people = FakePeople(self.accounts)
        self.mailer, self.pusher = FakeMailer(), FakePusher()
        store, clock = house.store, house.clock
        self.deliver = Deliver(self.notices, self.people, self.mailer, self.pusher, write, clock)
        self.gather = Gather(self.notices, self.people, store, WINDOW, clock, house.ids)
        self.tell = Tell(Remind(store, self.notices, clock), self.gather, self.deliver)
        self.add("eva", {CAFE: "owner"}, "nl")

    def add(self, name: str, roles: dict[str, str], language: str) -> None:
        user = {"id": f"usr_{name}", "email": f"{name}@cafe.example", "name": name, "language": language}
        self.accounts.add_user(User(**user, password_hash="", roles=roles, employer_names={}))

    def minutes(self, number: int = 1) -> None:
        """Let minutes pass, with the schedule's run at the end of each."""
        for _ in range(number):
            self.house.clock.advance(MINUTE)
            self.tell()

    @property
    def mails(self) -> list[tuple[str, str, str, str]]:
        """To whom, what, about which declaration, in which language."""
        return [(to, words.subject, words.text, words.language) for to, words in self.mailer.sent]

    def letters(self) -> list[LetterState]:
        return [letter.state for letter in self.notices.letters.values()]


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


def refused(desk: Desk, number: int = 0, *, key: str = "k1") -> str:
    """A filing that the RSZ refuses."""
    desk.house.rsz.answers_next("B", "90374-349")
    worker = {"ssin": SSINS[number], "familyName": "Voorbeeld", "givenName": "Lou"}
    settled = desk.house.settle(
        filing(worker=worker, workerType="OTH", plannedHours=None, endDate=None), key=key
    )
    assert settled.state is State.REFUSED
    return settled.id


def test_a_refusal_is_told_to_everybody_who_files_each_in_their_language(desk: Desk) -> None:
    desk.add("jules", {CAFE: "filer"}, "fr")
    desk.add("vera", {CAFE: "viewer"}, "de")
    desk.add("bart", {BUILDER: "owner"}, "nl")
    declaration = refused(desk)

    desk.minutes(5)

    assert sorted(desk.mails) == [
        ("eva@cafe.example", "refused 1", declaration, "nl"),
        ("jules@cafe.example", "refused 1", declaration, "fr"),
    ]
    assert desk.letters() == [LetterState.SENT, LetterState.SENT]


def test_a_notice_waits_for_others_and_many_become_one_mail(desk: Desk) -> None:
    refused(desk, 0, key="k1")
    desk.house.clock.advance(timedelta(seconds=20))
    refused(desk, 1, key="k2")
    desk.tell()
    assert desk.mails == []

    desk.minutes(3)

    assert desk.mails == [("eva@cafe.example", "refused 2", "", "nl")]


def test_hundreds_become_one_mail(desk: Desk) -> None:
    now = desk.house.clock.now()
    for number in range(450):
        made = Notice(
            id=f"n{number:03d}",
            occasion=Occasion.REFUSED,
            at=now,
            file_by=now + timedelta(hours=2, minutes=number),
            declaration_id=f"dec_{number}",
        )
        desk.notices.add(LIVE_CAFE, made)

    desk.minutes(2)

    assert [mail[1] for mail in desk.mails] == ["refused 450"]
    (letter,) = desk.notices.letters.values()
    assert letter.file_by == now + timedelta(hours=2)


def test_near_its_deadline_a_refusal_waits_for_nobody(desk: Desk) -> None:
    now = desk.house.clock.now()
    made = {"occasion": Occasion.REFUSED, "at": now, "declaration_id": "dec_1"}
    desk.notices.add(LIVE_CAFE, Notice(id="n1", file_by=now + timedelta(minutes=59), **made))
    desk.tell()

    assert [mail[1] for mail in desk.mails] == ["refused 1"]


def test_each_employer_is_told_of_its_own(desk: Desk) -> None:
    desk.add("bart", {BUILDER: "owner"}, "fr")
    now = desk.house.clock.now()
    for scope, name in ((LIVE_CAFE, "ours"), (LIVE_BUILDER, "theirs")):
        desk.notices.add(
            scope, Notice(id="n", occasion=Occasion.REFUSED, at=now, file_by=now, declaration_id=name)
        )
    desk.tell()

    assert sorted(desk.mails) == [
        ("bart@cafe.example", "refused 1", "theirs", "fr"),
        ("eva@cafe.example", "refused 1", "ours", "nl"),
    ]


def unsent(desk: Desk, failure: Exception, *, send: bool = True) -> str:
    """A filing whose deadline is a quarter of an hour and some seconds away, and that cannot be sent."""
    declaration = desk.house.file().body
    deadline = desk.house.declaration(declaration).deadline.advised
    desk.house.clock.advance(deadline - timedelta(minutes=17) - desk.house.clock.now())
    if send:
        desk.house.rsz.fails_next(failure)
        desk.house.send(declaration)
    return declaration


def test_what_is_unsent_a_quarter_of_an_hour_before_its_deadline_is_told_once(desk: Desk) -> None:
    declaration = unsent(desk, NotExecutedError("down"))
    desk.minutes(1)
    assert desk.mails == []

    desk.minutes(20)

    assert desk.mails == [("eva@cafe.example", "unsent 1", declaration, "nl")]


def test_what_was_never_touched_is_told_too(desk: Desk) -> None:
    declaration = unsent(desk, NotExecutedError("never"), send=False)

    desk.minutes(20)

    assert [mail[2] for mail in desk.mails] == [declaration]


def test_what_may_have_been_sent_is_told_in_its_own_words(desk: Desk) -> None:
    unsent(desk, OutcomeUnknownError("silence"))

    desk.minutes(20)

    assert [mail[1] for mail in desk.mails] == ["unconfirmed 1"]


def test_what_was_sent_in_time_is_not_told(desk: Desk) -> None:
    declaration = unsent(desk, NotExecutedError("down"))
    desk.house.clock.advance(MINUTE)
    desk.house.send(declaration)

    desk.minutes(20)

    assert desk.mails == []


def test_what_needs_help_is_told_at_once_and_before_its_deadline_while_it_is_unsent(desk: Desk) -> None:
    desk.house.rsz.fails_next(NotPermittedError("no mandate"))
    declaration = desk.house.file().body
    desk.house.send(declaration)
    desk.minutes(3)
    assert [mail[1] for mail in desk.mails] == ["needsHelp 1"]

    deadline = desk.house.declaration(declaration).deadline.advised
    desk.house.clock.advance(deadline - timedelta(minutes=16) - desk.house.clock.now())
    desk.minutes(20)
    assert [mail[1] for mail in desk.mails] == ["needsHelp 1", "unsent 1"]


def test_what_was_helped_in_time_gets_no_reminder(desk: Desk) -> None:
    desk.house.rsz.fails_next(NotPermittedError("no mandate"))
    declaration = desk.house.file().body
    desk.house.send(declaration)
    desk.house.resolve(LIVE_CAFE, declaration, As.WITHDRAW, "usr_eva")
    deadline = desk.house.declaration(declaration).deadline.advised
    desk.minutes(2)
    desk.house.clock.advance(deadline - timedelta(minutes=16) - desk.house.clock.now())

    desk.minutes(20)

    assert [mail[1] for mail in desk.mails] == ["needsHelp 1"]


def test_who_does_not_want_to_hear_of_it_does_not(desk: Desk) -> None:
    desk.people.wish("usr_eva", Wishes(mail=frozenset(Topic) - {Topic.REFUSED}))
    refused(desk)
    desk.minutes(3)

    assert desk.mails == []
    assert desk.notices.due(desk.house.clock.now(), 9) == []


def device(name: str, language: str = "de") -> Device:
    subscription = Subscription(endpoint=f"https://push.example/{name}", p256dh="", auth="")
    return Device.model_validate(
        {"id": name, "language": language, "added_at": "2026-11-24T11:00:00Z", "subscription": subscription}
    )


def test_each_device_is_told_in_the_language_of_its_pages(desk: Desk) -> None:
    desk.people.add_device("usr_eva", device("phone"))
    desk.people.add_device("usr_eva", device("laptop", "en"))
    refused(desk)
    desk.minutes(2)

    told = [(to.endpoint, words.language) for to, words in desk.pusher.sent]
    assert sorted(told) == [("https://push.example/laptop", "en"), ("https://push.example/phone", "de")]
    assert len(desk.mails) == 1


def test_a_subscription_that_is_gone_is_forgotten(desk: Desk) -> None:
    desk.people.add_device("usr_eva", device("phone"))
    desk.pusher.before = raising(SubscriptionGoneError())
    refused(desk)
    desk.minutes(3)

    assert desk.people.reach("usr_eva").devices == []
    assert sorted(desk.letters()) == [LetterState.DROPPED, LetterState.SENT]


def raising(failure: Exception) -> Any:
    def fail(*_: object) -> None:
        raise failure

    return fail


def test_a_mail_that_cannot_go_now_goes_later_less_and_less_often(desk: Desk) -> None:
    tried, began = list[int](), desk.house.clock.now()

    def throttled(_: str) -> None:
        tried.append((desk.house.clock.now() - began) // MINUTE)
        raise NotNowError("slowly")

    desk.mailer.before = throttled
    refused(desk)
    desk.minutes(60)

    gaps = [later - earlier for earlier, later in pairwise(tried)]
    assert gaps == [1, 2, 4, 8, 16]
    desk.mailer.before = lambda _: None
    desk.minutes(60)
    assert len(desk.mails) == 1


def test_a_push_waits_as_long_as_it_was_told(desk: Desk) -> None:
    desk.people.add_device("usr_eva", device("phone"))
    desk.pusher.before = raising(NotNowError("429", 600))
    refused(desk)
    desk.minutes(2)
    desk.pusher.before = lambda _: None

    desk.minutes(8)
    assert desk.pusher.sent == []
    desk.minutes(3)
    assert len(desk.pusher.sent) == 1


def test_after_a_day_it_is_too_late_to_be_of_use(desk: Desk) -> None:
    desk.mailer.before = raising(NotNowError("down"))
    refused(desk)
    for _ in range(GIVEN_UP_AFTER // timedelta(hours=1) + 2):
        desk.house.clock.advance(timedelta(minutes=59))
        desk.minutes()

    assert desk.letters() == [LetterState.DROPPED]


def test_a_refused_address_stops_mail_and_shows_until_it_is_asked_for_anew(desk: Desk) -> None:
    desk.mailer.before = raising(AddressRefusedError())
    refused(desk, 0, key="k1")
    desk.minutes(3)
    assert desk.people.reach("usr_eva").wishes.mail_refused_at is not None

    desk.mailer.before = lambda _: None
    refused(desk, 1, key="k2")
    desk.minutes(3)
    assert desk.mails == []
    assert desk.letters() == [LetterState.DROPPED]


def test_what_was_not_taken_is_dropped_and_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.mailer.before = raising(NotTakenError("413"))
    refused(desk)
    desk.minutes(3)

    assert desk.letters() == [LetterState.DROPPED]
    assert "was not taken" in caplog.text


def test_a_crash_before_sending_costs_a_minute(desk: Desk) -> None:
    refused(desk)
    desk.mailer.before = crash
    with pytest.raises(CrashError):
        desk.minutes(2)
    desk.mailer.before = lambda _: None
    desk.tell()
    assert desk.mails == []

    desk.house.clock.advance(LEASE)
    desk.tell()
    desk.minutes(5)

    assert len(desk.mails) == 1


def test_only_a_crash_between_sending_and_writing_it_down_tells_somebody_twice(desk: Desk) -> None:
    refused(desk)
    desk.mailer.after = crash
    with pytest.raises(CrashError):
        desk.minutes(2)
    desk.mailer.after = lambda _: None

    desk.minutes(5)

    assert len(desk.mails) == 2


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("call", range(6))
def test_a_crash_at_any_write_loses_nothing_and_doubles_nothing(
    desk: Desk, call: int, *, before: bool
) -> None:
    """But for one: between sending and writing that down."""
    desk.people.add_device("usr_eva", device("phone"))
    refused(desk)
    notices = CrashingNotices(desk.notices, call, before=before)
    crashing = replace(
        desk.tell,
        gather=replace(desk.gather, notices=notices),
        deliver=replace(desk.deliver, notices=notices),
    )
    desk.house.clock.advance(2 * MINUTE)
    crashed = False
    try:
        crashing()
    except CrashError:
        crashed = True
    desk.minutes(5)

    between = before and call in {2, 4}
    assert crashed is (call < 5)
    assert len(desk.mails) + len(desk.pusher.sent) == (3 if between else 2)
    assert set(desk.letters()) == {LetterState.SENT}


class CrashingNotices:
    """An outbox whose process ends at its nth write: hand_on, then claim and write off for each letter."""

    def __init__(self, notices: FakeNotices, call: int, *, before: bool) -> None:
        self._notices, self._left, self._before = notices, call, before

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._notices, name)
        if name not in {"hand_on", "save"}:
            return real

        def counted(*given: Any) -> Any:
            self._left -= 1
            if self._left == -1 and self._before:
                raise CrashError
            answer = real(*given)
            if self._left == -1:
                raise CrashError
            return answer

        return counted


def test_two_runs_at_once_send_each_letter_once(desk: Desk) -> None:
    refused(desk)
    desk.house.clock.advance(2 * MINUTE)
    desk.mailer.before = lambda _: quiet(desk)

    desk.tell()

    assert len(desk.mails) == 1


def quiet(desk: Desk) -> None:
    """Another run, in the middle of this one."""
    desk.mailer.before = lambda _: None
    desk.tell()


def test_nobody_is_told_who_is_no_longer_there(desk: Desk) -> None:
    refused(desk)
    desk.mailer.before = raising(NotNowError("later"))
    desk.minutes(2)
    desk.accounts.users.clear()
    desk.mailer.before = lambda _: None
    desk.minutes(5)

    assert desk.mails == []
    assert desk.letters() == [LetterState.DROPPED]


def test_letters_hold_ids_and_nothing_of_anybody(desk: Desk) -> None:
    refused(desk)
    desk.minutes(2)

    (letter,) = desk.notices.letters.values()
    said = letter.model_dump_json()
    assert letter.channel is Channel.MAIL
    for secret in ("eva@", "Voorbeeld", "Café", *SSINS):
        assert secret not in said


def test_reminding_looks_where_the_sweep_looks(desk: Desk) -> None:
    declaration = unsent(desk, NotExecutedError("down"), send=False)
    soon = desk.house.clock.now() + timedelta(minutes=15)

    assert [each.declaration_id for each in desk.house.store.due(Due.SEND, soon, 9)] == [declaration]
