"""Why a declaration was taken back or needs a person: a code, words, and what the RSZ objected to."""

from typing import Any

import pytest

from chalicelib.application.ports import StoredDeclaration
from chalicelib.domain.lifecycle import Happening
from chalicelib.domain.order import Turn
from chalicelib.edge.resources import ReasonView
from chalicelib.edge.texts import LANGUAGES
from chalicelib.edge.views import declaration_view
from tests.synthetic import LIVE_CAFE, NOON, acceptance

PROBLEM = "dimonaIn.features: features is required"


def reason(*happenings: Happening, language: str = "en", **data: Any) -> ReasonView | None:
    """What the API says of a declaration after these happenings; ``data`` belongs to the last."""
    stored = acceptance(LIVE_CAFE, 1).declarations[0]
    declaration = stored.declaration
    for each in happenings:
        declaration = declaration.happened(each, NOON, data if each is happenings[-1] else None)
    return declaration_view(StoredDeclaration(declaration, stored.identity), language, NOON).reason


SENT = Happening.SENDING_STARTED


def test_what_the_rsz_could_not_read_says_what_it_objected_to() -> None:
    told = reason(SENT, Happening.REFUSED_FOR_SHAPE, why="the RSZ could not read it", problem=PROBLEM)

    assert told is not None
    assert (told.code, told.problem) == ("refusedForShape", PROBLEM)


@pytest.mark.parametrize(
    ("happenings", "data", "code"),
    [
        ((SENT, Happening.NOT_PERMITTED), {"why": "missingPermission"}, "notPermitted"),
        ((SENT, Happening.FILED, Happening.UNREADABLE), {"why": "no result"}, "unreadable"),
        ((SENT, Happening.FILED, Happening.GAVE_UP), {"why": "noAnswer"}, "noAnswer"),
        ((SENT, Happening.FILED, Happening.GAVE_UP), {"why": "notAskable"}, "notAskable"),
        ((SENT, Happening.FILED, Happening.GAVE_UP), {"why": "notPermitted"}, "notPermitted"),
        ((SENT, Happening.OUTCOME_UNKNOWN, Happening.GAVE_UP), {"why": "notSearchable"}, "notSearchable"),
        ((SENT, Happening.OUTCOME_UNKNOWN, Happening.GAVE_UP), {"why": "undatedHit"}, "undatedHit"),
        ((SENT, Happening.OUTCOME_UNKNOWN, Happening.GAVE_UP), {"why": "alwaysAbsent"}, "alwaysAbsent"),
        ((Happening.WITHDRAWN,), {"why": str(Turn.NOT_PERMITTED)}, "notPermitted"),
    ],
)
def test_every_reason_has_words_of_its_own(
    happenings: tuple[Happening, ...], data: dict[str, str], code: str
) -> None:
    told = {language: reason(*happenings, language=language, **data) for language in LANGUAGES}
    others = {language: reason(SENT, Happening.NOT_PERMITTED, language=language) for language in LANGUAGES}

    assert {each.code for each in told.values() if each} == {code}
    assert len({each.text for each in told.values() if each}) == len(LANGUAGES)
    if code != "notPermitted":
        assert all(told[language] != others[language] for language in LANGUAGES)


def test_a_reason_without_words_still_says_that_somebody_is_needed() -> None:
    told = reason(SENT, Happening.FILED, Happening.GAVE_UP, why="somethingNew")

    assert told is not None
    assert (told.code, bool(told.text)) == ("somethingNew", True)


def test_what_goes_on_has_no_reason() -> None:
    assert reason(SENT) is reason(SENT, Happening.FILED, Happening.ACCEPTED) is None
