"""Being told while not looking: chosen over HTTP, and read where it arrives."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from cryptography.exceptions import InvalidTag
from joserfc import jwt
from joserfc.jwk import ECKey

from chalicelib.adapters.post.web_push import decoded, encoded
from infra.local.house import House
from tests.api.callers import Caller, filing, new_ssin, signed_in
from tests.api.push_service import PushService, push_service
from tests.fakes.browser import FakeBrowser

MINE, SUBSCRIPTIONS = "/v1/me/notifications", "/v1/me/pushSubscriptions"
CAFE, BUILDER = "0999999922", "0999999823"
ALL_ON = {"refused": True, "actionNeeded": True, "needsHelp": True, "unsent": True}
PATIENCE = 120


@pytest.fixture
def eva(house: House, http: httpx.Client) -> Iterator[Caller]:
    """The café's owner, signed in; what she chose is undone."""
    eva = signed_in(http, house, employer=CAFE)
    yield eva
    eva.patch(MINE, {"language": "nl", "mail": ALL_ON})
    for each in eva.get(MINE).json()["pushSubscriptions"]:
        eva.delete(f"{SUBSCRIPTIONS}/{each['id']}")


@pytest.fixture
def bart(owner: Caller) -> Caller:
    """The owner of the building firm."""
    return owner


@pytest.fixture
def phones() -> Iterator[PushService]:
    """Where browsers are pushed to."""
    with push_service() as running:
        yield running


