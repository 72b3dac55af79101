"""Which moments of a declaration are told, and in which words."""

import re
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.application.ports import Channel, Letter
from chalicelib.domain.answer import ReportedAnomaly
from chalicelib.domain.declaration import Declaration, RszFacts
from chalicelib.domain.filing import Mode
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.notice import TOPIC_OF, Occasion, notices_of, reminder_of
from chalicelib.edge.notice_words import words_of
from chalicelib.edge.texts import LANGUAGES
from tests.synthetic import CAFE, LIVE_CAFE, NOON, TEST_CAFE, acceptance

MINUTE = timedelta(minutes=1)


def accepted(**changes: Any) -> Declaration:
    """A declaration just accepted by us; its deadline is a week away."""
    return acceptance(LIVE_CAFE, 1).declarations[0].declaration.model_copy(update=changes)


def moved(declaration: Declaration, *happenings: Happening, **changes: Any) -> Declaration:
    for happening in happenings:
        declaration = declaration.happened(happening, NOON, **changes)
    return declaration


SENT = moved(accepted(), Happening.SENDING_STARTED)
FILED = moved(SENT, Happening.FILED)


def occasions(declaration: Declaration) -> list[Occasion]:
    return [notice.occasion for notice in notices_of(declaration)]


def test_a_refusal_is_told() -> None:
    assert occasions(moved(FILED, Happening.REFUSED)) == [Occasion.REFUSED]


@pytest.mark.parametrize("happening", [Happening.REFUSED_FOR_SHAPE, Happening.NOT_PERMITTED])
def test_what_needs_help_is_told_and_told_again_before_its_deadline(happening: Happening) -> None:
    assert occasions(moved(SENT, happening)) == [Occasion.NEEDS_HELP, Occasion.UNSENT]


def test_what_needs_help_too_late_for_a_reminder_is_told_once() -> None:
    near = accepted().deadline.advised - timedelta(minutes=5)
    helpless = SENT.happened(Happening.NOT_PERMITTED, near)

    assert occasions(helpless) == [Occasion.NEEDS_HELP]


@pytest.mark.parametrize(
    ("code", "told"), [("90017-510", [Occasion.ACTION_NEEDED]), ("90373-460", []), ("", [])]
)
def test_a_warning_is_told_when_somebody_must_act(code: str, told: list[Occasion]) -> None:
    anomalies = (ReportedAnomaly(code=code),) if code else ()
    settled = moved(FILED, Happening.ACCEPTED_WITH_WARNING, rsz=RszFacts(anomalies=anomalies))

    assert occasions(settled) == told


@pytest.mark.parametrize(("why", "told"), [("byPerson", []), ("inRefused", [Occasion.TAKEN_BACK])])
def test_taken_back_is_told_unless_a_person_did_it(why: str, told: list[Occasion]) -> None:
    assert occasions(accepted().happened(Happening.WITHDRAWN, NOON, {"why": why})) == told


def test_what_goes_well_and_what_is_a_test_is_not_told() -> None:
    in_sandbox = acceptance(TEST_CAFE, 1).declarations[0].declaration
    for quiet in (accepted(), SENT, FILED, moved(FILED, Happening.ACCEPTED)):
        assert notices_of(quiet) == ()
    assert notices_of(moved(in_sandbox, Happening.SENDING_STARTED, Happening.NOT_PERMITTED)) == ()


@pytest.mark.parametrize(
    ("declaration", "told"),
    [
        (accepted(), Occasion.UNSENT),
        (moved(accepted(), Happening.HELD), Occasion.UNSENT),
        (moved(SENT, Happening.NOT_EXECUTED, sent_at=None), Occasion.UNSENT),
        (moved(SENT, Happening.NOT_PERMITTED), Occasion.UNSENT),
        (moved(SENT, Happening.OUTCOME_UNKNOWN), Occasion.UNCONFIRMED),
        (SENT, Occasion.UNCONFIRMED),
        (FILED, None),
        (moved(FILED, Happening.IDENTIFICATION_AWAITED), None),
        (moved(FILED, Happening.ACCEPTED), None),
        (accepted().happened(Happening.WITHDRAWN, NOON, {"why": "byPerson"}), None),
    ],
)
def test_unsent_is_what_the_rsz_does_not_have_as_far_as_we_know(
    declaration: Declaration, told: Occasion | None
) -> None:
    deadline = declaration.deadline.advised
    moments = (deadline - 16 * MINUTE, deadline - 15 * MINUTE, deadline - MINUTE, deadline)

    reminders = [reminder_of(declaration, now) for now in moments]

    assert [each.occasion if each else None for each in reminders] == [None, told, told, None]


def test_what_is_on_its_way_alarms_nobody() -> None:
    near = accepted().deadline.advised - 5 * MINUTE
    fresh = accepted(received_at=near)
    sending = accepted().happened(Happening.SENDING_STARTED, near, sent_at=near)

    for declaration in (fresh, sending, sending.happened(Happening.OUTCOME_UNKNOWN, near)):
        assert reminder_of(declaration, near + timedelta(seconds=59)) is None
        assert reminder_of(declaration, near + MINUTE) is not None


def test_every_occasion_has_a_topic_but_a_trial() -> None:
    assert set(TOPIC_OF) == set(Occasion) - {Occasion.TRIAL}


def letter(occasion: Occasion, count: int, channel: Channel) -> Letter:
    return Letter(
        id="ltr_1",
        mode=Mode.LIVE,
        employer=CAFE,
        person_id="usr_1",
        channel=channel,
        occasion=occasion,
        count=count,
        declaration_id="dec_1" if count == 1 else None,
        file_by=NOON,
        due_at=NOON,
        created_at=NOON,
        expires_at=NOON,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", Occasion)
@pytest.mark.parametrize("count", [1, 12])
def test_the_words_say_what_happened_and_where_to_look_and_name_nobody(
    language: str, occasion: Occasion, count: int
) -> None:
    mail = words_of(letter(occasion, count, Channel.MAIL), language, "https://dimona24.example")
    push = words_of(letter(occasion, count, Channel.PUSH), language, "https://dimona24.example")

    assert push.link.startswith(f"/{language}/")
    assert len(push.subject) < 70
    said = f"{mail.subject} {mail.text} {push.text}"
    assert not re.search(r"\d{9}|\{|\}|Café|usr_|ltr_", said)
    if occasion is Occasion.TRIAL:
        return
    assert ("12" in mail.subject) == (count == 12)
    assert mail.link == f"https://dimona24.example{push.link}"
    assert mail.link in mail.text
    assert f"https://dimona24.example/{language}/notifications" in mail.text
    assert "12:00" in mail.text
    assert push.link.endswith("dec_1") == (count == 1)