def until(found: Callable[[], Any]) -> Any:
    """Wait for something to be there and return it."""
    end = time.monotonic() + PATIENCE
    while not (seen := found()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return seen


def mails(house: House) -> list[dict[str, str]]:
    """What the mailbox page has."""
    answer = httpx.get(f"{house.mailbox}/mails.json", trust_env=False, timeout=60)
    found: list[dict[str, str]] = answer.json()
    return found


def about(house: House, declaration: str) -> list[dict[str, str]]:
    """The mails about one declaration."""
    return [mail for mail in mails(house) if declaration in mail["text"]]


def refused(caller: Caller, number: int) -> str:
    """A filing that the RSZ refuses: the same work twice."""
    first = filing(new_ssin(number), "OTH")
    assert caller.settled(caller.file(first)["id"])["state"] == "accepted"
    second = caller.settled(caller.file(first)["id"])
    assert second["state"] == "refused", second
    return str(second["id"])


def subscription(browser: FakeBrowser, **changes: Any) -> dict[str, Any]:
    given = browser.subscription
    keys = {"p256dh": given.p256dh, "auth": given.auth}
    return {"endpoint": given.endpoint, "expirationTime": None, "keys": keys, "language": "fr", **changes}


def test_what_nobody_chose_is_on_in_the_language_of_the_account(eva: Caller) -> None:
    told = eva.get(MINE).json()

    key = told.pop("pushKey")
    assert told == {"language": "nl", "mail": ALL_ON, "mailRefusedAt": None, "pushSubscriptions": []}
    assert len(decoded(key)) == 65


def test_only_what_is_named_changes(eva: Caller, bart: Caller) -> None:
    changed = eva.patch(MINE, {"mail": {"refused": False}}).json()
    assert changed["mail"] == {**ALL_ON, "refused": False}
    assert eva.patch(MINE, {"language": "de"}).json()["mail"]["refused"] is False
    assert eva.get(MINE).json()["language"] == "de"
    assert bart.get(MINE).json()["mail"] == ALL_ON


@pytest.mark.parametrize(
    "body",
    [{"mail": {"weather": True}}, {"mail": {"refused": "perhaps"}}, {"language": "es"}, {"sms": True}],
)
def test_what_cannot_be_chosen_is_refused(eva: Caller, body: Any) -> None:
    answer = eva.patch(MINE, body)

    assert (answer.status_code, len(answer.json()["issues"])) == (400, 1)


def test_a_partner_app_is_nobody_to_tell(cafe: Caller) -> None:
    body = subscription(FakeBrowser("http://127.0.0.1:9/x"))
    asked = (
        cafe.get(MINE),
        cafe.patch(MINE, {"language": "fr"}),
        cafe.post(SUBSCRIPTIONS, body, key=None),
        cafe.delete(f"{SUBSCRIPTIONS}/psh_1"),
        cafe.post(f"{SUBSCRIPTIONS}/psh_1/test", None, key=None),
    )
    assert {answer.status_code for answer in asked} == {403}


def test_a_refusal_is_read_in_the_mailbox_in_the_persons_language(
    house: House, cafe: Caller, eva: Caller
) -> None:
    eva.patch(MINE, {"language": "fr"})
    declaration = refused(cafe, 901)

    (mail,) = until(lambda: about(house, declaration))

    assert mail["to"] == "eva.owner@cafe.example"
    assert mail["subject"] == "Une déclaration Dimona est refusée"
    assert f"/fr/declarations/{declaration}\n" in mail["text"]
    for personal in ("Voorbeeld", "Alma", new_ssin(901), "Café De Kroon"):
        assert personal not in f"{mail['subject']} {mail['text']}"
    page = httpx.get(house.mailbox, trust_env=False, timeout=60).text
    assert f'/fr/declarations/{declaration}"' in page


def test_who_turned_mail_off_is_told_on_the_phone_alone(
    house: House, cafe: Caller, eva: Caller, phones: PushService
) -> None:
    eva.patch(MINE, {"mail": {"refused": False}})
    eva.post(SUBSCRIPTIONS, subscription(FakeBrowser(f"{phones.url}/quiet")), key=None)
    quiet = refused(cafe, 902)
    until(lambda: phones.bodies("/quiet"))
    eva.patch(MINE, {"mail": {"refused": True}})
    loud = refused(cafe, 903)

    until(lambda: about(house, loud))
    assert about(house, quiet) == []


def test_a_phone_is_pushed_to_and_only_its_browser_can_read_it(
    cafe: Caller, eva: Caller, phones: PushService
) -> None:
    browser, other = FakeBrowser(f"{phones.url}/eva"), FakeBrowser(f"{phones.url}/bart")
    answer = eva.post(SUBSCRIPTIONS, subscription(browser), key=None)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"{SUBSCRIPTIONS}/{answer.json()['id']}"
    assert eva.post(SUBSCRIPTIONS, subscription(browser), key=None).json()["id"] == answer.json()["id"]
    declaration = refused(cafe, 905)

    (body,) = until(lambda: phones.bodies("/eva"))

    shown = browser.shown(body)
    assert shown["title"] == "Une déclaration Dimona est refusée"
    assert shown["url"] == f"/fr/declarations/{declaration}"
    assert declaration.encode() not in body
    with pytest.raises(InvalidTag):
        other.read(body)
    _is_signed(eva, phones)


def _is_signed(eva: Caller, phones: PushService) -> None:
    _, headers, _ = phones.pushed[0]
    token, key = (part.partition("=")[2] for part in headers["authorization"].split(" ", 1)[1].split(", "))
    assert key == eva.get(MINE).json()["pushKey"]
    point = decoded(key)
    jwk: dict[str, str | list[str]] = {
        "kty": "EC",
        "crv": "P-256",
        "x": encoded(point[1:33]),
        "y": encoded(point[33:]),
    }
    claims = jwt.decode(token, ECKey.import_key(jwk), ["ES256"]).claims
    assert claims["aud"] == phones.url


def test_a_device_is_tried_at_once(eva: Caller, phones: PushService) -> None:
    browser = FakeBrowser(f"{phones.url}/trial")
    made = eva.post(SUBSCRIPTIONS, subscription(browser, language="de"), key=None).json()

    assert eva.post(f"{SUBSCRIPTIONS}/{made['id']}/test", None, key=None).status_code == 204

    (body,) = phones.bodies("/trial")
    assert browser.shown(body)["title"] == "Dieses Gerät erhält Nachrichten"


def test_what_the_browser_has_ended_is_forgotten(eva: Caller, phones: PushService) -> None:
    made = eva.post(SUBSCRIPTIONS, subscription(FakeBrowser(f"{phones.url}/gone")), key=None).json()
    phones.status = 410

    assert eva.post(f"{SUBSCRIPTIONS}/{made['id']}/test", None, key=None).status_code == 404
    assert eva.get(MINE).json()["pushSubscriptions"] == []


def test_nobody_reaches_the_device_of_another(eva: Caller, bart: Caller, phones: PushService) -> None:
    made = eva.post(SUBSCRIPTIONS, subscription(FakeBrowser(f"{phones.url}/hers")), key=None).json()

    assert bart.get(MINE).json()["pushSubscriptions"] == []
    assert bart.post(f"{SUBSCRIPTIONS}/{made['id']}/test", None, key=None).status_code == 404
    assert bart.delete(f"{SUBSCRIPTIONS}/{made['id']}").status_code == 204
    assert [each["id"] for each in eva.get(MINE).json()["pushSubscriptions"]] == [made["id"]]
    assert phones.pushed == []


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"endpoint": "https://169.254.169.254/latest/meta-data"}, "endpoint"),
        ({"endpoint": "https://push.evil.example/1"}, "endpoint"),
        ({"keys": {"p256dh": "BOe", "auth": "BTBZMqHH6r4Tts7J_aSIgg"}}, "keys"),
        ({"keys": {"p256dh": "BOe"}}, "keys.auth"),
        ({"language": "es"}, "language"),
    ],
)
def test_what_nothing_could_be_pushed_to_is_refused(eva: Caller, changes: Any, name: str) -> None:
    body = subscription(FakeBrowser("http://127.0.0.1:9/x"), **changes)

    answer = eva.post(SUBSCRIPTIONS, body, key=None)

    assert answer.status_code == 400
    assert [issue["name"] for issue in answer.json()["issues"]] == [name]
    assert "169.254" not in json.dumps(answer.json())


def test_the_newest_ten_devices_are_kept(eva: Caller) -> None:
    made = []
    for number in range(11):
        body = subscription(FakeBrowser(f"http://127.0.0.1:9/{number}"))
        made.append(eva.post(SUBSCRIPTIONS, body, key=None).json()["id"])

    kept = {each["id"] for each in eva.get(MINE).json()["pushSubscriptions"]}
    assert kept == set(made[1:])
